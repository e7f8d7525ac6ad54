use serde_json::Value;

/// The id of a request that cannot be read as a whole: nested too deep, or with half a character in a text. Without it nobody would
/// know that this is the answer, and would wait for another. Looks for brackets and texts only, so any depth will do.
pub fn id_of(line: &[u8]) -> Option<Value> {
    let mut depth = 0_i32;
    let mut at = 0;
    while let Some(byte) = line.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'"' => {
                let end = end_of_text(line, at)?;
                let rest = line[end..].trim_ascii_start();
                if depth == 1 && &line[at..end] == b"\"id\"" && rest.first() == Some(&b':') {
                    return value(rest[1..].trim_ascii_start());
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// What an id may be: a text or an integer.
fn value(rest: &[u8]) -> Option<Value> {
    let end = match rest.first()? {
        b'"' => end_of_text(rest, 0)?,
        _ => rest.iter().position(|byte| matches!(byte, b',' | b'}') || byte.is_ascii_whitespace())?,
    };
    let id: Value = serde_json::from_slice(&rest[..end]).ok()?;
    (id.is_string() || id.is_i64() || id.is_u64()).then_some(id)
}

/// Behind the closing quote of the text that begins at `from`.
fn end_of_text(line: &[u8], from: usize) -> Option<usize> {
    let mut at = from + 1;
    loop {
        match line.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::id_of;
    use serde_json::json;

    #[test]
    fn finds_what_can_be_told() {
        let deep = format!(r#"{{"params":{}"id"{},"id" : 7}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(id_of(deep.as_bytes()), Some(json!(7)));
        assert_eq!(id_of(br#"{"params":{"id":1,"text":"\ud800\\\""},"a":"id","id":"\"a"}"#), Some(json!("\"a")));
        assert_eq!(id_of(br#" {"id":-3, "x"#), Some(json!(-3)));
        for nothing in [
            &b"{\"id\":"[..],
            b"[1, {\"id\":1}]",
            b"{}",
            b"{\"id\":null}",
            b"{\"id\":{\"id\":1}}",
            b"{\"id",
            b"{\"id\\",
            b"{\"id\":--}",
            b"{\"id\":1.5}",
            b"\"id\":1",
            b"",
            b"\xff",
        ] {
            assert_eq!(id_of(nothing), None, "{}", String::from_utf8_lossy(nothing));
        }
    }
}
