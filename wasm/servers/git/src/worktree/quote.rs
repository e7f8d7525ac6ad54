/// A path as git prints it: in quotes, with escapes, where it holds anything unusual. `all`: also bytes beyond ASCII
/// (`core.quotePath`).
pub fn quote(path: &[u8], all: bool) -> String {
    let unusual = |byte: u8| byte < 32 || byte == 127 || byte == b'"' || byte == b'\\' || all && byte >= 128;
    if !path.iter().any(|byte| unusual(*byte)) {
        return String::from_utf8_lossy(path).into_owned();
    }
    let mut out = vec![b'"'];
    for byte in path {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', *byte]),
            7..=13 => out.extend([b'\\', b"abtnvfr"[usize::from(byte - 7)]]),
            byte if unusual(*byte) => out.extend(format!("\\{byte:03o}").bytes()),
            _ => out.push(*byte),
        }
    }
    out.push(b'"');
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn quotes_as_git_does() {
        assert_eq!(quote(b"a b", true), "a b");
        assert_eq!(quote("ü".as_bytes(), true), r#""\303\274""#);
        assert_eq!(quote("ü".as_bytes(), false), "ü");
        assert_eq!(quote(b"a\tb\"\\\x01\r", false), r#""a\tb\"\\\001\r""#);
    }
}
