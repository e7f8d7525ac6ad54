/// Whether a path begins as a pattern says, in which `*` is anything and `$` at the end is the end.
pub fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, is_anchored) = match pattern.strip_suffix('$') {
        Some(rest) => (rest, true),
        None => (pattern, false),
    };
    let (pattern, path) = (pattern.as_bytes(), path.as_bytes());
    let (mut p, mut t) = (0, 0);
    // Where to go on when what followed the last star did not fit: one further in the path.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        if p == pattern.len() && (!is_anchored || t == path.len()) {
            return true;
        }
        if p < pattern.len() && pattern[p] == b'*' {
            p += 1;
            retry = Some((p, t));
        } else if p < pattern.len() && t < path.len() && pattern[p] == path[t] {
            (p, t) = (p + 1, t + 1);
        } else {
            match retry {
                Some((after, from)) if from < path.len() => {
                    retry = Some((after, from + 1));
                    (p, t) = (after, from + 1);
                }
                _ => return false,
            }
        }
    }
}

/// One spelling for a path: letters, digits and `-._~` as such, whatever is beyond ASCII or was escaped as `%XX`.
pub fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        let code =
            escaped.and_then(|two| std::str::from_utf8(two).ok()).and_then(|two| u8::from_str_radix(two, 16).ok());
        match (code, bytes[at]) {
            (Some(plain), _) if plain.is_ascii_alphanumeric() || b"-._~".contains(&plain) => {
                out.push(char::from(plain))
            }
            (Some(byte), _) => out.push_str(&format!("%{byte:02X}")),
            (None, byte) if byte.is_ascii() => out.push(char::from(byte)),
            (None, byte) => out.push_str(&format!("%{byte:02X}")),
        }
        at += if code.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{matches, normal};

    #[test]
    fn follows_the_examples_of_the_rfc() {
        assert!(matches("/", "/x") && matches("/fish", "/fish/salmon.html") && matches("/fish*", "/fishheads"));
        assert!(!matches("/fish", "/Fish") && !matches("/fish/", "/fish"));
        assert!(matches("/*.php", "/a/b.php?c") && matches("/*.php$", "/a.php") && !matches("/*.php$", "/a.php?c"));
        assert!(matches("/a*b*c$", "/aXbYbc") && !matches("/a*b*c$", "/aXbYbcd"));
        assert!(matches("*$", "/") && matches("/$", "/") && !matches("/$", "/x"));
        let stars = "/".to_owned() + &"*a".repeat(2000);
        assert!(!matches(&(stars + "b$"), &("/".to_owned() + &"a".repeat(5000))));
    }

    #[test]
    fn spells_one_way() {
        assert_eq!(normal("/%7Ejoe/%c3%a4"), "/~joe/%C3%A4");
        assert_eq!(normal("/ä"), "/%C3%A4");
        assert_eq!(normal("/%2F%zz%"), "/%2F%zz%");
    }
}
