use crate::entry::Entry;
use crate::level::Level;
use std::borrow::Cow;

/// Whether a line is the second one of java.util.logging: `INFO: message` behind `Nov 21, 2026 3:36:01 PM com.foo.Bar run`.
pub fn completes(before: &Entry, entry: &Entry) -> bool {
    let is_first =
        before.level == Level::Unknown && before.fields.get("timestamp").is_some_and(|time| time.ends_with('M'));
    is_first && entry.stamp.is_none() && entry.fields.get("level").is_some()
}

pub fn complete<'a>(before: &mut Entry<'a>, entry: Entry<'a>) {
    before.level = entry.level;
    before.fields.push("level", entry.fields.get("level").unwrap_or_default());
    if let Cow::Borrowed(place) = std::mem::replace(&mut before.message, entry.message) {
        let (class, method) = place.split_once(' ').unwrap_or((place, ""));
        before.fields.push("logger", class);
        before.fields.push("method", method);
        before.source = Cow::Borrowed(class);
    }
}

/// Lines of stack traces that are not indented.
pub fn is_trace(line: &str) -> bool {
    [
        "Traceback (most recent call last)",
        "Caused by: ",
        "Suppressed: ",
        "During handling of the above exception",
        "java.",
        "javax.",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}
