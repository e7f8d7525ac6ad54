use super::told::Told;
use super::{LONGEST, join};
use crate::entry::Entry;
use crate::format::{self, Format};

/// Reads a log piece by piece.
pub struct Block {
    pub format: Format,
    pub told: Told,
    /// The entry before was cut: what else belongs to it is passed over.
    dropping: bool,
    /// The last line whose length was noted: lines may be read twice.
    noted: u64,
}

/// An entry that may go on, and where it is in the text.
struct Pending<'a> {
    entry: Entry<'a>,
    start: usize,
    head_end: usize,
    end: usize,
}

impl Block {
    pub fn new(format: Format) -> Self {
        Self { format, told: Told::new(format), dropping: false, noted: 0 }
    }

    /// Gives all entries but the last, which may go on in the next piece, unless this is the last piece. What was not given is
    /// behind the length that is returned, and has to be passed again.
    pub fn read(&mut self, text: &str, is_last: bool, each: &mut dyn FnMut(&Entry)) -> usize {
        let mut pending: Option<Pending> = None;
        let mut at = 0;
        while at < text.len() {
            let length = text.as_bytes()[at..].iter().position(|byte| *byte == b'\n').unwrap_or(text.len() - at);
            let (start, end) = (at, at + length);
            at = end + 1;
            self.told.lines += 1;
            let line = self.cut(text[start..end].trim_end_matches('\r'));
            if line.bytes().all(|byte| byte.is_ascii_whitespace()) {
                continue;
            }
            let number = self.told.lines;
            let found = self.find(line, pending.as_ref());
            match (found, pending.as_mut()) {
                (Some(entry), Some(before))
                    if join::completes(&before.entry, &entry) && before.end == before.head_end =>
                {
                    join::complete(&mut before.entry, entry);
                    (before.head_end, before.end) = (end, end);
                }
                (Some(mut entry), _) => {
                    entry.line = number;
                    self.dropping = false;
                    self.give(pending.take(), text, each);
                    pending = Some(Pending { entry, start, head_end: end, end });
                }
                (None, Some(before)) if end - before.start <= LONGEST => before.end = end,
                (None, Some(_)) => {
                    self.told.long += 1;
                    self.dropping = true;
                    self.give(pending.take(), text, each);
                }
                (None, None) => {}
            }
        }
        match pending {
            Some(open) if !is_last => {
                self.told.lines = open.entry.line - 1;
                open.start
            }
            open => {
                self.give(open, text, each);
                text.len()
            }
        }
    }

    /// The entry that a line begins; None where it belongs to the one before.
    fn find<'a>(&self, line: &'a str, pending: Option<&Pending>) -> Option<Entry<'a>> {
        let may_go_on = pending.is_some_and(|pending| !is_unknown(&pending.entry)) || self.dropping;
        let is_open = pending.map_or(self.dropping, |pending| pending.entry.is_open);
        if may_go_on && line.starts_with([' ', '\t']) {
            return None;
        }
        let read = match self.format {
            Format::Generic => format::read_any(line),
            format if format.joins() => format.read(line).or_else(|| format::read_special(line)),
            format => format.read(line).or_else(|| format::read_any(line)),
        };
        if read.is_none() && may_go_on && (is_open || join::is_trace(line)) {
            return None;
        }
        Some(read.unwrap_or_else(|| Entry::unknown(line)))
    }

    fn give<'a>(&mut self, pending: Option<Pending<'a>>, text: &'a str, each: &mut dyn FnMut(&Entry)) {
        let Some(Pending { mut entry, start, head_end, end }) = pending else { return };
        entry.raw = super::start(&text[start..end]);
        if end > head_end {
            entry.more = text[head_end..end].trim_matches(['\r', '\n']);
        }
        self.told.note(&entry);
        each(&entry);
    }

    fn cut<'a>(&mut self, line: &'a str) -> &'a str {
        if line.len() <= LONGEST {
            return line;
        }
        if self.told.lines > self.noted {
            self.noted = self.told.lines;
            self.told.long += 1;
        }
        super::start(line)
    }
}

fn is_unknown(entry: &Entry) -> bool {
    entry.stamp.is_none() && entry.level == crate::level::Level::Unknown
}
