use super::tokens::{between, is_number, quoted};
use crate::entry::Entry;
use crate::level::Level;
use crate::stamp;
use std::borrow::Cow;

/// What nginx adds to a message, in the names of the fields.
const ADDED: [(&str, &str); 6] = [
    ("client", "client"),
    ("server", "server"),
    ("request", "request"),
    ("upstream", "upstream"),
    ("host", "host"),
    ("referrer", "referrer"),
];

/// `2026/11/21 15:36:01 [error] 12#34: *56 message, client: 1.2.3.4, server: x, request: "GET / HTTP/1.1", host: "x"`
pub fn read(line: &str) -> Option<Entry<'_>> {
    let (stamp, length) = stamp::read(line).filter(|_| line.as_bytes().get(4) == Some(&b'/'))?;
    let (word, rest) = between(line[length..].strip_prefix(' ')?, '[', ']')?;
    let level = Level::of(word)?;
    let (process, rest) = rest.split_once(": ")?;
    let (pid, tid) = process.split_once('#')?;
    if !is_number(pid) || !is_number(tid) {
        return None;
    }
    let mut entry = Entry { stamp: Some(stamp), level, ..Entry::default() };
    entry.fields.push("timestamp", &line[..length]);
    entry.fields.push("level", word);
    entry.fields.push("pid", pid);
    entry.fields.push("tid", tid);
    let mut message = rest;
    if let Some((connection, rest)) = rest.strip_prefix('*').and_then(|rest| rest.split_once(' ')) {
        if is_number(connection) {
            entry.fields.push("connection", connection);
            message = rest;
        }
    }
    if let Some(place) = message.find(", client: ") {
        let (own, added) = message.split_at(place);
        message = own;
        read_added(&added[2..], &mut entry);
    }
    entry.message = Cow::Borrowed(message);
    Some(entry)
}

fn read_added<'a>(mut rest: &'a str, entry: &mut Entry<'a>) {
    while let Some((name, value)) = rest.split_once(": ") {
        let Some((_, field)) = ADDED.iter().find(|(one, _)| *one == name) else { return };
        let (value, behind) = quoted(value).unwrap_or_else(|| value.split_once(", ").unwrap_or((value, "")));
        entry.fields.push(field, value);
        if *field == "client" {
            entry.source = Cow::Borrowed(value);
        }
        rest = behind.trim_start_matches([',', ' ']);
    }
}
