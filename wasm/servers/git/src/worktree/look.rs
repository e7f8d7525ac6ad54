use super::Worktree;
use super::convert::Ends;
use crate::cannot::cannot;
use crate::disk::About;
use crate::id::Id;
use crate::index::{Entry, Index, Stat};
use crate::object::Kind;
use crate::objects::{id_of, id_of_reader};
use crate::tree::{FILE, GITLINK, SYMLINK};
use std::io::ErrorKind;
use std::rc::Rc;

/// Larger files are compared in pieces, in bytes: several of them would not fit into memory.
const LARGE: u64 = 8 << 20;

/// How a tracked path is in the worktree.
pub enum Seen {
    /// With what is known of the file from now on, where that is more than the index knew.
    Same(Option<Stat>),
    Missing,
    /// `mode` is that of the file; `data` is what would be stored, where it was read.
    Changed {
        mode: u32,
        data: Option<Rc<Vec<u8>>>,
    },
    /// No longer a file but a link, or the other way round.
    Retyped {
        mode: u32,
    },
}

impl Worktree<'_> {
    /// Compares cheaply first: a file whose time and size are as they were is not read, unless it changed while the index was written.
    pub fn look(&self, index: &Index, entry: &Entry) -> Result<Seen, String> {
        if entry.is_trusted() {
            return Ok(Seen::Same(None));
        }
        let data = self.metadata(&entry.path)?;
        self.judge(index, entry, data)
    }

    /// Of an entry that is not trusted, with what is known of its path.
    pub fn judge(&self, index: &Index, entry: &Entry, data: Option<About>) -> Result<Seen, String> {
        let Some(data) = data else { return Ok(Seen::Missing) };
        if entry.mode == GITLINK {
            // What is inside a submodule is its own business.
            return Ok(if data.is_dir() { Seen::Same(None) } else { Seen::Retyped { mode: mode_of(&data) } });
        }
        if data.is_dir() {
            return Ok(Seen::Missing);
        }
        let is_link = entry.mode == SYMLINK && self.has_links;
        if data.is_symlink() != is_link {
            return Ok(Seen::Retyped { mode: mode_of(&data) });
        }
        let known = unchanged(&entry.stat, &data);
        if known && !index.is_racy(entry) && !entry.intent_to_add {
            return Ok(Seen::Same(None));
        }
        if !is_link && self.convert.filter(&entry.path).is_some() {
            // What the filter would make of it cannot be known here; its length says enough in most cases.
            let same = entry.stat.size == 0 || u64::from(entry.stat.size) == data.size;
            return Ok(if same { Seen::Same(None) } else { Seen::Changed { mode: entry.mode, data: None } });
        }
        let other_length = entry.stat.size != 0 && u64::from(entry.stat.size) != data.size & 0xffff_ffff;
        // As git: also where only line ends differ, which `git diff` then does not show.
        if other_length {
            return Ok(Seen::Changed { mode: entry.mode, data: None });
        }
        if !is_link && data.size > LARGE && self.convert.ends(&entry.path) == Ends::Keep {
            let same = !entry.intent_to_add && self.id_in_pieces(&entry.path, data.size)? == entry.id;
            let seen =
                if same { Seen::Same(Some(stat_of(&data))) } else { Seen::Changed { mode: entry.mode, data: None } };
            return Ok(seen);
        }
        let stored = match self.stored(&entry.path, &data, Some(entry.id)) {
            Ok(stored) => stored,
            // A link out of the granted folder cannot be read, but its length fits.
            Err(_) if is_link && known => return Ok(Seen::Same(None)),
            Err(sentence) => return Err(sentence),
        };
        if !entry.intent_to_add && id_of(Kind::Blob, &stored) == entry.id {
            return Ok(Seen::Same(Some(stat_of(&data))));
        }
        Ok(Seen::Changed { mode: entry.mode, data: Some(Rc::new(stored)) })
    }

    /// Of a path itself, following no link on the way to it; None when it is not there.
    pub fn metadata(&self, path: &[u8]) -> Result<Option<About>, String> {
        if path.iter().rposition(|byte| *byte == b'/').is_some_and(|at| !self.is_real_folder(&path[..at])) {
            return Ok(None);
        }
        let full = self.full(path)?;
        match About::of(&full) {
            Ok(data) => Ok(Some(data)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(cannot("read", &full, &error)),
        }
    }

    fn id_in_pieces(&self, path: &[u8], size: u64) -> Result<Id, String> {
        let full = self.full(path)?;
        let id = std::fs::File::open(&full).and_then(|file| id_of_reader(Kind::Blob, size, file));
        id.map_err(|error| cannot("read", &full, &error))
    }

    /// What the repository would store of a file or link. `staged`: what is staged of it now.
    pub fn stored(&self, path: &[u8], data: &About, staged: Option<Id>) -> Result<Vec<u8>, String> {
        let full = self.full(path)?;
        if data.is_symlink() {
            let target = std::fs::read_link(&full).map_err(|error| cannot("read the link", &full, &error))?;
            return Ok(target.into_os_string().into_encoded_bytes());
        }
        let bytes = std::fs::read(&full).map_err(|error| cannot("read", &full, &error))?;
        let staged = || staged.and_then(|id| self.repo.objects.find(id).ok());
        let crlf = || staged().is_some_and(|object| super::convert::has_crlf(&object.data));
        match self.convert.ends(path).clean(&bytes, crlf) {
            std::borrow::Cow::Owned(changed) => Ok(changed),
            std::borrow::Cow::Borrowed(_) => Ok(bytes),
        }
    }
}

/// WASI knows no modes: whatever is no link is a plain file.
pub fn mode_of(data: &About) -> u32 {
    if data.is_symlink() { SYMLINK } else { FILE }
}

/// What is to be remembered of a file that equals its blob.
pub fn stat_of(data: &About) -> Stat {
    Stat { modified: data.modified, size: data.size as u32, ..Stat::default() }
}

/// Nanoseconds count where both sides have them.
fn unchanged(stat: &Stat, data: &About) -> bool {
    let now = stat_of(data);
    let (old, new) = (stat.modified, now.modified);
    old != (0, 0) && old.0 == new.0 && (old.1 == new.1 || old.1 == 0 || new.1 == 0) && stat.size == now.size
}
