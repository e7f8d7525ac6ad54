mod head;
mod parts;
mod style;
mod words;

use crate::entry::Entry;
use crate::level::Level;
use parts::Parts;
use std::borrow::Cow;
pub use style::Style;

/// The lines that Python's, Java's and most other loggers write: a time or a level at the start, then in any order a level, a
/// thread, a process and a logger, and at last a message. None where neither a time nor a level begins the line.
pub fn read(line: &str) -> Option<(Entry<'_>, Style)> {
    let mut parts = head::read(line)?;
    words::read(&mut parts);
    if parts.level == Level::Unknown {
        find_level(&mut parts);
    }
    let style = style::style(line, &parts);
    Some((entry(parts), style))
}

/// A level in capitals or brackets that stands somewhere near the start of the message.
fn find_level(parts: &mut Parts) {
    let mut end = parts.rest.len().min(80);
    while !parts.rest.is_char_boundary(end) {
        end -= 1;
    }
    let words = parts.rest[..end].split([' ', '[', ']', ':', '|', '<', '>', '(', ')', '=', ',']);
    for word in words.filter(|word| word.len() > 2) {
        if let Some(level) = Level::of(word).filter(|_| word.bytes().all(|byte| byte.is_ascii_uppercase())) {
            (parts.level, parts.word) = (level, word);
            return;
        }
    }
}

fn entry(parts: Parts<'_>) -> Entry<'_> {
    let mut entry = Entry {
        stamp: parts.stamp,
        level: parts.level,
        is_open: true,
        source: Cow::Borrowed(parts.logger),
        message: Cow::Borrowed(parts.rest.trim_end()),
        ..Entry::default()
    };
    for (name, value) in [
        ("timestamp", parts.time),
        ("level", parts.word),
        ("logger", parts.logger),
        ("thread", parts.thread),
        ("pid", parts.pid),
        ("location", parts.location),
    ] {
        entry.fields.push(name, value);
    }
    entry
}

#[cfg(test)]
mod tests;
