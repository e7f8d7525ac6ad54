//! What `.gitattributes` says of a path, as far as it changes a file's bytes on their way into and out of the repository.

mod parse;

use crate::Repository;
use crate::ignore::{case, inside};
use gix_glob::pattern::Case;
use parse::Rule;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What an attribute is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Set,
    Unset,
    /// As if nobody had spoken of it.
    Unspecified,
    Value(String),
}

/// The content of files, by folder.
pub type Texts = HashMap<Vec<u8>, Rc<Vec<u8>>>;

pub struct Attributes {
    work_dir: PathBuf,
    /// From `info/attributes`, which counts most.
    first: Vec<Rule>,
    folders: RefCell<HashMap<Vec<u8>, Rc<Vec<Rule>>>>,
    /// The `.gitattributes` of the index, by folder, and whether they come before those of the worktree, as they do on checkout.
    staged: RefCell<(Texts, bool)>,
    /// Folders of the worktree that have no `.gitattributes`.
    bare: RefCell<HashSet<Vec<u8>>>,
    case: Case,
}

impl Attributes {
    pub fn new(repo: &Repository, work_dir: &Path) -> Self {
        let first = std::fs::read(repo.common_dir.join("info/attributes")).map(|text| parse::rules(&text));
        let work_dir = work_dir.to_owned();
        Self {
            work_dir,
            first: first.unwrap_or_default(),
            folders: RefCell::default(),
            staged: RefCell::default(),
            bare: RefCell::default(),
            case: case(repo),
        }
    }

    /// What stands in for files that are not in the worktree, or comes before all that are.
    pub fn stage(&self, files: Texts, first: bool) {
        self.folders.borrow_mut().clear();
        self.bare.borrow_mut().clear();
        *self.staged.borrow_mut() = (files, first);
    }

    /// A folder of the worktree was seen to have no `.gitattributes`.
    pub fn none_in(&self, folder: &[u8]) {
        self.bare.borrow_mut().insert(folder.to_owned());
    }

    /// Whether nothing is said of any file of a folder.
    pub fn is_silent(&self, folder: &[u8]) -> bool {
        let above = (0..folder.len()).filter(|at| folder[*at] == b'/').map(|at| &folder[..at]);
        self.first.is_empty() && above.chain([&b""[..], folder]).all(|folder| self.of(folder).is_empty())
    }

    /// What is said of one attribute; the deepest file and its last fitting line win.
    pub fn find(&self, path: &[u8], name: &str) -> State {
        if let Some(state) = said(&self.first, path, name, self.case) {
            return state;
        }
        let folders = (0..path.len()).rev().filter(|at| path[*at] == b'/').map(|at| &path[..at]).chain([&b""[..]]);
        for folder in folders {
            let found = inside(folder, path).and_then(|inner| said(&self.of(folder), inner, name, self.case));
            if let Some(state) = found {
                return state;
            }
        }
        State::Unspecified
    }

    fn of(&self, folder: &[u8]) -> Rc<Vec<Rule>> {
        if let Some(known) = self.folders.borrow().get(folder) {
            return Rc::clone(known);
        }
        let staged = || self.staged.borrow().0.get(folder).map(|text| text.to_vec());
        let text = if self.staged.borrow().1 { staged() } else { self.read(folder).or_else(staged) };
        let read = Rc::new(text.map(|text| parse::rules(&text)).unwrap_or_default());
        self.folders.borrow_mut().insert(folder.to_owned(), Rc::clone(&read));
        read
    }

    fn read(&self, folder: &[u8]) -> Option<Vec<u8>> {
        if self.bare.borrow().contains(folder) {
            return None;
        }
        let file = self.work_dir.join(std::str::from_utf8(folder).ok()?).join(".gitattributes");
        if std::fs::symlink_metadata(&file).ok()?.is_file() { std::fs::read(&file).ok() } else { None }
    }
}

fn said(rules: &[Rule], path: &[u8], name: &str, case: Case) -> Option<State> {
    rules.iter().rev().find_map(|rule| rule.state(name).filter(|_| rule.fits(path, case)).cloned())
}
