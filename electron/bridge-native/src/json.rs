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
mod tests;
