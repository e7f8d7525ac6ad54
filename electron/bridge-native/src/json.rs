//! Just enough JSON to find the ids that wait for an answer, copied as they were written.

/// The ids of the requests in a line: one, or several in a batch. `None`: this is not JSON.
pub fn request_ids(line: &[u8]) -> Option<Vec<&[u8]>> {
    let mut scan = Scan { text: line, at: 0 };
    let mut ids = Vec::new();
    scan.space();
    match scan.peek()? {
        b'{' => ids.extend(scan.message()?),
        b'[' => {
            scan.at += 1;
            scan.space();
            if !scan.eat(b']') {
                loop {
                    scan.space();
                    if scan.peek()? == b'{' {
                        ids.extend(scan.message()?);
                    } else {
                        scan.value()?;
                    }
                    scan.space();
                    if scan.eat(b']') {
                        break;
                    }
                    scan.expect(b',')?;
                }
            }
        }
        _ => scan.value()?,
    }
    scan.space();
    (scan.at == line.len()).then_some(ids)
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.eat(byte).then_some(())
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Reads an object; the outer `None`: it is damaged; the inner one: it is no request with an id.
    fn message(&mut self) -> Option<Option<&'a [u8]>> {
        let mut id = None;
        let mut is_request = false;
        self.expect(b'{')?;
        self.space();
        if self.eat(b'}') {
            return Some(None);
        }
        loop {
            self.space();
            let key = self.string()?;
            self.space();
            self.expect(b':')?;
            self.space();
            let from = self.at;
            self.value()?;
            let value = &self.text[from..self.at];
            if same_text(key, b"id") {
                // A later one of the same name counts, as in every JSON parser that clients use.
                id = matches!(value[0], b'"' | b'-' | b'0'..=b'9').then_some(value);
            } else if same_text(key, b"method") {
                is_request = true;
            }
            self.space();
            if self.eat(b'}') {
                return Some(id.filter(|_| is_request));
            }
            self.expect(b',')?;
        }
    }

    /// Passes over one value of any depth, without recursion.
    fn value(&mut self) -> Option<()> {
        let mut closers = Vec::new();
        loop {
            self.space();
            match self.peek()? {
                b'{' => {
                    self.at += 1;
                    self.space();
                    if !self.eat(b'}') {
                        closers.push(b'}');
                        self.key()?;
                        continue;
                    }
                }
                b'[' => {
                    self.at += 1;
                    self.space();
                    if !self.eat(b']') {
                        closers.push(b']');
                        continue;
                    }
                }
                b'"' => drop(self.string()?),
                b't' => self.word(b"true")?,
                b'f' => self.word(b"false")?,
                b'n' => self.word(b"null")?,
                _ => self.number()?,
            }
            loop {
                let Some(&closer) = closers.last() else { return Some(()) };
                self.space();
                if self.eat(closer) {
                    closers.pop();
                    continue;
                }
                self.expect(b',')?;
                if closer == b'}' {
                    self.key()?;
                }
                break;
            }
        }
    }

    fn key(&mut self) -> Option<()> {
        self.space();
        self.string()?;
        self.space();
        self.expect(b':')
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        let found = self.text[self.at..].starts_with(word);
        self.at += word.len();
        found.then_some(())
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        (self.at > from).then_some(())
    }

    fn number(&mut self) -> Option<()> {
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _ = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        Some(())
    }

    /// What stands between the quotes, as written.
    fn string(&mut self) -> Option<&'a [u8]> {
        self.expect(b'"')?;
        let from = self.at;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(&self.text[from..self.at - 1]);
                }
                b'\\' => {
                    let escaped = *self.text.get(self.at + 1)?;
                    self.at += 2;
                    if escaped == b'u' {
                        let hex = self.text.get(self.at..self.at + 4)?;
                        hex.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                        self.at += 4;
                    } else if !b"\"\\/bfnrt".contains(&escaped) {
                        return None;
                    }
                }
                0..=0x1f => return None,
                _ => self.at += 1,
            }
        }
    }
}

/// Whether a checked key says `word`; its letters may be written as \u0069.
fn same_text(key: &[u8], word: &[u8]) -> bool {
    let mut rest = key;
    for &letter in word {
        rest = match rest {
            [b'\\', b'u', hex @ ..] => {
                let code = std::str::from_utf8(&hex[..4]).ok().and_then(|hex| u32::from_str_radix(hex, 16).ok());
                if code != Some(letter.into()) {
                    return false;
                }
                &hex[4..]
            }
            [first, after @ ..] if *first == letter => after,
            _ => return false,
        };
    }
    rest.is_empty()
}

/// `text` as a JSON string, with its quotes.
pub fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' || c == '\u{7f}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(line: &str) -> Option<Vec<String>> {
        request_ids(line.as_bytes()).map(|ids| ids.iter().map(|id| String::from_utf8_lossy(id).into_owned()).collect())
    }

    fn some(wanted: &[&str]) -> Option<Vec<String>> {
        Some(wanted.iter().map(|id| id.to_string()).collect())
    }

    #[test]
    fn finds_ids_as_they_were_written() {
        assert_eq!(ids(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#), some(&["1"]));
        assert_eq!(ids(" { \"method\" : \"m\" , \"id\" : \"a\\\"b\\u00e9\" } \r"), some(&[r#""a\"b\u00e9""#]));
        assert_eq!(ids(r#"{"id":12345678901234567890,"method":"m"}"#), some(&["12345678901234567890"]));
        assert_eq!(ids(r#"{"id":-1.50e+3,"method":"m"}"#), some(&["-1.50e+3"]));
        assert_eq!(ids(r#"{"params":{"id":7,"x":["}",{"id":8}]},"method":"m","id":9}"#), some(&["9"]));
        assert_eq!(ids(r#"{"\u0069d":3,"m\u0065thod":"m"}"#), some(&["3"]));
        assert_eq!(ids(r#"{"id":1,"id":2,"method":"m"}"#), some(&["2"]));
    }

    #[test]
    fn answers_nothing_else() {
        for line in [
            r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":{"method":"x"}}"#,
            r#"{"id":null,"method":"m"}"#,
            r#"{"id":{"a":1},"method":"m"}"#,
            r#"{"id":true,"method":"m"}"#,
            "{}",
            "[]",
            "3",
        ] {
            assert_eq!(ids(line), some(&[]), "{line}");
        }
    }

    #[test]
    fn reads_batches() {
        let batch = r#"[{"id":1,"method":"a"},{"method":"b"},3,{"id":"x","method":"c"},{"id":2,"result":[]}]"#;
        assert_eq!(ids(batch), some(&["1", "\"x\""]));
    }

    #[test]
    fn knows_what_is_no_json() {
        for line in [
            "",
            "{",
            "}",
            r#"{"id":1,"method":"m""#,
            r#"{"id":1,"method":"m"}}"#,
            r#"{"id":01,"method":"m"}"#,
            r#"{"id":1 "method":"m"}"#,
            r#"{"id":1,"method":"\x"}"#,
            r#"{"id":1,"method":"m",}"#,
            "[1,]",
            "[1}",
            "{]",
            "\"a\nb\"",
            "tru",
            "nullx",
            "-",
            "1.",
            "1e",
            r#""\u12"#,
            "{\"a\"}",
            "[",
            "hello",
        ] {
            assert_eq!(ids(line), None, "{line}");
        }
    }

    #[test]
    fn takes_any_depth() {
        let deep = format!(r#"{{"id":5,"p":{}{},"method":"m"}}"#, "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(ids(&deep), some(&["5"]));
    }

    #[test]
    fn quotes() {
        assert_eq!(quoted("a\"\\\n\u{1}é\u{2028}"), "\"a\\\"\\\\\\u000a\\u0001é\u{2028}\"");
    }
}
