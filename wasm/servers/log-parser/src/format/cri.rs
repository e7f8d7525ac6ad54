use super::read_any;
use crate::entry::Entry;
use crate::stamp;
use std::borrow::Cow;

/// `2026-11-21T15:36:01.123456789Z stderr F message`: how Kubernetes keeps what containers write. The level is that of the
/// message, which may be of any format itself.
pub fn read(line: &str) -> Option<Entry<'_>> {
    let (time, rest) = line.split_once(' ')?;
    let (stream, rest) = rest.split_once(' ')?;
    let (tag, message) = rest.split_once(' ').unwrap_or((rest, ""));
    if !matches!(stream, "stdout" | "stderr") || !matches!(tag, "F" | "P") {
        return None;
    }
    let stamp = stamp::whole(time)?;
    let mut entry = Entry { stamp: Some(stamp), message: Cow::Borrowed(message), ..Entry::default() };
    within(message, &mut entry);
    entry.fields.push("timestamp", time);
    entry.fields.push("stream", stream);
    // Of a long line this is only a part.
    entry.fields.push("partial", if tag == "P" { "true" } else { "" });
    Some(entry)
}

/// Level and source of what a container wrote.
pub fn within(message: &str, entry: &mut Entry) {
    let inner = if message.starts_with(' ') { None } else { read_any(message) };
    if let Some(inner) = inner {
        entry.level = inner.level;
        entry.guessed = inner.guessed;
        entry.source = Cow::Owned(inner.source.into_owned());
    }
}
