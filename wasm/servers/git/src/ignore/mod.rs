//! Which paths are not to be seen as untracked: `.gitignore` at every level, `info/exclude` and `core.excludesFile`.

mod patterns;

pub use patterns::{fits, inside};

use crate::Repository;
use gix_glob::pattern::Case;
use patterns::Patterns;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

pub struct Ignore {
    work_dir: PathBuf,
    /// Later ones count more.
    common: Vec<Patterns>,
    /// The `.gitignore` of each folder that was looked at.
    folders: RefCell<HashMap<Vec<u8>, Option<Rc<Patterns>>>>,
    case: Case,
}

impl Ignore {
    pub fn new(repo: &Repository, work_dir: &Path) -> Self {
        // The person's own file is read only where a granted folder holds it.
        let own = repo.config.text("core.excludesfile").map(|name| work_dir.join(name));
        let files = own.into_iter().chain([repo.common_dir.join("info/exclude")]);
        let common =
            files.filter_map(|file| std::fs::read(file).ok()).map(|text| Patterns::parse(b"", &text)).collect();
        Self { work_dir: work_dir.to_owned(), common, folders: RefCell::default(), case: case(repo) }
    }

    /// Of a path whose folders are themselves not ignored.
    pub fn is_ignored(&self, path: &[u8], is_folder: bool) -> bool {
        let folders = (0..path.len()).rev().filter(|at| path[*at] == b'/').map(|at| &path[..at]).chain([&b""[..]]);
        for folder in folders {
            if let Some(decision) = self.of(folder).and_then(|patterns| patterns.decide(path, is_folder, self.case)) {
                return decision;
            }
        }
        self.common.iter().rev().find_map(|patterns| patterns.decide(path, is_folder, self.case)).unwrap_or(false)
    }

    /// Also when one of its folders is ignored: nothing in there can be taken in again.
    pub fn covers(&self, path: &[u8], is_folder: bool) -> bool {
        let mut folders = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| &path[..at]);
        folders.any(|folder| self.is_ignored(folder, true)) || self.is_ignored(path, is_folder)
    }

    /// A folder was seen to have no `.gitignore`.
    pub fn none_in(&self, folder: &[u8]) {
        self.folders.borrow_mut().entry(folder.to_owned()).or_default();
    }

    fn of(&self, folder: &[u8]) -> Option<Rc<Patterns>> {
        if let Some(known) = self.folders.borrow().get(folder) {
            return known.clone();
        }
        let read = self.read(folder).map(Rc::new);
        self.folders.borrow_mut().insert(folder.to_owned(), read.clone());
        read
    }

    fn read(&self, folder: &[u8]) -> Option<Patterns> {
        let file = self.work_dir.join(std::str::from_utf8(folder).ok()?).join(".gitignore");
        // Git follows no link here.
        if !std::fs::symlink_metadata(&file).ok()?.is_file() {
            return None;
        }
        std::fs::read(&file).ok().map(|text| Patterns::parse(folder, &text))
    }
}

/// Whether names that differ only in case are the same in this repository.
pub fn case(repo: &Repository) -> Case {
    if repo.config.flag("core.ignorecase") == Some(true) { Case::Fold } else { Case::Sensitive }
}
