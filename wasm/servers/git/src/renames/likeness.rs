use super::FULL;
use crate::Repository;
use crate::patch::{Content, Side, load};
use crate::tree::{EXECUTABLE, FILE};
use std::collections::HashMap;
use std::rc::Rc;

/// Pieces are at most this long, or a line.
const PIECE: u32 = 64;
const HASHES: u32 = 107_927;
/// Pieces of all files together: 64 MB.
const ROOM: usize = 8 << 20;

/// How many bytes of a file are in pieces with each hash, by hash.
type Pieces = Rc<Vec<(u32, u32)>>;

/// How alike files are, in 1/60000: which part of the larger one stands in the other.
pub struct Files<'a> {
    repo: &'a Repository,
    sizes: HashMap<Vec<u8>, u64>,
    pieces: HashMap<Vec<u8>, Option<Pieces>>,
    /// How many more pieces may be remembered; files for which there is no room are like no other.
    room: usize,
}

impl<'a> Files<'a> {
    pub fn new(repo: &'a Repository) -> Self {
        Self { repo, sizes: HashMap::new(), pieces: HashMap::new(), room: ROOM }
    }

    /// 0 when it is certainly less than `least`.
    pub fn compare(&mut self, old: &Side, new: &Side, least: u64) -> Result<u64, String> {
        let plain = |side: &Side| side.mode == FILE || side.mode == EXECUTABLE;
        if !plain(old) || !plain(new) {
            return Ok(0);
        }
        let (before, after) = (self.size(old, 0)?, self.size(new, 1)?);
        let larger = before.max(after);
        if larger * (FULL - least) < before.abs_diff(after) * FULL || after == 0 {
            return Ok(0);
        }
        let (Some(old), Some(new)) = (self.pieces(old, 0)?, self.pieces(new, 1)?) else { return Ok(0) };
        Ok(shared(&old, &new) * FULL / larger)
    }

    fn size(&mut self, side: &Side, which: u8) -> Result<u64, String> {
        let key = key(side, which);
        if let Some(size) = self.sizes.get(&key) {
            return Ok(*size);
        }
        let size = match &side.data {
            Some(data) => data.len() as u64,
            None => self.repo.objects.header(side.id)?.1,
        };
        self.sizes.insert(key, size);
        Ok(size)
    }

    fn pieces(&mut self, side: &Side, which: u8) -> Result<Option<Pieces>, String> {
        let key = key(side, which);
        if let Some(pieces) = self.pieces.get(&key) {
            return Ok(pieces.clone());
        }
        let pieces = match load(self.repo, side)? {
            _ if self.room == 0 => None,
            Content::Text(data) => Some(Rc::new(cut(&data, true))),
            Content::Binary(data) => Some(Rc::new(cut(&data, false))),
            Content::Huge => None,
        };
        self.room = self.room.saturating_sub(pieces.as_ref().map_or(0, |pieces| pieces.len()));
        self.pieces.insert(key, pieces.clone());
        Ok(pieces)
    }
}

fn key(side: &Side, which: u8) -> Vec<u8> {
    [&[which], side.path.as_slice()].concat()
}

/// How many bytes of the new file were in the old one.
fn shared(old: &[(u32, u32)], new: &[(u32, u32)]) -> u64 {
    let mut old = old.iter().peekable();
    let mut sum = 0;
    for (hash, count) in new {
        while old.next_if(|(other, _)| other < hash).is_some() {}
        if let Some((_, other)) = old.next_if(|(other, _)| other == hash) {
            sum += u64::from(*count.min(other));
        }
    }
    sum
}

fn cut(data: &[u8], is_text: bool) -> Vec<(u32, u32)> {
    let mut sums: HashMap<u32, u32> = HashMap::new();
    let (mut low, mut high, mut length) = (0u32, 0u32, 0u32);
    let mut bytes = data.iter().peekable();
    while let Some(byte) = bytes.next() {
        // Line ends of both kinds count as the same.
        if !(is_text && *byte == b'\r' && bytes.peek() == Some(&&b'\n')) {
            let before = low;
            low = low << 7 ^ high >> 25;
            high = high << 7 ^ before >> 25;
            low = low.wrapping_add(u32::from(*byte));
            length += 1;
            if length < PIECE && *byte != b'\n' && bytes.peek().is_some() {
                continue;
            }
        } else if bytes.peek().is_some() {
            continue;
        }
        if length > 0 {
            *sums.entry(low.wrapping_add(high.wrapping_mul(0x61)) % HASHES).or_default() += length;
        }
        (low, high, length) = (0, 0, 0);
    }
    let mut pieces: Vec<(u32, u32)> = sums.into_iter().collect();
    pieces.sort_unstable();
    pieces
}
