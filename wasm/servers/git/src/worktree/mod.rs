//! The files that are checked out: what differs from the index, and how they are changed.

mod add;
pub mod checkout;
mod convert;
mod far_link;
pub mod finish;
pub mod head_text;
mod line_ends;
mod look;
mod names;
mod near;
pub mod pathspec;
pub mod progress;
mod progress_text;
pub mod quote;
mod staged;
pub mod status;
pub mod status_text;
mod untracked;
pub mod upstream;

pub use look::{Seen, mode_of, stat_of};
pub use names::{danger, escape};

use crate::Repository;
use crate::disk::About;
use crate::id::Id;
use crate::ignore::Ignore;
use crate::index::Index;
use convert::Convert;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub struct Worktree<'a> {
    pub repo: &'a Repository,
    root: PathBuf,
    pub convert: Convert,
    pub ignore: Ignore,
    /// False where the repository was made on a file system without links, where they are kept as files.
    has_links: bool,
    /// Folders that were looked at: whether they are folders, and no links to ones.
    folders: RefCell<HashMap<Vec<u8>, bool>>,
}

impl<'a> Worktree<'a> {
    pub fn of(repo: &'a Repository) -> Result<Self, String> {
        let root = repo.work_dir.clone().ok_or_else(|| {
            format!(
                "'{}' is a bare repository: it has no worktree, so this tool has nothing to work on.",
                repo.git_dir.display()
            )
        })?;
        Ok(Self {
            repo,
            convert: Convert::new(repo),
            ignore: Ignore::new(repo, &root),
            has_links: repo.config.flag("core.symlinks") != Some(false),
            folders: RefCell::default(),
            root,
        })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a path of the repository lies.
    pub fn full(&self, path: &[u8]) -> Result<PathBuf, String> {
        match std::str::from_utf8(path) {
            Ok(text) => Ok(self.root.join(text)),
            Err(_) => Err(format!(
                "The name '{}' is no UTF-8, which WebAssembly programs cannot open.",
                String::from_utf8_lossy(path)
            )),
        }
    }

    /// Whether this is a folder of the worktree that is reached through no link.
    pub fn is_real_folder(&self, folder: &[u8]) -> bool {
        if folder.is_empty() {
            return true;
        }
        if let Some(known) = self.folders.borrow().get(folder) {
            return *known;
        }
        let above = folder.iter().rposition(|byte| *byte == b'/').is_none_or(|at| self.is_real_folder(&folder[..at]));
        let full = self.full(folder);
        let real = above && full.is_ok_and(|full| About::of(&full).is_ok_and(|data| data.is_dir()));
        self.folders.borrow_mut().insert(folder.to_owned(), real);
        real
    }

    /// To be called before files are compared or stored.
    pub fn consult(&self, index: &Index) {
        self.know(
            index.entries.iter().filter(|entry| entry.stage == 0).map(|entry| (entry.path.as_slice(), entry.id)),
            false,
        );
    }

    /// Attributes are also read from the index: after those of the worktree, or on checkout instead of them.
    fn know<'e>(&self, entries: impl Iterator<Item = (&'e [u8], Id)>, first: bool) {
        let mut files = HashMap::new();
        for (path, id) in entries {
            let Some(folder) = path.strip_suffix(b".gitattributes") else { continue };
            if let (Some(folder), Ok(object)) =
                (folder.strip_suffix(b"/").or(folder.is_empty().then_some(folder)), self.repo.objects.find(id))
            {
                files.insert(folder.to_owned(), object.data);
            }
        }
        self.convert.attributes.stage(files, first);
    }

    /// To be called whenever folders or links may have changed.
    pub fn forget_folders(&self) {
        self.folders.borrow_mut().clear();
    }
}
