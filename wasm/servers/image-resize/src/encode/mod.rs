mod jpeg;
mod png;
mod webp;

use crate::header::Format;
use crate::pixels::Pixels;

/// What an image is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Output {
    Jpeg,
    Png,
    WebP,
}

impl Output {
    /// In any case, and by the ending that files of the kind have.
    pub fn named(name: &str) -> Option<Self> {
        match name.trim().trim_start_matches('.').to_ascii_lowercase().as_str() {
            "jpeg" | "jpg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "webp" => Some(Self::WebP),
            _ => None,
        }
    }

    pub const fn format(self) -> Format {
        match self {
            Self::Jpeg => Format::Jpeg,
            Self::Png => Format::Png,
            Self::WebP => Format::WebP,
        }
    }

    /// The longest side that the format can name.
    pub const fn longest(self) -> usize {
        match self {
            Self::Jpeg => 65_500,
            Self::Png => 1_000_000,
            Self::WebP => 16_383,
        }
    }
}

/// `quality`, from 1 to 100, counts for JPEG only; JPEG has no alpha: the pixels must have none.
pub fn encode(pixels: &Pixels, output: Output, quality: u8, profile: Option<Vec<u8>>) -> Result<Vec<u8>, String> {
    match output {
        Output::Jpeg => jpeg::encode(pixels, quality, profile),
        Output::Png => png::encode(pixels, profile),
        Output::WebP => webp::encode(pixels, profile),
    }
}
