use super::inflate::{Filled, Inflater};
use super::pack_index::PackIndex;
use super::source::{Source, Windows};
use crate::id::Id;
use crate::object::Kind;

/// A pack and its index.
pub struct Pack {
    pub index: PackIndex,
    source: Source,
}

/// What an entry of a pack holds.
#[derive(Clone, Copy)]
pub enum Stored {
    Whole(Kind),
    /// A delta; its base begins at this place.
    Delta(u64),
}

/// One entry, before it is unpacked.
#[derive(Clone, Copy)]
pub struct Entry {
    pub stored: Stored,
    /// Unpacked; of a delta, the delta's.
    pub size: u64,
    /// Where its zlib stream begins.
    data: u64,
}

impl Pack {
    /// `index` is the path of an `.idx` file; the pack is beside it.
    pub fn open(number: usize, index: std::path::PathBuf, windows: &Windows) -> Result<Self, String> {
        let source = Source::open(number * 2, index.with_extension("pack"))?;
        let index = PackIndex::open(Source::open(number * 2 + 1, index)?, windows)?;
        Ok(Self { index, source })
    }

    pub fn number(&self) -> usize {
        self.source.number
    }

    pub fn damaged(&self, what: &str) -> String {
        self.source.damaged(what)
    }

    /// What stands at a place.
    pub fn entry(&self, windows: &Windows, at: u64) -> Result<Entry, String> {
        // 12 bytes of header, 20 of checksum.
        if at < 12 || at + 20 >= self.source.len {
            return Err(self.damaged(&format!("its index points at {at}, where no object can be")));
        }
        let mut head = [0; 48];
        let room = head.len().min((self.source.len - at) as usize);
        self.source.read_at(windows, at, &mut head[..room])?;
        let broken = || self.damaged(&format!("the entry at {at} cannot be read"));
        let kind = head[0] >> 4 & 7;
        let mut size = u64::from(head[0] & 15);
        let mut used = 1;
        while head[used - 1] & 0x80 != 0 {
            if used > 9 {
                return Err(broken());
            }
            size |= u64::from(head[used] & 0x7f) << (4 + 7 * (used - 1));
            used += 1;
        }
        let stored = match kind {
            1 => Stored::Whole(Kind::Commit),
            2 => Stored::Whole(Kind::Tree),
            3 => Stored::Whole(Kind::Blob),
            4 => Stored::Whole(Kind::Tag),
            6 => {
                let (back, length) = distance(&head[used..]).ok_or_else(broken)?;
                used += length;
                Stored::Delta(at.checked_sub(back).filter(|base| back > 0 && *base >= 12).ok_or_else(broken)?)
            }
            7 => {
                let base = Id::from_slice(&head[used..used + 20]).ok_or_else(broken)?;
                used += 20;
                let place = self.index.find(windows, base)?;
                Stored::Delta(place.ok_or_else(|| self.damaged(&format!("the base {base} of a delta is missing")))?)
            }
            _ => return Err(broken()),
        };
        Ok(Entry { stored, size, data: at + used as u64 })
    }

    /// Unpacks an entry whole.
    pub fn unpack(&self, windows: &Windows, inflater: &mut Inflater, entry: Entry) -> Result<Vec<u8>, String> {
        let size = entry.size as usize;
        // One more, to see whether there is more.
        let mut bytes = vec![0; size + 1];
        match self.fill(windows, inflater, entry, &mut bytes)? {
            Filled::Whole(filled) if filled == size => {
                bytes.truncate(size);
                Ok(bytes)
            }
            _ => Err(self.damaged(&format!("the entry before {} is not as long as it says", entry.data))),
        }
    }

    /// The sizes that a delta begins with: of its base and of its result.
    pub fn delta_sizes(&self, windows: &Windows, inflater: &mut Inflater, entry: Entry) -> Result<(u64, u64), String> {
        let mut head = [0; 20];
        self.fill(windows, inflater, entry, &mut head)?;
        super::delta::sizes(&head)
            .map(|(base, result, _)| (base, result))
            .ok_or_else(|| self.damaged(&format!("the delta before {} is broken", entry.data)))
    }

    fn fill(&self, windows: &Windows, inflater: &mut Inflater, entry: Entry, out: &mut [u8]) -> Result<Filled, String> {
        let mut at = entry.data;
        inflater
            .fill(out, || {
                let (window, inside) = self.source.window(windows, at)?;
                at += (window.len() - inside) as u64;
                Ok(Rest(window, inside))
            })
            .map_err(|problem| {
                if problem.ends_with('.') {
                    problem
                } else {
                    self.damaged(&format!("{problem}, in the entry before {}", entry.data))
                }
            })
    }
}

/// A window from a place on.
struct Rest(std::rc::Rc<Vec<u8>>, usize);

impl AsRef<[u8]> for Rest {
    fn as_ref(&self) -> &[u8] {
        &self.0[self.1..]
    }
}

/// How far back the base is: seven bits per byte, the highest first, and every length begins where the one before ends.
fn distance(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = u64::from(bytes[0] & 0x7f);
    let mut used = 1;
    while bytes[used - 1] & 0x80 != 0 {
        if used > 8 {
            return None;
        }
        value = (value + 1) << 7 | u64::from(bytes[used] & 0x7f);
        used += 1;
    }
    Some((value, used))
}
