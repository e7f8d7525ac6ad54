use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its own word on its charset may be.
const START: usize = 4096;

/// The text, and the name of the charset that it was read with: a byte order mark says it first, then the header, then the page;
/// without any of them it is UTF-8 where that fits, else Windows-1252.
pub fn decode(bytes: &[u8], named: Option<&str>, is_html: bool) -> (String, &'static str) {
    let start = &bytes[..bytes.len().min(START)];
    let encoding = Encoding::for_bom(bytes)
        .map(|(encoding, _)| encoding)
        .or_else(|| Encoding::for_label(named?.trim().as_bytes()))
        .or_else(|| if is_html { in_page(start) } else { None })
        .unwrap_or_else(|| fitting(bytes));
    (encoding.decode_with_bom_removal(bytes).0.into_owned(), encoding.name())
}

/// Where the end of a UTF-8 text was cut off, it is one all the same.
fn fitting(bytes: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_some() => WINDOWS_1252,
        _ => UTF_8,
    }
}

/// `<meta charset=x>`, `<meta content="text/html; charset=x">` or `<?xml encoding="x">`. A page that could be read so far is no UTF-16.
fn in_page(start: &[u8]) -> Option<&'static Encoding> {
    let text: String = start.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let xml =
        text.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).and_then(|rest| value(rest, "encoding"));
    let mut metas = text.split("<meta").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    let label = xml.or_else(|| metas.find_map(|meta| value(meta, "charset")))?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let rest = text[text.find(name)? + name.len()..].trim_start().strip_prefix('=')?;
    rest.trim_start().trim_start_matches(['"', '\'']).split(['"', '\'', ';', ' ', '/', '>']).next()
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn read(bytes: &[u8], named: Option<&str>) -> String {
        decode(bytes, named, true).0
    }

    #[test]
    fn asks_mark_then_header_then_page_then_bytes() {
        assert_eq!(read(b"\xef\xbb\xbf\xc3\xa4", Some("latin1")), "ä");
        assert_eq!(read(b"\xff\xfe\xe4\0", None), "ä");
        assert_eq!(read(b"\xe4", Some("ISO-8859-1")), "ä");
        assert_eq!(read(b"<meta charset='koi8-r'>\xc1", None), "<meta charset='koi8-r'>а");
        assert_eq!(read(b"<meta content=\"text/html; charset=windows-1251\">\xe0", None).chars().last(), Some('а'));
        assert_eq!(read(b"<?xml version='1.0' encoding='shift_jis'?>\x83\x65", None).chars().last(), Some('テ'));
        assert_eq!(read("ä".as_bytes(), None), "ä");
        assert_eq!(read(b"\x80 \xe4", None), "€ ä");
        assert_eq!(read(b"<meta charset=utf-16>\xc3\xa4", None).chars().last(), Some('ä'));
        assert_eq!(read(b"<meta charset=nonsense>\xc3\xa4", Some("rubbish")).chars().last(), Some('ä'));
    }

    #[test]
    fn knows_east_asian_ones() {
        assert_eq!(read(b"\xb0\xa1", Some("euc-kr")), "가");
        assert_eq!(read(b"\xd6\xd0", Some("gb2312")), "中");
        assert_eq!(read(b"\xa4\xa4", Some("big5")), "中");
        assert_eq!(read(b"\x1b$B$\"\x1b(B", Some("iso-2022-jp")), "あ");
        assert_eq!(decode(b"a", None, true).1, "UTF-8");
    }
}
