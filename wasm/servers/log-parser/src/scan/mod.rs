mod block;
mod join;
mod told;

use crate::format::{Format, detect};
use crate::input::Source;
use block::Block;
use mcp_tools::system_words;
use std::io::ErrorKind;
pub use told::Told;

use crate::entry::Entry;

/// So much of a file is in memory at a time.
const BLOCK: usize = 1 << 20;
/// Of a longer line, and of a longer entry with its trace, only the start is looked at.
pub const LONGEST: usize = 256 << 10;

/// Gives every entry of a log, in order; an entry may be looked at only during the call.
pub fn scan(source: Source, wanted: Option<Format>, each: &mut dyn FnMut(&Entry)) -> Result<Told, String> {
    match source {
        Source::Text(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let mut block = Block::new(wanted.unwrap_or_else(|| detect(start(text))));
            block.read(text, true, each);
            Ok(block.told)
        }
        Source::File { mut reader, name } => {
            let mut chunks = Chunks::new(wanted);
            loop {
                match reader.read(chunks.room()) {
                    Ok(0) => break,
                    Ok(count) => chunks.filled(count, each)?,
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) => return Err(format!("Cannot read {name}: {}.", system_words(&error))),
                }
            }
            Ok(chunks.finish(each))
        }
    }
}

/// A start that is long enough to tell the format.
fn start(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A file on its way through a buffer of fixed size.
struct Chunks {
    buffer: Vec<u8>,
    /// How much of the buffer is filled.
    held: usize,
    wanted: Option<Format>,
    block: Option<Block>,
    /// Within the rest of a line that was too long for the buffer.
    skipping: bool,
    invalid: u64,
}

impl Chunks {
    fn new(wanted: Option<Format>) -> Self {
        Self { buffer: vec![0; BLOCK], held: 0, wanted, block: None, skipping: false, invalid: 0 }
    }

    fn room(&mut self) -> &mut [u8] {
        &mut self.buffer[self.held..]
    }

    fn filled(&mut self, count: usize, each: &mut dyn FnMut(&Entry)) -> Result<(), String> {
        if self.block.is_none() && self.held == 0 && matches!(self.buffer[..count], [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
        {
            return Err("The file is UTF-16: save it as UTF-8 first.".to_owned());
        }
        self.held += count;
        if self.held < BLOCK {
            return Ok(());
        }
        if self.skipping {
            self.skip_line();
        }
        match self.buffer[..self.held].iter().rposition(|byte| *byte == b'\n') {
            Some(end) => {
                let consumed = self.read(end + 1, false, each);
                // An entry that fills the buffer is read as far as it is there.
                let consumed =
                    if consumed == 0 && self.held == BLOCK { self.read(end + 1, true, each) } else { consumed };
                self.drop_front(consumed);
            }
            None if self.held == BLOCK => {
                self.read(BLOCK, true, each);
                self.drop_front(BLOCK);
                self.skipping = true;
            }
            None => {}
        }
        Ok(())
    }

    fn finish(mut self, each: &mut dyn FnMut(&Entry)) -> Told {
        if self.skipping {
            self.skip_line();
        }
        self.read(self.held, true, each);
        let invalid = self.invalid;
        let format = self.wanted.unwrap_or(Format::Generic);
        let mut told = self.block.map_or_else(|| Told::new(format), |block| block.told);
        told.invalid = invalid;
        told
    }

    /// Reads that much of the buffer; gives how much of it is done with.
    fn read(&mut self, end: usize, is_last: bool, each: &mut dyn FnMut(&Entry)) -> usize {
        let front = if self.block.is_none() && self.buffer[..end].starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let (text, invalid) = as_text(&mut self.buffer[front..end]);
        self.invalid += invalid;
        let wanted = self.wanted;
        let block = self.block.get_or_insert_with(|| Block::new(wanted.unwrap_or_else(|| detect(start(text)))));
        match block.read(text, is_last, each) {
            0 => 0,
            consumed => consumed + front,
        }
    }

    fn skip_line(&mut self) {
        match self.buffer[..self.held].iter().position(|byte| *byte == b'\n') {
            Some(end) => {
                self.drop_front(end + 1);
                self.skipping = false;
            }
            None => self.held = 0,
        }
    }

    fn drop_front(&mut self, count: usize) {
        self.buffer.copy_within(count..self.held, 0);
        self.held -= count;
    }
}

/// Bytes that are no UTF-8 become question marks in place, so that every slice stays where it is.
fn as_text(bytes: &mut [u8]) -> (&str, u64) {
    let (mut good, mut bad) = (0, 0);
    while let Err(error) = std::str::from_utf8(&bytes[good..]) {
        good += error.valid_up_to();
        let end = error.error_len().map_or(bytes.len(), |length| good + length);
        bytes[good..end].fill(b'?');
        bad += (end - good) as u64;
    }
    (std::str::from_utf8(bytes).unwrap_or_default(), bad)
}
