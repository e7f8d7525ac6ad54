/// Longer patterns tell nothing more.
const LONGEST: usize = 200;

/// Writes a message with its numbers as `<n>` and its ids as `<id>`, so that messages of the same kind become equal.
pub fn collapse(message: &str, pattern: &mut String) {
    pattern.clear();
    let line = message.lines().next().unwrap_or_default().trim();
    let bytes = line.as_bytes();
    let (mut at, mut plain) = (0, 0);
    while at < bytes.len() && pattern.len() < LONGEST {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        let word = &bytes[at..end];
        if is_id(word) {
            pattern.push_str(&line[plain..at]);
            pattern.push_str("<id>");
            plain = end;
        } else if word.iter().any(u8::is_ascii_digit) {
            pattern.push_str(&line[plain..at]);
            plain = numbers(line, at, end, pattern);
            at = plain;
            continue;
        }
        at = end;
    }
    if pattern.len() < LONGEST {
        pattern.push_str(&line[plain..]);
    }
    let mut end = pattern.len().min(LONGEST);
    while !pattern.is_char_boundary(end) {
        end -= 1;
    }
    pattern.truncate(end);
}

/// Replaces runs of digits within a word, with the points between them: `10.0.0.1`, `worker7`. Gives where it stopped.
fn numbers(line: &str, start: usize, end: usize, pattern: &mut String) -> usize {
    let bytes = line.as_bytes();
    let mut at = start;
    while at < end {
        if !bytes[at].is_ascii_digit() {
            pattern.push(char::from(bytes[at]));
            at += 1;
            continue;
        }
        pattern.push_str("<n>");
        while at < bytes.len()
            && (bytes[at].is_ascii_digit() || bytes[at] == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        {
            at += 1;
        }
    }
    at
}

/// Hexadecimal, long, and with a digit and a letter: hashes and UUIDs.
fn is_id(word: &[u8]) -> bool {
    word.len() >= 8
        && word.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-')
        && word.iter().any(u8::is_ascii_digit)
        && word.iter().any(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::collapse;

    #[test]
    fn makes_messages_of_a_kind_equal() {
        let mut pattern = String::new();
        for (message, collapsed) in [
            ("user 17 logged in from 10.0.0.1:5432", "user <n> logged in from <n>:<n>"),
            ("took 1.5s", "took <n>s"),
            ("worker7 died", "worker<n> died"),
            ("job 9f86d081884c7d65 and 123e4567-e89b-12d3-a456-426614174000 done", "job <id> and <id> done"),
            ("deadbeef cafe", "deadbeef cafe"),
            ("Größe 12 €", "Größe <n> €"),
            ("first\nsecond 2", "first"),
            ("", ""),
        ] {
            collapse(message, &mut pattern);
            assert_eq!(pattern, collapsed);
        }
        collapse(&"ä1 ".repeat(1000), &mut pattern);
        assert!(pattern.len() <= 200);
    }
}
