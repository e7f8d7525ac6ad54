use std::fmt;

/// The name of an object: its SHA-1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 20]);

impl Id {
    /// Stands for "none" in index lines and reflogs.
    pub const NULL: Self = Self([0; 20]);
    /// The tree without entries, which need not be stored.
    pub const EMPTY_TREE: Self = Self([
        0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0, 0x60, 0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88, 0xfb, 0xee,
        0x49, 0x04,
    ]);

    pub const fn new(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// From exactly 20 bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// From exactly 40 hex digits.
    pub fn from_hex(text: &[u8]) -> Option<Self> {
        if text.len() != 40 {
            return None;
        }
        let mut bytes = [0; 20];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(bytes))
    }

    pub const fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    pub fn is_null(&self) -> bool {
        *self == Self::NULL
    }

    /// All 40 hex digits.
    pub fn hex(&self) -> String {
        let mut text = String::with_capacity(40);
        for byte in self.0 {
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
            }
        }
        text
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn reads_what_it_writes() {
        let text = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
        assert_eq!(Id::from_hex(text.as_bytes()), Some(Id::EMPTY_TREE));
        assert_eq!(Id::EMPTY_TREE.hex(), text);
        assert_eq!(Id::from_hex(b"4b825dc"), None);
        assert_eq!(Id::from_hex(&[b'g'; 40]), None);
    }
}
