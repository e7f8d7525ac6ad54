//! The index (`.git/index`): what the next commit will hold, and what was known of each file.

mod cached;
mod cursor;
mod entry;
mod lock;
mod read;
mod refresh;
mod sorted;
#[cfg(test)]
mod tests;
mod write;

pub use cached::Cached;
pub use entry::{Entry, Stat};
pub use lock::Lock;
pub use refresh::Fresh;
pub use sorted::inside;
use sorted::stages;

use crate::cannot::cannot;
use crate::hash::sha1;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;
use std::time::UNIX_EPOCH;

#[derive(Default)]
pub struct Index {
    /// Sorted by path and stage, each pair once.
    pub entries: Vec<Entry>,
    kept: read::Extensions,
    /// What git noted of the trees that the entries make.
    pub cached: Option<Cached>,
    /// When the file was written: a file of the worktree that is not older may have changed since without being seen.
    written: Option<(u32, u32)>,
    /// Of the file, zero where it has none.
    checksum: [u8; 20],
}

impl Index {
    /// Empty where there is none yet.
    pub fn read(git_dir: &Path) -> Result<Self, String> {
        let path = git_dir.join("index");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(cannot("read", &path, &error)),
        };
        // Git itself leaves an empty file in some broken states and takes it for none.
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let parsed = read::parse(&bytes, sha1)?;
        let written = std::fs::metadata(&path).ok().and_then(|data| data.modified().ok()).and_then(seconds);
        Ok(Self {
            entries: parsed.entries,
            kept: parsed.kept,
            cached: parsed.cached,
            written,
            checksum: parsed.checksum,
        })
    }

    /// Locked first, then read, so that nobody's change is lost.
    pub fn locked(git_dir: &Path) -> Result<(Self, Lock), String> {
        let lock = Lock::take(&git_dir.join("index"))?;
        Ok((Self::read(git_dir)?, lock))
    }

    pub fn write(mut self, lock: Lock) -> Result<(), String> {
        // The new file is younger than the old one: what could not be trusted then would seem to be trusted now.
        let doubtful: Vec<usize> = (0..self.entries.len()).filter(|at| self.is_racy(&self.entries[*at])).collect();
        for at in doubtful {
            self.entries[at].stat.size = 0;
        }
        lock.write(&write::bytes(&self.entries, &self.kept, sha1))
    }

    /// Whether the file may have changed after it was last looked at, in the same tick of the clock.
    pub fn is_racy(&self, entry: &Entry) -> bool {
        let (seconds, nanos) = entry.stat.modified;
        self.written
            .is_some_and(|(at, rest)| seconds > at || seconds == at && (nanos == 0 || rest == 0 || nanos >= rest))
    }

    /// Where entries of this path are or would be, stage 0 first.
    pub fn position(&self, path: &[u8]) -> usize {
        sorted::position(&self.entries, path)
    }

    /// All entries of one path: one, or up to three of a conflict.
    pub fn stages(&self, path: &[u8]) -> &[Entry] {
        stages(&self.entries, path)
    }

    /// The entry of a path without conflict.
    pub fn find(&self, path: &[u8]) -> Option<&Entry> {
        self.stages(path).first().filter(|entry| entry.stage == 0)
    }

    /// Everything inside a folder, which is named without a slash at its end; all where it is empty.
    pub fn inside(&self, folder: &[u8]) -> &[Entry] {
        inside(&self.entries, folder)
    }

    /// Where the entries inside a folder are.
    pub fn range(&self, folder: &[u8]) -> Range<usize> {
        let start = if folder.is_empty() { 0 } else { self.position(&[folder, b"/"].concat()) };
        start..start + self.inside(folder).len()
    }

    pub fn is_in_conflict(&self, path: &[u8]) -> bool {
        self.stages(path).iter().any(|entry| entry.stage != 0)
    }

    /// Each path's new entry, or none. A file in the place of a folder, or the other way round, removes what it replaces.
    pub fn apply(&mut self, changes: BTreeMap<Vec<u8>, Option<Entry>>) {
        self.cached = None;
        let mut doomed: Vec<(usize, usize)> = Vec::new();
        for (path, entry) in &changes {
            if entry.is_none() {
                continue;
            }
            let within = self.inside(path).len();
            if within > 0 {
                let start = self.position(&[path.as_slice(), b"/"].concat());
                doomed.push((start, start + within));
            }
            for (at, _) in path.iter().enumerate().filter(|(_, byte)| **byte == b'/') {
                let start = self.position(&path[..at]);
                doomed.push((start, start + self.stages(&path[..at]).len()));
            }
        }
        let mut keep = vec![true; self.entries.len()];
        for (start, end) in doomed {
            keep[start..end].fill(false);
        }
        let mut keep = keep.into_iter();
        self.entries.retain(|entry| keep.next() != Some(false) && !changes.contains_key(&entry.path));
        self.entries.extend(changes.into_values().flatten());
        self.entries.sort_by(|a, b| a.key().cmp(&b.key()));
    }

    /// Everything anew, as after a merge or reset.
    pub fn replace(&mut self, mut entries: Vec<Entry>) {
        entries.sort_by(|a, b| a.key().cmp(&b.key()));
        self.entries = entries;
        self.cached = None;
        self.kept.clear();
    }
}

/// A time as the index keeps it; none outside of what it can hold.
pub fn seconds(time: std::time::SystemTime) -> Option<(u32, u32)> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    Some((since.as_secs() as u32, since.subsec_nanos()))
}
