use super::super::{Worktree, stat_of};
use crate::cannot::cannot;
use crate::id::Id;
use crate::index::Stat;
use crate::tree::{EXECUTABLE, SYMLINK};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};

pub struct Written {
    /// None for a link that could not be made.
    pub stat: Option<Stat>,
    /// Written into the file that was there, which so keeps its mode.
    pub kept_mode: bool,
}

impl Worktree<'_> {
    /// Puts the content of a blob at a path, never through a link: what is there is removed first, but for an executable file
    /// that stays one, which is overwritten so that its mode lives on.
    pub fn put(&self, path: &[u8], mode: u32, id: Id, was_executable: bool) -> Result<Written, String> {
        let blob = self.repo.objects.find(id)?.data;
        self.make_folders(path)?;
        let full = self.full(path)?;
        let there = self.metadata(path)?;
        let is_file = there.as_ref().is_some_and(|data| data.is_file());
        if mode == EXECUTABLE && was_executable && is_file {
            let content = self.convert.ends(path).smudge(&blob);
            let written =
                OpenOptions::new().write(true).truncate(true).open(&full).and_then(|mut file| file.write_all(&content));
            written.map_err(|error| cannot("write", &full, &error))?;
            return Ok(Written { stat: self.stat(path)?, kept_mode: true });
        }
        match there {
            // Emptied before: see the plan.
            Some(data) if data.is_dir() => {
                self.remove_tree_of_folders(path)?;
                self.forget_folders();
            }
            Some(_) => fs::remove_file(&full).map_err(|error| cannot("replace", &full, &error))?,
            None => {}
        }
        if mode == SYMLINK && self.has_links {
            let target = std::str::from_utf8(&blob).unwrap_or_default();
            return match link(target, &full) {
                Ok(()) => Ok(Written { stat: self.stat(path)?, kept_mode: false }),
                // What WASI allows are links that stay in the granted folder.
                Err(error)
                    if matches!(
                        error.kind(),
                        ErrorKind::PermissionDenied | ErrorKind::Unsupported | ErrorKind::InvalidInput
                    ) =>
                {
                    Ok(Written { stat: None, kept_mode: false })
                }
                Err(error) => Err(cannot("create the link", &full, &error)),
            };
        }
        let content = if mode == SYMLINK { blob.as_slice().into() } else { self.convert.ends(path).smudge(&blob) };
        let written =
            OpenOptions::new().write(true).create_new(true).open(&full).and_then(|mut file| file.write_all(&content));
        written.map_err(|error| cannot("write", &full, &error))?;
        Ok(Written { stat: self.stat(path)?, kept_mode: false })
    }

    /// Folders that hold nothing but folders.
    fn remove_tree_of_folders(&self, path: &[u8]) -> Result<(), String> {
        let full = self.full(path)?;
        for item in fs::read_dir(&full).into_iter().flatten().flatten() {
            self.remove_tree_of_folders(&[path, b"/", item.file_name().as_encoded_bytes()].concat())?;
        }
        fs::remove_dir(&full).map_err(|error| cannot("remove the folder", &full, &error))
    }

    fn stat(&self, path: &[u8]) -> Result<Option<Stat>, String> {
        Ok(self.metadata(path)?.as_ref().map(stat_of))
    }

    /// A path that is not there any more is removed already; one that is reached through a link is not ours.
    pub fn remove_file(&self, path: &[u8]) -> Result<(), String> {
        match self.metadata(path)? {
            Some(data) if !data.is_dir() => {
                let full = self.full(path)?;
                fs::remove_file(&full).map_err(|error| cannot("remove", &full, &error))
            }
            _ => Ok(()),
        }
    }

    /// The folders that a path is in, where they became empty.
    pub fn remove_empty_folders(&self, path: &[u8]) {
        for at in (0..path.len()).rev().filter(|at| path[*at] == b'/') {
            let gone = self.is_real_folder(&path[..at])
                && self.full(&path[..at]).is_ok_and(|full| fs::remove_dir(full).is_ok());
            if !gone {
                return;
            }
        }
    }

    /// The folders that a path is in; each must be a real one.
    pub fn make_folders(&self, path: &[u8]) -> Result<(), String> {
        for at in (0..path.len()).filter(|at| path[*at] == b'/') {
            let folder = &path[..at];
            if self.is_real_folder(folder) {
                continue;
            }
            let full = self.full(folder)?;
            fs::create_dir(&full).map_err(|error| cannot("create the folder", &full, &error))?;
            self.folders.borrow_mut().insert(folder.to_owned(), true);
        }
        Ok(())
    }
}

#[allow(deprecated, reason = "the only stable way to make a link on every system, WASI included")]
fn link(target: &str, at: &std::path::Path) -> std::io::Result<()> {
    fs::soft_link(target, at)
}
