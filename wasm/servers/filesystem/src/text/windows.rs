//! Windows-1252, which is Latin-1 with letters and signs where that has control characters.

/// From 0x80 on; five of them mean nothing.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// None where bytes hold control characters, which no such text has.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let is_text = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b | 0x20..=0x7e | 0x80..);
    if !bytes.iter().all(is_text) {
        return None;
    }
    let letter =
        |byte: &u8| if (0x80..0xa0).contains(byte) { HIGH[usize::from(byte - 0x80)] } else { char::from(*byte) };
    Some(bytes.iter().map(letter).collect())
}

pub fn encode(text: &str) -> Option<Vec<u8>> {
    let byte = |one: char| match HIGH.iter().position(|high| *high == one) {
        Some(at) => Some(0x80 + at as u8),
        None => u8::try_from(one).ok().filter(|byte| !(0x80..0xa0).contains(byte)),
    };
    text.chars().map(byte).collect()
}
