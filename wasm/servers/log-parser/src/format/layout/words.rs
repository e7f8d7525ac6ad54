use super::parts::Parts;
use crate::format::tokens::is_number;
use crate::level::Level;

/// Takes the parts of a line one by one until what is left is the message.
pub fn read(parts: &mut Parts) {
    // Python's basic format had its logger already.
    if !parts.word.is_empty() && !parts.logger.is_empty() {
        return;
    }
    for _ in 0..12 {
        parts.rest = parts.rest.trim_start_matches([' ', '\t']);
        if !(separator(parts) || bracket(parts) || word(parts)) {
            break;
        }
    }
    parts.rest = parts.rest.trim_start_matches([' ', '\t']);
}

/// ` - `, ` | `, ` : `, ` --- `, ` -- : `, `, `; a lone colon ends what is not the message.
fn separator(parts: &mut Parts) -> bool {
    for (mark, is_dash) in
        [("--- ", true), ("-- : ", true), ("- ", true), ("| ", false), (": ", false), (", ", false), ("] ", false)]
    {
        let Some(rest) = parts.rest.strip_prefix(mark) else { continue };
        if mark == "] " {
            if !parts.in_bracket {
                return false;
            }
            parts.in_bracket = false;
        }
        parts.dashes += u8::from(is_dash);
        parts.pipes += u8::from(mark == "| ");
        parts.rest = rest;
        return true;
    }
    false
}

fn bracket(parts: &mut Parts) -> bool {
    let Some(rest) = parts.rest.strip_prefix('[') else { return location(parts) };
    let Some((inside, rest)) = rest.split_once(']').filter(|(inside, _)| inside.len() <= 100) else { return false };
    let trimmed = inside.trim();
    // Behind the logger, brackets belong to the message.
    if !parts.logger.is_empty() && !parts.word.is_empty() {
        return false;
    }
    let (first, second) = trimmed.split_once(['/', ' ', ':']).unwrap_or((trimmed, ""));
    if parts.take_level(trimmed) || single_letter(parts, trimmed) {
    } else if !second.is_empty() && parts.take_level(first) {
        parts.thread = second.trim();
    } else if is_number(trimmed) && parts.pid.is_empty() {
        parts.pid = trimmed;
    } else if parts.thread.is_empty() && !trimmed.is_empty() && !trimmed.starts_with(['{', '[', '"']) {
        parts.thread = trimmed;
    } else if parts.word.is_empty() {
        // What else there may be stands before the level.
        if parts.thread.is_empty() || trimmed.is_empty() {
            return skip(parts, rest);
        }
        if !has_level(rest) {
            return false;
        }
    } else {
        return false;
    }
    skip(parts, rest)
}

fn skip<'a>(parts: &mut Parts<'a>, rest: &'a str) -> bool {
    parts.rest = rest;
    true
}

fn single_letter<'a>(parts: &mut Parts<'a>, letter: &'a str) -> bool {
    let level = Level::named(letter)
        .filter(|_| letter.len() == 1 && letter.as_bytes()[0].is_ascii_uppercase() && parts.word.is_empty());
    if let Some(level) = level {
        (parts.level, parts.word) = (level, letter);
    }
    level.is_some()
}

fn has_level(rest: &str) -> bool {
    rest.split([' ', '[', ']']).filter(|word| !word.is_empty()).take(3).any(|word| Level::of(word).is_some())
}

/// `(Bar.java:12)`, as log4j writes the place.
fn location(parts: &mut Parts) -> bool {
    let Some((inside, rest)) = parts.rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) else { return false };
    let is_place = inside
        .rsplit_once(':')
        .is_some_and(|(file, line)| file.contains('.') && is_number(line) && !file.contains(' '));
    if !is_place || !parts.location.is_empty() || parts.word.is_empty() {
        return false;
    }
    parts.location = inside;
    skip(parts, rest)
}

fn word(parts: &mut Parts) -> bool {
    let end = parts.rest.find([' ', '\t']).unwrap_or(parts.rest.len());
    let (whole, rest) = parts.rest.split_at(end);
    let (whole, closes) = match whole.strip_suffix(']') {
        Some(inside) if parts.in_bracket => (inside, true),
        _ => (whole, false),
    };
    let word = whole.trim_end_matches([':', ',', '|']);
    let has_colon = whole.ends_with(':');
    let next = rest.trim_start_matches([' ', '\t']);
    if word.is_empty() {
        return false;
    }
    // `[time: LEVEL/Process] message`, as Celery writes.
    if let Some((level, process)) = word.split_once('/').filter(|_| closes) {
        if parts.take_level(level) {
            parts.thread = process;
            return skip(parts, rest) && close(parts, closes);
        }
    }
    if parts.take_level(word) {
        return skip(parts, rest) && close(parts, closes) && !(has_colon && !parts.logger.is_empty());
    }
    if (is_number(word) || word.starts_with('#') && is_number(&word[1..]))
        && parts.pid.is_empty()
        && (next.starts_with(['-', '[']) || closes || parts.word.is_empty() && has_level(next))
    {
        parts.pid = word.trim_start_matches('#');
        return skip(parts, rest) && close(parts, closes);
    }
    // `LEVEL in module: message`, as Flask writes.
    if word == "in" && !parts.word.is_empty() && parts.logger.is_empty() {
        if let Some((module, message)) = next.split_once(": ").filter(|(module, _)| is_name(module)) {
            parts.logger = module;
            parts.rest = message;
        }
        return false;
    }
    if !parts.logger.is_empty() || !is_name(word) || !is_logger(parts, word, next, has_colon, closes) {
        return false;
    }
    parts.logger = word;
    // Behind a level and a logger with its colon comes the message.
    skip(parts, rest) && close(parts, closes) && !(has_colon && !parts.word.is_empty())
}

fn close(parts: &mut Parts, closes: bool) -> bool {
    parts.in_bracket &= !closes;
    true
}

/// Whether a name is the logger's, and not the first word of the message.
fn is_logger(parts: &Parts, word: &str, next: &str, has_colon: bool, closes: bool) -> bool {
    if closes {
        return true;
    }
    // `Timeout: 5 s` is a message; `db.pool: 5 s` and `root: started` have a logger.
    let is_telling =
        word.contains('.') || word.contains("::") || !word.starts_with(|first: char| first.is_ascii_uppercase());
    if parts.word.is_empty() {
        let followed = next.starts_with("- ") || next.starts_with("| ") || has_colon && is_telling;
        return followed && has_level(next.trim_start_matches(['-', '|', ' ']))
            || Level::of(next.split([' ', ':', ']']).next().unwrap_or_default()).is_some()
            || parts.dashes > 0 && followed;
    }
    has_colon && is_telling
        || next.starts_with("- ")
        || next.starts_with("| ")
        || next.starts_with(": ")
        || next.starts_with("(") && word.contains('.')
        || parts.dashes == 0 && !parts.thread.is_empty() && word.contains('.') && word.matches('.').count() > 1
}

fn is_name(word: &str) -> bool {
    word.len() <= 120
        && word.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && word
            .chars()
            .all(|one| one.is_alphanumeric() || matches!(one, '_' | '.' | '-' | '$' | ':' | '/' | '<' | '>' | '@'))
        && word.chars().any(char::is_alphabetic)
}
