use super::{Index, Lock, Stat, read};
use crate::disk::{About, is_writable};
use crate::hash::sha1;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Where an entry has them.
const MODIFIED: usize = 8;
const SIZE: usize = 36;
/// Seconds after which a file that changes again surely has another time.
const SETTLED: u64 = 2;

/// What is known now of files that had to be read to see that they did not change, by the places of their entries.
pub type Fresh = Vec<(usize, Stat)>;

impl Index {
    /// Notes what is known now of files that had to be read to see that they are as staged, so that nobody has to read them again,
    /// as `git status` does. Where that cannot be, nothing is lost.
    pub fn refresh(&self, git_dir: &Path, fresh: &Fresh) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
        let is_settled = |stat: &Stat| u64::from(stat.modified.0) + SETTLED <= now;
        let path = git_dir.join("index");
        // Asked for, not tried: a person is told of each write that was refused.
        if fresh.is_empty() || !fresh.iter().all(|(_, stat)| is_settled(stat)) || !is_writable(git_dir) {
            return;
        }
        if !About::of(&path).is_ok_and(|about| about.is_file()) {
            return;
        }
        if let Ok(lock) = Lock::take(&path)
            && let Ok(bytes) = std::fs::read(&path)
            && let Some(bytes) = self.refreshed(bytes, fresh)
        {
            let _ = lock.write(&bytes);
        }
    }

    /// Only these numbers change: the version and what other programs keep in the file stay as they are.
    fn refreshed(&self, mut bytes: Vec<u8>, fresh: &Fresh) -> Option<Vec<u8>> {
        let end = bytes.len().checked_sub(20)?;
        // None, or another one by now.
        if self.checksum == [0; 20] || bytes[end..] != self.checksum {
            return None;
        }
        let places = read::places(&bytes[..end])?;
        if places.len() != self.entries.len() {
            return None;
        }
        // The new file is younger than the old one: what could not be trusted then would seem to be trusted now.
        for (entry, place) in self.entries.iter().zip(&places).filter(|(entry, _)| self.is_racy(entry)) {
            if entry.stat.modified != (0, 0) {
                bytes[place + SIZE..place + SIZE + 4].fill(0);
            }
        }
        for (at, stat) in fresh {
            let place = places.get(*at)?;
            let (seconds, nanos) = stat.modified;
            bytes[place + MODIFIED..place + MODIFIED + 4].copy_from_slice(&seconds.to_be_bytes());
            bytes[place + MODIFIED + 4..place + MODIFIED + 8].copy_from_slice(&nanos.to_be_bytes());
            bytes[place + SIZE..place + SIZE + 4].copy_from_slice(&stat.size.to_be_bytes());
        }
        let checksum = sha1(&bytes[..end]);
        bytes[end..].copy_from_slice(&checksum);
        Some(bytes)
    }
}
