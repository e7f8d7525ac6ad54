/// Longer than any hash that a tool makes.
const MOST_DIGITS: usize = 4096;

/// A hash as bits, of any length.
pub struct Digits {
    words: Vec<u64>,
    count: usize,
}

impl Digits {
    pub fn read(text: &str) -> Option<Self> {
        let plain = text.strip_prefix("0x").unwrap_or(text);
        if plain.is_empty() || plain.len() > MOST_DIGITS || !plain.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let chunks = plain.as_bytes().chunks(16);
        let words: Option<Vec<u64>> =
            chunks.map(|chunk| u64::from_str_radix(std::str::from_utf8(chunk).ok()?, 16).ok()).collect();
        Some(Self { words: words?, count: plain.len() })
    }

    pub const fn bits(&self) -> usize {
        self.count * 4
    }

    /// In how many bits they differ; both must be of the same length.
    pub fn distance(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(one, two)| (one ^ two).count_ones()).sum()
    }
}
