use super::Worktree;
use crate::cannot::cannot;
use crate::disk::{About, Folder, Kind, Listing};

/// Folders that are kept open at once: a server may hold only so many.
const MOST: usize = 16;

/// Goes through a worktree that nobody changes meanwhile, folder by folder, and keeps open those that it is in.
pub struct Near<'a> {
    worktree: &'a Worktree<'a>,
    root: Option<Folder>,
    /// By path, each inside the one before it.
    open: Vec<(Vec<u8>, Folder)>,
}

impl<'a> Near<'a> {
    pub fn of(worktree: &'a Worktree<'a>) -> Self {
        Self { worktree, root: Folder::open(worktree.root()), open: Vec::new() }
    }

    /// As `Worktree::metadata`; quick when the paths come in order.
    pub fn metadata(&mut self, path: &[u8]) -> Result<Option<About>, String> {
        let (folder, name) = match path.iter().rposition(|byte| *byte == b'/') {
            Some(at) => (&path[..at], &path[at + 1..]),
            None => (&b""[..], path),
        };
        let is_here = self.open.last().is_some_and(|(open, _)| open == folder);
        if !is_here && !self.worktree.is_real_folder(folder) {
            return Ok(None);
        }
        if let Ok(name) = std::str::from_utf8(name)
            && let Some(folder) = self.folder(folder)
            && let Ok(about) = folder.about(name)
        {
            return Ok(about);
        }
        // It has the words for what is wrong.
        self.worktree.metadata(path)
    }

    /// Files, links and folders in a folder, sorted, without `.git`; nothing else (sockets, pipes) can be tracked.
    pub fn list(&mut self, folder: &[u8]) -> Result<Listing, String> {
        let listed = self.folder(folder).and_then(|folder| folder.list().ok());
        let mut listing = match listed {
            Some(listing) => listing,
            None => self.list_slowly(folder)?,
        };
        listing.names.retain(|(name, kind)| *kind != Kind::Other && name != b".git");
        listing.names.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(listing)
    }

    fn folder(&mut self, path: &[u8]) -> Option<&Folder> {
        if path.is_empty() {
            return self.root.as_ref();
        }
        let holds = |folder: &[u8]| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest[0] == b'/');
        while self.open.pop_if(|(folder, _)| !holds(folder)).is_some() {}
        if self.open.last().is_none_or(|(folder, _)| folder != path) {
            let folder = self.root.as_ref()?.inner(std::str::from_utf8(path).ok()?)?;
            if self.open.len() == MOST {
                self.open.remove(0);
            }
            self.open.push((path.to_owned(), folder));
        }
        self.open.last().map(|(_, folder)| folder)
    }

    /// By its path, for a folder that cannot be opened otherwise, or to have the system's words for that.
    fn list_slowly(&self, folder: &[u8]) -> Result<Listing, String> {
        let full = self.worktree.full(folder)?;
        Listing::read(&full).map_err(|error| cannot("read the folder", &full, &error))
    }
}
