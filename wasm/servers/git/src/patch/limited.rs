use super::Change;

/// How long the text of a diff may become, in bytes: more than that no model reads.
const MOST: usize = 400_000;
/// How many of the files that are left out are named.
const NAMED: usize = 50;

/// The text of a diff, until it is too long.
#[derive(Default)]
pub struct Limited {
    out: Vec<u8>,
}

impl Limited {
    pub fn add(&mut self, piece: &[u8]) {
        self.out.extend_from_slice(piece);
    }

    pub fn is_full(&self) -> bool {
        self.out.len() > MOST
    }

    /// The text, ending with a note where something is missing. `left`: what was not added any more.
    pub fn finish(mut self, left: &[Change]) -> Vec<u8> {
        if !self.is_full() {
            return self.out;
        }
        let line = self.out[..MOST].iter().rposition(|byte| *byte == b'\n').map_or(MOST, |at| at + 1);
        // One line may be longer than everything else.
        self.out.truncate(if line > MOST / 2 { line } else { MOST });
        let mut note = format!("\n[The diff is cut here, after {} bytes.", self.out.len());
        if !left.is_empty() {
            let names: Vec<_> = left.iter().take(NAMED).map(|change| String::from_utf8_lossy(change.path())).collect();
            let more = left.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            note.push_str(&format!(" Not shown are changes in: {}{more}.", names.join(", ")));
        }
        note.push_str("]\n");
        self.out.extend_from_slice(note.as_bytes());
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::{Limited, MOST};
    use crate::id::Id;
    use crate::patch::{Change, Side};

    #[test]
    fn says_what_is_left_out() {
        let side = Side { path: b"a/b".to_vec(), mode: 0o100_644, id: Id::NULL, data: None };
        let left = [Change { old: None, new: Some(side), similarity: None }];
        let mut short = Limited::default();
        short.add(b"x");
        assert_eq!(short.finish(&[]), b"x");
        for piece in ["line\n", "x"] {
            let mut long = Limited::default();
            while !long.is_full() {
                long.add(piece.as_bytes());
            }
            let text = String::from_utf8(long.finish(&left)).unwrap_or_default();
            assert!(text.len() < MOST + 200 && text.ends_with("Not shown are changes in: a/b.]\n"), "{piece}");
        }
    }
}
