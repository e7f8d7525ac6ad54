use std::io::{BufRead, Read};

/// Longest line that is taken.
const LIMIT: u64 = 32 << 20;

pub enum Line {
    Whole(Vec<u8>),
    /// Over the limit; the rest of it was skipped.
    TooLong,
}

/// The next line that is not blank, or None at the end.
pub fn next(input: &mut impl BufRead) -> Option<Line> {
    loop {
        let mut bytes = Vec::new();
        if input.by_ref().take(LIMIT).read_until(b'\n', &mut bytes).ok()? == 0 {
            return None;
        }
        if bytes.len() as u64 == LIMIT && bytes.last() != Some(&b'\n') {
            input.skip_until(b'\n').ok()?;
            return Some(Line::TooLong);
        }
        if !bytes.trim_ascii().is_empty() {
            return Some(Line::Whole(bytes));
        }
    }
}
