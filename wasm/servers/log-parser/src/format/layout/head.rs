use super::parts::Parts;
use crate::format::tokens::{between, is_number};
use crate::level::Level;
use crate::stamp;

/// What a line begins with: a time, or where there is none a level.
pub fn read(line: &str) -> Option<Parts<'_>> {
    let mut parts = Parts::default();
    // Ruby's logger writes `E, [time #12] ERROR -- : message`.
    let start = line
        .get(1..)
        .and_then(|rest| rest.strip_prefix(", "))
        .filter(|_| line.starts_with(['D', 'I', 'W', 'E', 'F', 'A']));
    let start = start.unwrap_or(line);
    let inside = start.strip_prefix('[');
    let text = inside.unwrap_or(start);
    if let Some((stamp, length)) = stamp::read(text).or_else(|| seconds(text)) {
        parts.stamp = Some(stamp);
        parts.time = &text[..length];
        parts.rest = &text[length..];
        parts.in_bracket = inside.is_some();
        if let Some(rest) = parts.rest.strip_prefix(']').filter(|_| parts.in_bracket) {
            parts.rest = rest;
            parts.in_bracket = false;
        }
        return Some(parts);
    }
    level_first(line, parts)
}

/// `LEVEL:logger:message` as Python writes by default, `[LEVEL] message`, `LEVEL message`, `12 [main] LEVEL logger - message`.
fn level_first<'a>(line: &'a str, mut parts: Parts<'a>) -> Option<Parts<'a>> {
    if let Some((word, rest)) = between(line, '[', ']') {
        parts.rest = rest;
        return parts.take_level(word.trim()).then_some(parts);
    }
    let end = line.bytes().position(|byte| matches!(byte, b' ' | b':' | b'[' | b'\t' | b',')).unwrap_or(line.len());
    let word = &line[..end];
    if is_number(word) && line[end..].starts_with(" [") {
        // Milliseconds since the program began.
        let (thread, rest) = between(&line[end + 1..], '[', ']')?;
        parts.thread = thread;
        parts.rest = rest;
        return Level::of(rest.split(' ').next()?).is_some().then_some(parts);
    }
    let is_shouted = word.bytes().all(|byte| byte.is_ascii_uppercase());
    let has_colon = line[end..].starts_with(':');
    // In small letters a level without a colon is just a word; `Error: ...` is mostly a part of a trace, but also `error: ...`.
    if !(is_shouted || has_colon && word.bytes().all(|byte| byte.is_ascii_lowercase())) || !parts.take_level(word) {
        return None;
    }
    parts.rest = &line[end..];
    if let Some(rest) = parts.rest.strip_prefix(':') {
        parts.rest = rest;
        let name = rest.split(':').next().unwrap_or_default();
        let is_name = !name.is_empty() && name.len() < rest.len() && !name.contains(char::is_whitespace);
        if is_name && is_shouted {
            parts.logger = name;
            parts.rest = &rest[name.len() + 1..];
        } else {
            parts.rest = rest.trim_start();
        }
    }
    Some(parts)
}

/// Seconds since 1970 with or without decimals, or milliseconds, at the start of a line.
fn seconds(text: &str) -> Option<(stamp::Stamp, usize)> {
    let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let whole = text[..length].split('.').next().map_or(0, str::len);
    let ends = text[length..].starts_with([' ', ']', '\t']);
    if !matches!(whole, 10 | 13) || !ends || !text.starts_with('1') {
        return None;
    }
    Some((stamp::whole(&text[..length])?, length))
}
