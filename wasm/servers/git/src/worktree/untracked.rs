use super::Worktree;
use super::near::Near;
use crate::disk::{About, Kind};
use crate::index::{Entry, Index, inside};
use crate::tree::GITLINK;

/// How much of what is untracked is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// A folder that holds nothing tracked is named itself, with a slash at its end.
    Collapsed,
    Files,
}

/// What is untracked and not ignored.
#[derive(Default)]
pub struct Untracked {
    /// Sorted. Repositories inside this one are named as folders.
    pub paths: Vec<Vec<u8>>,
    /// Folders with names that could not be read.
    pub unreadable: Vec<String>,
}

impl Worktree<'_> {
    /// Below a folder, which is empty for all and is taken for not ignored.
    pub fn untracked(&self, index: &Index, folder: &[u8], which: Which) -> Result<Untracked, String> {
        let mut search = Search { worktree: self, near: Near::of(self), which, found: Untracked::default() };
        search.walk(folder, index.inside(folder))?;
        search.found.paths.sort();
        Ok(search.found)
    }

    /// A folder with a repository of its own.
    pub fn is_repository(&self, folder: &[u8]) -> bool {
        let Ok(full) = self.full(folder) else { return false };
        let git = full.join(".git");
        About::of(&git).is_ok_and(|data| data.is_file() || data.is_dir() && git.join("HEAD").exists())
    }
}

struct Search<'a> {
    worktree: &'a Worktree<'a>,
    near: Near<'a>,
    which: Which,
    found: Untracked,
}

impl Search<'_> {
    /// `tracked`: what the index has in the folder.
    fn walk(&mut self, folder: &[u8], tracked: &[Entry]) -> Result<(), String> {
        let mut tracked = tracked;
        for (name, kind) in self.list(folder)? {
            let is_folder = kind == Kind::Folder;
            let path = if folder.is_empty() { name } else { [folder, b"/", &name].concat() };
            // Both are sorted, so that what was passed is not needed again: mostly it is the next one.
            let passed = tracked.iter().take_while(|entry| entry.path < path).count();
            tracked = &tracked[passed..];
            let own = &tracked[..tracked.iter().take_while(|entry| entry.path == path).count()];
            if own.iter().any(|entry| !is_folder || entry.mode == GITLINK) {
                continue;
            }
            // Nothing inside an ignored folder is untracked, even beside what is tracked there.
            if self.worktree.ignore.is_ignored(&path, is_folder) {
                continue;
            }
            let below = if is_folder { inside(tracked, &path) } else { &[] };
            if !is_folder {
                self.found.paths.push(path);
            } else if !below.is_empty() {
                self.walk(&path, below)?;
            } else if self.worktree.is_repository(&path) {
                self.found.paths.push([&path, &b"/"[..]].concat());
            } else if self.which == Which::Files {
                self.walk(&path, below)?;
            // Git does not name a folder in the place of a tracked file.
            } else if own.is_empty() && self.holds_any(&path)? {
                self.found.paths.push([&path, &b"/"[..]].concat());
            }
        }
        Ok(())
    }

    /// Whether an untracked folder holds any file that is not ignored.
    fn holds_any(&mut self, folder: &[u8]) -> Result<bool, String> {
        for (name, kind) in self.list(folder)? {
            let is_folder = kind == Kind::Folder;
            let path = [folder, b"/", &name].concat();
            if self.worktree.ignore.is_ignored(&path, is_folder) {
                continue;
            }
            if !is_folder || self.worktree.is_repository(&path) || self.holds_any(&path)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn list(&mut self, folder: &[u8]) -> Result<Vec<(Vec<u8>, Kind)>, String> {
        let listing = self.near.list(folder)?;
        for _ in 0..listing.unnamed {
            let name = if folder.is_empty() { b"." } else { folder };
            self.found.unreadable.push(String::from_utf8_lossy(name).into_owned());
        }
        let lacks = |name: &[u8]| listing.names.binary_search_by(|(known, _)| known.as_slice().cmp(name)).is_err();
        if lacks(b".gitignore") {
            self.worktree.ignore.none_in(folder);
        }
        if lacks(b".gitattributes") {
            self.worktree.convert.attributes.none_in(folder);
        }
        Ok(listing.names)
    }
}
