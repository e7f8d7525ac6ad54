//! What a file says about its image before any of it is decoded.

mod exif;
mod foreign;
mod gif;
mod jpeg;
mod png;
mod reader;
mod webp;

use foreign::foreign;
pub use reader::Depth;
use reader::Source;
use std::io::{Read, Seek};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
}

impl Format {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WEBP",
            Self::Gif => "GIF",
        }
    }

    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Header {
    pub format: Format,
    /// As it is stored, before its orientation is applied; never zero.
    pub width: u32,
    pub height: u32,
    /// In Pillow's words: 1, L, LA, P, RGB, RGBA, CMYK, I;16.
    pub mode: &'static str,
    /// Per channel.
    pub bits: u8,
    /// After EXIF, from 1 (upright) to 8.
    pub orientation: u8,
    pub animated: bool,
    /// Only counted where the whole file was walked.
    pub frames: Option<u32>,
    pub icc: bool,
    /// A JPEG with Adobe's marker: its CMYK is stored inverted.
    pub adobe: bool,
    pub progressive: bool,
}

impl Header {
    fn new(format: Format, mode: &'static str, (width, height): (u32, u32)) -> Self {
        Self {
            format,
            width,
            height,
            mode,
            bits: 8,
            orientation: 1,
            animated: false,
            frames: None,
            icc: false,
            adobe: false,
            progressive: false,
        }
    }

    /// Whether width and height change places when it is put upright.
    pub const fn lies(&self) -> bool {
        self.orientation >= 5
    }

    pub const fn upright(&self) -> (u32, u32) {
        if self.lies() { (self.height, self.width) } else { (self.width, self.height) }
    }

    pub const fn pixels(&self) -> u64 {
        self.width as u64 * self.height as u64
    }
}

/// The error says what is wrong with the file, as the rest of a sentence: "it is empty".
pub fn read(source: impl Read + Seek, depth: Depth) -> Result<Header, String> {
    let mut source = Source::new(source);
    let mut start = [0; 16];
    let length = source.up_to(&mut start)?;
    let start = &start[..length];
    source.to(0)?;
    let header = match start {
        [] => Err("it is empty".to_owned()),
        [0xff, 0xd8, ..] => jpeg::read(&mut source),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => png::read(&mut source, depth),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => gif::read(&mut source, depth),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp::read(&mut source, depth),
        other => Err(foreign(other)),
    }?;
    if header.width == 0 || header.height == 0 {
        return Err(format!("its header says that it is {} x {} pixels", header.width, header.height));
    }
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::{Depth, read};
    use std::io::Cursor;

    fn wrong(bytes: &[u8]) -> String {
        read(Cursor::new(bytes), Depth::Whole).map_or_else(|sentence| sentence, |header| format!("{header:?}"))
    }

    #[test]
    fn says_what_it_is_not() {
        assert_eq!(wrong(b""), "it is empty");
        assert!(wrong(b"hello, world, this is text").contains("is no image"));
        assert!(wrong(b"BM\x36\0\0\0\0\0\0\0\0\0\0\0\0\0").contains("is a BMP image"));
        assert!(wrong(b"\0\0\0\x20ftypheic\0\0\0\0").contains("is a HEIC image"));
        assert!(wrong(b"\xff\xd8").contains("ends"));
        assert!(wrong(b"\x89PNG\r\n\x1a\n").contains("ends"));
        assert!(wrong(b"GIF89a").contains("ends"));
        assert!(wrong(b"RIFF\0\0\0\0WEBP").contains("ends"));
    }
}
