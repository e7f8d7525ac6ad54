use super::windows;

/// How a text file is written; kept when it is edited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

/// How much of a file's start is looked at for what no text has, in bytes.
pub const LOOKED_AT: usize = 8000;

impl Encoding {
    /// By the mark that the file starts with.
    pub fn marked(start: &[u8]) -> Option<Self> {
        match start {
            [0xef, 0xbb, 0xbf, ..] => Some(Self::Utf8WithMark),
            [0xff, 0xfe, 0, 0, ..] => None,
            [0xff, 0xfe, ..] => Some(Self::Utf16Le),
            [0xfe, 0xff, ..] => Some(Self::Utf16Be),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf8WithMark => "utf-8-bom",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// Bytes of one unit.
    pub fn unit(self) -> usize {
        match self {
            Self::Utf16Le | Self::Utf16Be => 2,
            _ => 1,
        }
    }

    pub fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8WithMark => &[0xef, 0xbb, 0xbf],
            Self::Utf16Le => &[0xff, 0xfe],
            Self::Utf16Be => &[0xfe, 0xff],
            _ => &[],
        }
    }
}

/// The text of bytes without their mark, or None where they are no text. What has no mark and is not UTF-8 is taken for the
/// encoding that most other texts have.
pub fn decode(bytes: Vec<u8>, marked: Option<Encoding>) -> Option<(String, Encoding)> {
    if let Some(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) = marked {
        return Some((wide(&bytes, encoding), encoding));
    }
    if is_binary(&bytes) {
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some((text, marked.unwrap_or(Encoding::Utf8))),
        Err(error) if marked.is_none() => Some((windows::decode(error.as_bytes())?, Encoding::Windows1252)),
        Err(error) => Some((String::from_utf8_lossy(error.as_bytes()).into_owned(), Encoding::Utf8WithMark)),
    }
}

pub fn is_binary(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(LOOKED_AT)].contains(&0)
}

fn wide(bytes: &[u8], encoding: Encoding) -> String {
    let from = if encoding == Encoding::Utf16Le { u16::from_le_bytes } else { u16::from_be_bytes };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text: String =
        char::decode_utf16(pairs.iter().map(|pair| from(*pair))).map(|one| one.unwrap_or('\u{fffd}')).collect();
    if !rest.is_empty() {
        text.push('\u{fffd}');
    }
    text
}

/// The bytes of a whole file; None where the encoding lacks a character.
pub fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let mut bytes = encoding.mark().to_vec();
    match encoding {
        Encoding::Utf8 | Encoding::Utf8WithMark => bytes.extend_from_slice(text.as_bytes()),
        Encoding::Utf16Le => text.encode_utf16().for_each(|unit| bytes.extend(unit.to_le_bytes())),
        Encoding::Utf16Be => text.encode_utf16().for_each(|unit| bytes.extend(unit.to_be_bytes())),
        Encoding::Windows1252 => bytes = windows::encode(text)?,
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> Option<(String, Encoding)> {
        let marked = Encoding::marked(file);
        decode(file[marked.map_or(0, |encoding| encoding.mark().len())..].to_vec(), marked)
    }

    #[test]
    fn goes_there_and_back() {
        for encoding in [Encoding::Utf8, Encoding::Utf8WithMark, Encoding::Utf16Le, Encoding::Utf16Be] {
            let file = encode("é €\r\n𝄞", encoding).unwrap();
            assert_eq!(read(&file), Some(("é €\r\n𝄞".to_owned(), encoding)));
        }
        let file = encode("café €", Encoding::Windows1252).unwrap();
        assert_eq!(file, b"caf\xe9 \x80");
        assert_eq!(read(&file), Some(("café €".to_owned(), Encoding::Windows1252)));
        assert_eq!(encode("𝄞", Encoding::Windows1252), None);
    }

    #[test]
    fn knows_what_is_no_text() {
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
        assert_eq!(read(b"\xff\xfe\0\0a\0\0\0"), None);
        assert_eq!(read(b""), Some((String::new(), Encoding::Utf8)));
        assert_eq!(read(b"\xff\xfea\0\x3d\xd8"), Some(("a\u{fffd}".to_owned(), Encoding::Utf16Le)));
        assert_eq!(read(b"\xff\xfea\0b"), Some(("a\u{fffd}".to_owned(), Encoding::Utf16Le)));
    }
}
