//! How large an answer may be. Clients built on the SDK for TypeScript hang up when one line is longer than 10 MiB.

/// What the texts in an answer may take as JSON, in bytes, where each stands there twice.
pub const MOST: u64 = 4_700_000;

/// The bytes that a text takes as JSON.
pub fn length(text: &str) -> u64 {
    text.bytes()
        .map(|byte| {
            if matches!(byte, b'"' | b'\\' | b'\n' | b'\r' | b'\t') {
                2
            } else if byte < b' ' {
                6
            } else {
                1
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    #[test]
    fn counts_escapes() {
        for text in ["", "a\"b\\\n\r\t", "\u{1}\u{1f}", "grün 🌏\u{7f}"] {
            assert!(super::length(text) + 2 >= serde_json::to_string(text).unwrap().len() as u64, "{text:?}");
        }
    }
}
