/// What can be done with an answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    Html,
    Text,
    Binary,
}

/// By its type, without parameters and in lower case, and its first bytes.
pub fn kind(mime: &str, start: &[u8]) -> Kind {
    let family = mime.split('/').next().unwrap_or_default();
    match mime {
        "text/html" | "application/xhtml+xml" => Kind::Html,
        _ if mime.ends_with("+json") || mime.ends_with("+xml") => unless_binary(start, false),
        "application/pdf" => Kind::Binary,
        _ if matches!(family, "image" | "audio" | "video" | "font" | "model") => Kind::Binary,
        // Many send text under names that say nothing.
        _ => unless_binary(start, mime.is_empty()),
    }
}

/// A page may come as plain text, or without any type.
fn unless_binary(start: &[u8], is_unnamed: bool) -> Kind {
    if is_binary(start) {
        return Kind::Binary;
    }
    let start = String::from_utf8_lossy(&start[..start.len().min(100)]).to_ascii_lowercase();
    let is_page = start.contains("<html")
        || start.trim_start().starts_with("<!doctype html")
        || is_unnamed && start.trim_start().starts_with('<') && !start.trim_start().starts_with("<?xml");
    if is_page { Kind::Html } else { Kind::Text }
}

/// Zero bytes stand in no text but UTF-16, which begins with a mark.
fn is_binary(start: &[u8]) -> bool {
    let start = &start[..start.len().min(2048)];
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return false;
    }
    let has_zero = start.contains(&0);
    let magic: [&[u8]; 6] = [b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b"];
    has_zero || magic.iter().any(|known| start.starts_with(known))
}

/// For people.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1000.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}

/// From the header: the type, and the charset where it names one.
pub fn content_type(header: &str) -> (String, Option<&str>) {
    let mut parts = header.split(';');
    let mime = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset =
        parts.filter_map(|part| part.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    (mime, charset.map(|(_, value)| value.trim().trim_matches(['"', '\''])))
}

#[cfg(test)]
mod tests {
    use super::{Kind, content_type, kind, size};

    #[test]
    fn tells_what_can_be_read() {
        assert_eq!(kind("text/html", b""), Kind::Html);
        assert_eq!(kind("", b"  <!DOCTYPE html><p>"), Kind::Html);
        assert_eq!(kind("", b"<p>x"), Kind::Html);
        assert_eq!(kind("", b"x < y"), Kind::Text);
        assert_eq!(kind("text/plain", b"<html>"), Kind::Html);
        assert_eq!(kind("application/json", b"{}"), Kind::Text);
        assert_eq!(kind("image/svg+xml", b"<svg>"), Kind::Text);
        assert_eq!(kind("image/png", b""), Kind::Binary);
        assert_eq!(kind("application/octet-stream", b"plain"), Kind::Text);
        assert_eq!(kind("application/octet-stream", b"a\0b"), Kind::Binary);
        assert_eq!(kind("text/plain", b"%PDF-1.7"), Kind::Binary);
        assert_eq!(kind("text/plain", b"\xff\xfea\0"), Kind::Text);
    }

    #[test]
    fn reads_the_header() {
        assert_eq!(content_type("Text/HTML; q=1; Charset=\"KOI8-R\""), ("text/html".to_owned(), Some("KOI8-R")));
        assert_eq!(content_type(""), (String::new(), None));
        assert_eq!((size(999), size(1500), size(20_000_000)), ("999 bytes".into(), "1.5 KB".into(), "20.0 MB".into()));
    }
}
