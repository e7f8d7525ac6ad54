use std::borrow::Cow;

/// The pairs `name=value` and `name="quoted value"` of a line; a word without `=` ends them.
pub struct Pairs<'a> {
    rest: &'a str,
}

impl<'a> Pairs<'a> {
    pub fn of(line: &'a str) -> Self {
        Self { rest: line.trim() }
    }

    /// What no pair was read from.
    pub fn rest(&self) -> &'a str {
        self.rest
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = (&'a str, Cow<'a, str>);

    fn next(&mut self) -> Option<Self::Item> {
        let end = self.rest.bytes().position(|byte| !is_of_name(byte))?;
        if end == 0 || self.rest.as_bytes()[end] != b'=' {
            return None;
        }
        let (name, value) = (&self.rest[..end], &self.rest[end + 1..]);
        if let Some((inside, behind)) = super::tokens::quoted(value) {
            if behind.is_empty() || behind.starts_with([' ', '\t']) {
                self.rest = behind.trim_start();
                return Some((name, unescaped(inside)));
            }
        }
        let (value, behind) = value.split_once([' ', '\t']).unwrap_or((value, ""));
        self.rest = behind.trim_start();
        Some((name, Cow::Borrowed(value)))
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'@' | b'/')
}

fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut all = text.chars();
    while let Some(one) = all.next() {
        plain.push(match one {
            '\\' => match all.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            one => one,
        });
    }
    Cow::Owned(plain)
}
