use super::near::Near;
use super::untracked::Which;
use super::{Seen, Worktree};
use crate::index::{Entry, Fresh, Index};
use crate::patch::{Change, Side};
use crate::refs::Head;
use crate::tree::{Files, flatten};
use crate::{commit, renames};
use std::collections::BTreeMap;

/// What `git status` knows.
pub struct Status {
    pub head: Head,
    /// From HEAD to the index, renames found.
    pub staged: Vec<Change>,
    /// From the index to the worktree.
    pub unstaged: Vec<Change>,
    pub fresh: Fresh,
    /// Paths in conflict, with a bit for each stage: 1 the ancestor, 2 ours, 4 theirs.
    pub conflicts: BTreeMap<Vec<u8>, u8>,
    /// Folders that hold nothing tracked end in a slash.
    pub untracked: Vec<Vec<u8>>,
    /// False where `status.showUntrackedFiles` is `no`.
    pub shows_untracked: bool,
    /// What could not be known, in sentences.
    pub notes: Vec<String>,
}

impl Worktree<'_> {
    pub fn status(&self, index: &Index) -> Result<Status, String> {
        let which = match self.repo.config.text("status.showuntrackedfiles") {
            Some("no" | "false") => None,
            Some("all") => Some(Which::Files),
            _ => Some(Which::Collapsed),
        };
        self.consult(index);
        let untracked = which.map(|which| self.untracked(index, b"", which)).transpose()?;
        let shows_untracked = untracked.is_some();
        let untracked = untracked.unwrap_or_default();
        let mut notes: Vec<String> = untracked
            .unreadable
            .iter()
            .map(|folder| {
                format!("The folder '{folder}' holds names that are no UTF-8, which WebAssembly programs cannot see.")
            })
            .collect();
        notes.extend(self.filtered(index));
        let (unstaged, fresh) = self.differing(index)?;
        Ok(Status {
            head: self.repo.refs.head()?,
            staged: renames::detect(self.repo, self.staged(index)?)?,
            unstaged,
            fresh,
            conflicts: conflicts(index),
            untracked: untracked.paths,
            shows_untracked,
            notes,
        })
    }

    /// Empty before the first commit.
    pub fn head_files(&self) -> Result<Files, String> {
        match self.repo.refs.head()?.id() {
            Some(id) => flatten(self.repo, commit::find(self.repo, id)?.tree),
            None => Ok(Files::new()),
        }
    }

    /// What `git add` would change of what is tracked.
    pub fn unstaged(&self, index: &Index) -> Result<Vec<Change>, String> {
        self.consult(index);
        self.differing(index).map(|(changes, _)| changes)
    }

    fn differing(&self, index: &Index) -> Result<(Vec<Change>, Fresh), String> {
        let mut near = Near::of(self);
        let mut changes = Vec::new();
        let mut fresh = Fresh::new();
        let entries = index.entries.iter().enumerate();
        for (at, entry) in entries.filter(|(_, entry)| entry.stage == 0 && !entry.is_trusted()) {
            let data = near.metadata(&entry.path)?;
            let (mode, data) = match self.judge(index, entry, data)? {
                Seen::Same(stat) => {
                    fresh.extend(stat.map(|stat| (at, stat)));
                    continue;
                }
                Seen::Missing => {
                    changes.push(Change { old: Some(side(entry)), new: None, similarity: None });
                    continue;
                }
                Seen::Changed { mode, data } => (mode, data),
                Seen::Retyped { mode } => (mode, None),
            };
            let new = Side { path: entry.path.clone(), mode, id: crate::id::Id::NULL, data };
            changes.push(Change {
                old: Some(side(entry)).filter(|_| !entry.intent_to_add),
                new: Some(new),
                similarity: None,
            });
        }
        Ok((changes, fresh))
    }

    fn filtered(&self, index: &Index) -> Option<String> {
        let mut known = None;
        let mut is_silent = |path: &[u8]| {
            let folder = &path[..path.iter().rposition(|byte| *byte == b'/').unwrap_or(0)];
            match &known {
                Some((last, silent)) if last == folder => *silent,
                _ => {
                    let silent = self.convert.attributes.is_silent(folder);
                    known = Some((folder.to_owned(), silent));
                    silent
                }
            }
        };
        let mut all = index
            .entries
            .iter()
            .filter(|entry| !is_silent(&entry.path))
            .filter_map(|entry| self.convert.filter(&entry.path).map(|name| (name, &entry.path)));
        let (name, path) = all.next()?;
        let more = match all.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let path = String::from_utf8_lossy(path).into_owned();
        Some(format!(
            "'{path}'{more} go through the filter '{name}', which cannot run here: whether such a file changed is told by its size only."
        ))
    }
}

/// What is staged, without what is in conflict or only announced.
pub fn staged_files(index: &Index) -> Files {
    let settled = index.entries.iter().filter(|entry| entry.stage == 0 && !entry.intent_to_add);
    settled.map(|entry| (entry.path.clone(), (entry.mode, entry.id))).collect()
}

fn side(entry: &Entry) -> Side {
    Side { path: entry.path.clone(), mode: entry.mode, id: entry.id, data: None }
}

fn conflicts(index: &Index) -> BTreeMap<Vec<u8>, u8> {
    let mut found = BTreeMap::new();
    for entry in index.entries.iter().filter(|entry| entry.stage != 0) {
        *found.entry(entry.path.clone()).or_insert(0) |= 1 << (entry.stage - 1);
    }
    found
}
