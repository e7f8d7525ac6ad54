use super::tokens::is_number;
use crate::entry::Entry;
use crate::level::Level;
use crate::stamp;
use std::borrow::Cow;

/// RFC 3164 and `journalctl`: `<34>Nov 21 15:36:01 host program[12]: message`, the time also as ISO 8601. A level is in the
/// priority; files mostly have none, then it is guessed from the message.
pub fn read(line: &str) -> Option<Entry<'_>> {
    let (priority, rest) = priority(line);
    let (stamp, length) = stamp::read(rest)?;
    let time = &rest[..length];
    let (host, message) = rest[length..].strip_prefix(' ')?.split_once(' ')?;
    if host.is_empty() || host.ends_with(':') || host.starts_with(['[', '-', '|']) || Level::of(host).is_some() {
        return None;
    }
    let (program, pid, message) = tag(message).or_else(|| priority.map(|_| ("", "", message)))?;
    let mut entry = Entry { stamp: Some(stamp), message: Cow::Borrowed(message), ..Entry::default() };
    entry.source = Cow::Borrowed(if program.is_empty() { host } else { program });
    if let Some(priority) = priority {
        entry.level = Level::of_severity(priority.parse().ok()?);
        entry.fields.push("priority", priority);
    } else {
        entry.level = Level::guess(message);
        entry.guessed = entry.level != Level::Unknown;
    }
    entry.fields.push("timestamp", time);
    entry.fields.push("host", host);
    entry.fields.push("program", program);
    entry.fields.push("pid", pid);
    Some(entry)
}

/// RFC 5424: `<165>1 2026-11-21T15:36:01.003Z host app 12 ID47 [data x="y"] message`.
pub fn read_5424(line: &str) -> Option<Entry<'_>> {
    let (Some(priority), rest) = priority(line) else { return None };
    let rest = rest.strip_prefix("1 ")?;
    let (time, rest) = rest.split_once(' ')?;
    let stamp = stamp::whole(time);
    if stamp.is_none() && time != "-" {
        return None;
    }
    let mut words = rest.splitn(5, ' ');
    let (host, app, pid, id) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let (data, message) = structured(words.next()?)?;
    let mut entry = Entry {
        stamp,
        level: Level::of_severity(priority.parse().ok()?),
        source: Cow::Borrowed(if app == "-" { host } else { app }),
        message: Cow::Borrowed(message.trim_start_matches('\u{feff}')),
        ..Entry::default()
    };
    for (name, value) in [
        ("priority", priority),
        ("timestamp", time),
        ("host", host),
        ("program", app),
        ("pid", pid),
        ("message_id", id),
        ("structured_data", data),
    ] {
        entry.fields.push(name, value);
    }
    Some(entry)
}

fn priority(line: &str) -> (Option<&str>, &str) {
    let found = line.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    match found.filter(|(priority, _)| priority.len() <= 3 && is_number(priority)) {
        Some((priority, rest)) => (Some(priority), rest),
        None => (None, line),
    }
}

/// `program[12]: message` or `program: message`.
fn tag(text: &str) -> Option<(&str, &str, &str)> {
    let end = text.bytes().position(|byte| matches!(byte, b':' | b'[' | b' '))?;
    let program = &text[..end];
    if program.is_empty() || program.len() > 64 {
        return None;
    }
    let (pid, rest) = match text.as_bytes()[end] {
        b'[' => text[end + 1..].split_once(']')?,
        b':' => ("", &text[end..]),
        // `last message repeated 3 times` and the like have no program; `systemd-logind (12):` is rare.
        _ => return None,
    };
    let message = rest.strip_prefix(':')?;
    Some((program, pid, message.strip_prefix(' ').unwrap_or(message)))
}

/// The elements in brackets, where a bracket in quotes does not count, and the message behind them.
fn structured(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix('-') {
        return Some(("", rest.strip_prefix(' ').unwrap_or(rest)));
    }
    let bytes = text.as_bytes();
    let (mut at, mut in_quotes) = (0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if in_quotes => at += 1,
            b'"' => in_quotes = !in_quotes,
            b']' if !in_quotes && bytes.get(at + 1) != Some(&b'[') => {
                let rest = &text[at + 1..];
                return Some((&text[..=at], rest.strip_prefix(' ').unwrap_or(rest)));
            }
            _ => {}
        }
        at += 1;
    }
    None
}
