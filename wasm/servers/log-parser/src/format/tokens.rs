/// The text up to a mark, and what is behind it.
pub fn until(text: &str, mark: char) -> Option<(&str, &str)> {
    text.split_once(mark)
}

/// What stands between two marks at the start of a text, and what is behind them without a leading space.
pub fn between(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let (inside, rest) = text.strip_prefix(open)?.split_once(close)?;
    Some((inside, rest.strip_prefix(' ').unwrap_or(rest)))
}

/// A text in double quotes where `\"` is no end, and what is behind it.
pub fn quoted(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('"')?;
    let bytes = inside.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return Some((&inside[..at], &inside[at + 1..])),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    None
}

pub fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
