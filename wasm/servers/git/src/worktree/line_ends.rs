/// What decides whether bytes are text, and how their lines end.
#[derive(Default, Debug, PartialEq, Eq)]
pub struct Counts {
    nul: usize,
    lone_cr: usize,
    lone_lf: usize,
    crlf: usize,
    printable: usize,
    other: usize,
}

impl Counts {
    pub fn of(bytes: &[u8]) -> Self {
        let mut counts = Self::default();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'\r' if bytes.get(at) == Some(&b'\n') => {
                    counts.crlf += 1;
                    at += 1;
                }
                b'\r' => counts.lone_cr += 1,
                b'\n' => counts.lone_lf += 1,
                8 | b'\t' | 27 | 12 => counts.printable += 1,
                0 => {
                    counts.nul += 1;
                    counts.other += 1;
                }
                1..32 | 127 => counts.other += 1,
                _ => counts.printable += 1,
            }
        }
        // DOS ended files with it.
        if bytes.last() == Some(&26) {
            counts.other -= 1;
        }
        counts
    }

    /// As git guesses for `text=auto`.
    pub fn is_binary(&self) -> bool {
        self.lone_cr > 0 || self.nul > 0 || self.printable >> 7 < self.other
    }

    pub const fn has_crlf(&self) -> bool {
        self.crlf > 0
    }

    pub const fn has_lone_lf(&self) -> bool {
        self.lone_lf > 0
    }

    pub const fn has_lone_cr(&self) -> bool {
        self.lone_cr > 0
    }
}

/// Every CRLF as LF.
pub fn to_lf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    out
}

/// Every LF that follows no CR as CRLF.
pub fn to_crlf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    let mut before = 0;
    for byte in bytes {
        if *byte == b'\n' && before != b'\r' {
            out.push(b'\r');
        }
        out.push(*byte);
        before = *byte;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Counts, to_crlf, to_lf};

    #[test]
    fn tells_text_from_the_rest() {
        assert!(!Counts::of(b"a\r\nb\n").is_binary());
        assert!(Counts::of(b"a\rb").is_binary());
        assert!(Counts::of(b"a\0b").is_binary());
        assert!(Counts::of(b"\x01").is_binary());
        assert!(!Counts::of(b"text\x1a").is_binary());
        assert!(!Counts::of("grüße".as_bytes()).is_binary());
    }

    #[test]
    fn turns_line_ends() {
        assert_eq!(to_lf(b"a\r\nb\rc\r\r\n"), b"a\nb\rc\r\n");
        assert_eq!(to_crlf(b"a\nb\r\nc"), b"a\r\nb\r\nc");
    }
}
