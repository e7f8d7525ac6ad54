use super::Worktree;
use crate::cannot::cannot;
use crate::index::Index;
use crate::tree::GITLINK;
use std::fs::FileType;

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
        let mut found = Untracked::default();
        self.walk(index, folder, which, &mut found)?;
        found.paths.sort();
        Ok(found)
    }

    fn walk(&self, index: &Index, folder: &[u8], which: Which, found: &mut Untracked) -> Result<(), String> {
        for (name, kind) in self.list(folder, found)? {
            let path = if folder.is_empty() { name } else { [folder, b"/", &name].concat() };
            if index.stages(&path).iter().any(|entry| !kind.is_dir() || entry.mode == GITLINK) {
                continue;
            }
            let tracked_inside = kind.is_dir() && !index.inside(&path).is_empty();
            // Nothing inside an ignored folder is untracked, even beside what is tracked there.
            if self.ignore.is_ignored(&path, kind.is_dir()) {
                continue;
            }
            if !kind.is_dir() {
                found.paths.push(path);
            } else if tracked_inside {
                self.walk(index, &path, which, found)?;
            } else if self.is_repository(&path) {
                found.paths.push([&path, &b"/"[..]].concat());
            } else if which == Which::Files {
                self.walk(index, &path, which, found)?;
            // Git does not name a folder in the place of a tracked file.
            } else if index.stages(&path).is_empty() && self.holds_any(&path, found)? {
                found.paths.push([&path, &b"/"[..]].concat());
            }
        }
        Ok(())
    }

    /// Whether an untracked folder holds any file that is not ignored.
    fn holds_any(&self, folder: &[u8], found: &mut Untracked) -> Result<bool, String> {
        for (name, kind) in self.list(folder, found)? {
            let path = [folder, b"/", &name].concat();
            if self.ignore.is_ignored(&path, kind.is_dir()) {
                continue;
            }
            if !kind.is_dir() || self.is_repository(&path) || self.holds_any(&path, found)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Files, links and folders in a folder, without `.git`; nothing else (sockets, pipes) can be tracked.
    fn list(&self, folder: &[u8], found: &mut Untracked) -> Result<Vec<(Vec<u8>, FileType)>, String> {
        let full = self.full(folder)?;
        let mut names = Vec::new();
        for item in std::fs::read_dir(&full).map_err(|error| cannot("read the folder", &full, &error))? {
            match item.and_then(|item| item.file_type().map(|kind| (item.file_name(), kind))) {
                Ok((name, kind)) if kind.is_dir() || kind.is_file() || kind.is_symlink() => {
                    let name = name.into_encoded_bytes();
                    if name != b".git" {
                        names.push((name, kind));
                    }
                }
                Ok(_) => {}
                // A name that is no UTF-8.
                Err(_) => {
                    found.unreadable.push(if folder.is_empty() {
                        ".".to_owned()
                    } else {
                        String::from_utf8_lossy(folder).into_owned()
                    });
                }
            }
        }
        names.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(names)
    }

    /// A folder with a repository of its own.
    pub fn is_repository(&self, folder: &[u8]) -> bool {
        let Ok(full) = self.full(folder) else { return false };
        let git = full.join(".git");
        std::fs::symlink_metadata(&git).is_ok_and(|data| data.is_file() || data.is_dir() && git.join("HEAD").exists())
    }
}
