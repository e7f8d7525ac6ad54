/// Reads a text from its start; a step that does not fit gives None.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0 }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    pub fn eat_any(&mut self, bytes: &[u8]) -> Option<u8> {
        let byte = self.peek().filter(|byte| bytes.contains(byte))?;
        self.at += 1;
        Some(byte)
    }

    /// Exactly so many digits.
    pub fn digits(&mut self, count: usize) -> Option<i64> {
        let mut number = 0;
        for byte in self.bytes.get(self.at..self.at + count)? {
            if !byte.is_ascii_digit() {
                return None;
            }
            number = number * 10 + i64::from(byte - b'0');
        }
        self.at += count;
        Some(number)
    }

    /// One or two digits, the first of which may be a space.
    pub fn day(&mut self) -> Option<i64> {
        let _ = self.eat(b' ');
        self.digits(2).or_else(|| self.digits(1))
    }

    /// The number of a month by its English abbreviation.
    pub fn month(&mut self) -> Option<i64> {
        const MONTHS: &[u8; 36] = b"janfebmaraprmayjunjulaugsepoctnovdec";
        let word = self.bytes.get(self.at..self.at + 3)?;
        let word = [word[0] | 32, word[1] | 32, word[2] | 32];
        let place = MONTHS.chunks_exact(3).position(|month| month == word)?;
        self.at += 3;
        Some(place as i64 + 1)
    }

    /// Skips the abbreviation of a weekday and the space behind it.
    pub fn weekday(&mut self) -> Option<()> {
        let word = self.bytes.get(self.at..self.at + 3)?;
        let word = [word[0] | 32, word[1] | 32, word[2] | 32];
        let known = [b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun"].contains(&&word);
        let mut after = *self;
        after.at += 3;
        let _ = after.eat(b',');
        (known && after.eat(b' ').is_some()).then(|| *self = after)
    }

    /// `HH:MM:SS` with decimals behind a point or a comma: seconds of the day, nanoseconds, number of decimals.
    pub fn clock(&mut self) -> Option<(i64, u32, u8)> {
        let hours = self.digits(2).or_else(|| self.digits(1))?;
        self.eat(b':')?;
        let minutes = self.digits(2)?;
        self.eat(b':')?;
        let seconds = self.digits(2)?;
        if hours > 23 || minutes > 59 || seconds > 60 {
            return None;
        }
        let (nanos, decimals) = self.decimals();
        Some((hours * 3600 + minutes * 60 + seconds, nanos, decimals))
    }

    /// None, or as many as there are; more than nine are cut.
    pub fn decimals(&mut self) -> (u32, u8) {
        let Some(b'.' | b',') = self.peek() else { return (0, 0) };
        let digits = self.bytes[self.at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return (0, 0);
        }
        let start = self.at + 1;
        let nanos = (0..9).fold(0, |nanos, place| {
            let digit = if place < digits { self.bytes[start + place] - b'0' } else { 0 };
            nanos * 10 + u32::from(digit)
        });
        self.at = start + digits;
        (nanos, digits.min(9) as u8)
    }

    /// A zone behind a time, with or without a space: `Z`, `UTC`, `+01:00`, `-0800`, `+01`. Moves only when there is one.
    pub fn zone(&mut self) -> Option<i32> {
        let mut ahead = *self;
        let _ = ahead.eat(b' ');
        let spaced = ahead.at > self.at;
        for name in [&b"UTC"[..], b"GMT"] {
            if ahead.bytes[ahead.at..].starts_with(name) && ahead.ends(ahead.at + 3) {
                self.at = ahead.at + 3;
                return Some(0);
            }
        }
        if !spaced && ahead.eat_any(b"Zz").is_some() && ahead.ends(ahead.at) {
            *self = ahead;
            return Some(0);
        }
        let sign = if ahead.eat_any(b"+-")? == b'-' { -1 } else { 1 };
        let hours = ahead.digits(2)? as i32;
        let _ = ahead.eat(b':');
        let minutes = ahead.digits(2).unwrap_or(0) as i32;
        if hours > 23 || minutes > 59 || !ahead.ends(ahead.at) {
            return None;
        }
        *self = ahead;
        Some(sign * (hours * 3600 + minutes * 60))
    }

    /// Whether no word goes on there.
    fn ends(&self, at: usize) -> bool {
        !self.bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
    }
}
