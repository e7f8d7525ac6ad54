use super::pathspec::Spec;
use super::untracked::Which;
use super::{Seen, Worktree, danger, mode_of, stat_of};
use crate::index::{Entry, Index};
use crate::object::Kind;
use crate::tree::{EXECUTABLE, FILE, GITLINK, SYMLINK};
use std::collections::BTreeMap;

/// Longer files would not fit into a program's memory more than once.
const LONGEST: u64 = 1 << 30;

/// What is to become of index entries, and what is to be said about it.
#[derive(Default)]
pub struct Staging {
    pub changes: BTreeMap<Vec<u8>, Option<Entry>>,
    pub notes: Vec<String>,
}

impl Worktree<'_> {
    /// Stores the content of what the words name, and tells what the index is to hold. The index itself stays as it is, so that
    /// either all are staged or none.
    pub fn stage(&self, index: &Index, words: &[&str]) -> Result<Staging, String> {
        let specs =
            words.iter().map(|word| Ok((*word, self.spec(index, word)?))).collect::<Result<Vec<_>, String>>()?;
        let mut staging = Staging::default();
        let mut ignored = Vec::new();
        for (word, spec) in &specs {
            self.stage_tracked(index, spec, &mut staging)?;
            let found = self.untracked_for(index, spec, &mut staging.notes)?;
            let is_known = index.entries.iter().any(|entry| spec.fits(&entry.path));
            if found.is_empty() && !is_known {
                match spec {
                    Spec::Path(path) if !path.is_empty() => match self.metadata(path)? {
                        Some(data) if self.ignore.covers(path, data.is_dir()) => ignored.push(*word),
                        // A folder that holds nothing to stage.
                        Some(_) => {}
                        None => return Err(unmatched(word)),
                    },
                    Spec::Path(_) => {}
                    Spec::Pattern(_) => return Err(unmatched(word)),
                }
            }
            for path in found {
                self.stage_new(index, &path, spec, &mut staging)?;
            }
        }
        if !ignored.is_empty() {
            return Err(format!(
                "The following paths are ignored by one of your .gitignore files: {}. Nothing was staged. Leave them out, or \
                 change .gitignore if they are to be tracked.",
                ignored.join(", ")
            ));
        }
        Ok(staging)
    }

    fn stage_tracked(&self, index: &Index, spec: &Spec, staging: &mut Staging) -> Result<(), String> {
        let candidates = match spec {
            Spec::Path(path) => [index.stages(path), index.inside(path)].concat(),
            Spec::Pattern(_) => index.entries.clone(),
        };
        for entry in candidates.iter().filter(|entry| spec.fits(&entry.path)) {
            if staging.changes.contains_key(&entry.path) {
                continue;
            }
            if entry.stage != 0 {
                self.resolve(index, entry, spec, staging)?;
                continue;
            }
            match self.look(index, entry)? {
                Seen::Same(None) => {}
                Seen::Same(Some(stat)) => {
                    staging.changes.insert(entry.path.clone(), Some(Entry { stat, ..entry.clone() }));
                }
                Seen::Missing => {
                    staging.changes.insert(entry.path.clone(), None);
                }
                Seen::Changed { .. } | Seen::Retyped { .. } => {
                    self.stage_file(index, &entry.path, entry.mode, spec, staging)?
                }
            }
        }
        Ok(())
    }

    /// A path in conflict becomes what the worktree holds.
    fn resolve(&self, index: &Index, entry: &Entry, spec: &Spec, staging: &mut Staging) -> Result<(), String> {
        match self.metadata(&entry.path)? {
            Some(data) if !data.is_dir() => {
                let ours = index.stages(&entry.path).iter().find(|entry| entry.stage == 2);
                self.stage_file(index, &entry.path, ours.map_or(entry.mode, |ours| ours.mode), spec, staging)
            }
            Some(_) if entry.mode == GITLINK => Err(format!(
                "'{}' is a submodule in conflict, which cannot be resolved here. Use git itself for it.",
                String::from_utf8_lossy(&entry.path)
            )),
            _ => {
                staging.changes.insert(entry.path.clone(), None);
                Ok(())
            }
        }
    }

    /// Untracked files that a word names; repositories inside this one are refused where they are named, else left out.
    fn untracked_for(&self, index: &Index, spec: &Spec, notes: &mut Vec<String>) -> Result<Vec<Vec<u8>>, String> {
        let found = match spec {
            Spec::Path(path) if !path.is_empty() => match self.metadata(path)? {
                Some(data) if data.is_dir() => {
                    if index.find(path).is_some_and(|entry| entry.mode == GITLINK) || self.ignore.covers(path, true) {
                        return Ok(Vec::new());
                    }
                    if self.is_repository(path) {
                        return Err(embedded(path));
                    }
                    self.untracked(index, path, Which::Files)?.paths
                }
                Some(_) if index.stages(path).is_empty() && !self.ignore.covers(path, false) => vec![path.clone()],
                _ => Vec::new(),
            },
            _ => self.untracked(index, b"", Which::Files)?.paths,
        };
        let (folders, files): (Vec<_>, Vec<_>) = found
            .into_iter()
            .filter(|path| spec.fits(path.strip_suffix(b"/").unwrap_or(path)))
            .partition(|path| path.ends_with(b"/"));
        notes.extend(folders.iter().map(|folder| format!("Left out: {}", embedded(folder))));
        Ok(files)
    }

    fn stage_new(&self, index: &Index, path: &[u8], spec: &Spec, staging: &mut Staging) -> Result<(), String> {
        if staging.changes.contains_key(path) {
            return Ok(());
        }
        if let Some(why) = danger(path) {
            return Err(format!("'{}' cannot be staged: it {why}.", String::from_utf8_lossy(path)));
        }
        self.stage_file(index, path, FILE, spec, staging)
    }

    /// `mode`: what the index knows of it, which a file keeps, since WASI cannot tell whether it is executable.
    /// `spec`: what asked for it.
    fn stage_file(
        &self,
        index: &Index,
        path: &[u8],
        mode: u32,
        spec: &Spec,
        staging: &mut Staging,
    ) -> Result<(), String> {
        let name = String::from_utf8_lossy(path).into_owned();
        if let Some(filter) = self.convert.filter(path) {
            return Err(format!(
                "'{name}' goes through the filter '{filter}' (.gitattributes), which cannot run here. Nothing was staged. Stage \
                 it with git itself."
            ));
        }
        if let Some(encoding) = self.convert.encoding(path) {
            return Err(format!(
                "'{name}' is kept in the encoding {encoding} (.gitattributes), which is not converted here. Nothing was staged. \
                 Stage it with git itself."
            ));
        }
        let Some(data) = self.metadata(path)? else { return Err(unmatched(&name)) };
        if data.size > LONGEST {
            return Err(format!(
                "'{name}' is longer than {} MB, which is too much for this server. Nothing was staged.",
                LONGEST >> 20
            ));
        }
        if let Some(why) = self.far_link(path, &data) {
            if matches!(spec, Spec::Path(named) if named == path) {
                return Err(format!("{why} Nothing was staged."));
            }
            let note = format!("Left out: {why}");
            if !staging.notes.contains(&note) {
                staging.notes.push(note);
            }
            return Ok(());
        }
        let staged = index.find(path).filter(|entry| !entry.intent_to_add).map(|entry| entry.id);
        let bytes = self.stored(path, &data, staged)?;
        let mode = match mode {
            // A link that is kept as a file stays a link.
            SYMLINK if !self.has_links && data.is_file() => SYMLINK,
            EXECUTABLE | FILE if data.is_file() => mode,
            _ => mode_of(&data),
        };
        if index.stages(path).is_empty() && mode == FILE && bytes.starts_with(b"#!") {
            staging.notes.push(format!(
                "'{name}' looks like a script: it was staged as not executable, since modes cannot be seen here."
            ));
        }
        let id = self.repo.objects.write(Kind::Blob, &bytes)?;
        staging.changes.insert(path.to_owned(), Some(Entry::new(path.to_owned(), mode, id, stat_of(&data))));
        Ok(())
    }
}

fn unmatched(word: &str) -> String {
    format!("pathspec '{word}' did not match any files. Nothing was staged; git_status shows what is there.")
}

fn embedded(folder: &[u8]) -> String {
    let name = String::from_utf8_lossy(folder.strip_suffix(b"/").unwrap_or(folder)).into_owned();
    format!(
        "'{name}' is a git repository of its own, which is not added to another. Use `git submodule add` outside Belljar if that is meant."
    )
}
