#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Medium {
    Image,
    Audio,
    Other,
}

impl Medium {
    pub fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Other => "resource",
        }
    }
}

const UNKNOWN: &str = "application/octet-stream";

/// By the first bytes where those are clear, else by the name: a client refuses a picture that is not what it is said to be.
pub fn of(name: &str, bytes: &[u8]) -> (Medium, &'static str) {
    let mime = by_bytes(bytes).unwrap_or_else(|| by_name(name));
    let medium = match mime.split('/').next() {
        Some("image") => Medium::Image,
        Some("audio") => Medium::Audio,
        _ => Medium::Other,
    };
    (medium, mime)
}

fn by_bytes(bytes: &[u8]) -> Option<&'static str> {
    let container = bytes.get(8..12);
    Some(match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', ..] if container == Some(b"WEBP") => "image/webp",
        [b'R', b'I', b'F', b'F', ..] if container == Some(b"WAVE") => "audio/wav",
        [b'f', b'L', b'a', b'C', ..] => "audio/flac",
        [b'I', b'D', b'3', 2..=4, ..] => "audio/mpeg",
        [b'%', b'P', b'D', b'F', b'-', ..] => "application/pdf",
        _ => return None,
    })
}

fn by_name(name: &str) -> &'static str {
    let Some((_, extension)) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) else { return UNKNOWN };
    match extension.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "bmp" => "image/bmp",
        "svg" => "image/svg+xml",
        "avif" => "image/avif",
        "heic" => "image/heic",
        "ico" => "image/x-icon",
        "tif" | "tiff" => "image/tiff",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "flac" => "audio/flac",
        "m4a" => "audio/mp4",
        "aac" => "audio/aac",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "txt" | "md" | "log" => "text/plain",
        "html" | "htm" => "text/html",
        "css" => "text/css",
        "csv" => "text/csv",
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::{Medium, of};

    #[test]
    fn trusts_bytes_more_than_names() {
        assert_eq!(of("a.PNG", b""), (Medium::Image, "image/png"));
        assert_eq!(of("a.png", b"\xff\xd8\xff\xe0"), (Medium::Image, "image/jpeg"));
        assert_eq!(of("a", b"RIFF\0\0\0\0WAVEfmt "), (Medium::Audio, "audio/wav"));
        assert_eq!(of("a.mp3", b"\xff\xfb"), (Medium::Audio, "audio/mpeg"));
        assert_eq!(of(".png", b"x"), (Medium::Other, "application/octet-stream"));
        assert_eq!(of("png", b"x"), (Medium::Other, "application/octet-stream"));
        assert_eq!(of("a.PDF", b""), (Medium::Other, "application/pdf"));
    }
}
