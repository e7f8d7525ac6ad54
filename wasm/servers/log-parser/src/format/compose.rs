use super::{Format, read_special};
use crate::entry::Entry;
use std::borrow::Cow;

/// `web-1  | message`: how `docker compose logs` marks the lines of several containers. What the container wrote is of any format.
pub fn read(line: &str) -> Option<Entry<'_>> {
    let (container, message) = line.split_once(" | ")?;
    let container = container.trim_end();
    let is_name = !container.is_empty() && container.len() <= 64;
    // Indented lines are the rest of what the container wrote before.
    if !is_name || container.contains(char::is_whitespace) || message.starts_with([' ', '\t']) {
        return None;
    }
    let inner = read_special(message).or_else(|| Format::Generic.read(message));
    let mut entry = inner.unwrap_or_else(|| Entry { is_open: true, ..Entry::unknown(message) });
    entry.fields.push("container", container);
    if entry.source.is_empty() {
        entry.source = Cow::Borrowed(container);
    }
    Some(entry)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn reads_what_containers_wrote() {
        let entry = read("db-1   | 2026-11-21 10:00:01 ERROR lost").unwrap();
        assert_eq!((entry.level.name(), entry.message.as_ref(), entry.source.as_ref()), ("error", "lost", "db-1"));
        assert_eq!(entry.fields.get("container"), Some("db-1"));
        assert_eq!(read("web-1  | hello").map(|entry| entry.message.into_owned()).as_deref(), Some("hello"));
        assert!(read("web-1  |   File \"x.py\"").is_none() && read("a b | c").is_none());
    }
}
