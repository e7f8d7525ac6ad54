mod cmyk;
mod gif;
mod jpeg;
mod png;
mod webp;

use crate::header::{Format, Header};
use crate::pixels::Pixels;

/// More pixels than any camera makes; Pillow takes no more either.
const MOST_PIXELS: u64 = 178_956_970;
/// Larger profiles are not worth carrying in a small picture.
const MOST_PROFILE: usize = 1 << 20;

/// How small an image may already be decoded.
#[derive(Clone, Copy)]
pub struct Wish {
    /// What it will be shrunk to, as it is stored.
    pub width: usize,
    pub height: usize,
    /// Every pixel counts: smaller only where memory does not hold it whole.
    pub whole: bool,
}

pub struct Image {
    pub pixels: Pixels,
    /// Fits the colours of `pixels`.
    pub profile: Option<Vec<u8>>,
    /// What the one who asked should know, whole sentences.
    pub notes: Vec<String>,
}

/// The error is the rest of a sentence about the file: "it is truncated".
pub fn decode(bytes: &[u8], header: &Header, wish: Wish) -> Result<Image, String> {
    if header.pixels() > MOST_PIXELS {
        return Err(format!(
            "its header says that it is {} x {} pixels, more than the {MOST_PIXELS} pixels that are taken at most: such a \
             file is broken or meant to exhaust memory",
            header.width, header.height
        ));
    }
    let mut image = match header.format {
        Format::Jpeg => jpeg::decode(bytes, header, wish),
        Format::Png => png::decode(bytes, header),
        Format::WebP => webp::decode(bytes, header),
        Format::Gif => gif::decode(bytes, header),
    }?;
    if header.animated {
        image.notes.push("It is animated: its first frame was used.".to_owned());
    }
    if header.bits == 16 {
        image.notes.push("It has 16 bits per channel: the upper 8 were used.".to_owned());
    }
    let had = image.profile.is_some();
    image.profile = image.profile.filter(|profile| fits(profile, &image.pixels));
    if had && image.profile.is_none() {
        image.notes.push("Its colour profile does not fit the result and was left out.".to_owned());
    }
    Ok(image)
}

/// A profile names the colours that it is for.
fn fits(profile: &[u8], pixels: &Pixels) -> bool {
    let wanted: &[u8] = if pixels.kind.channels() >= 3 { b"RGB " } else { b"GRAY" };
    profile.len() <= MOST_PROFILE && profile.get(16..20) == Some(wanted)
}

/// One sentence's rest about data that does not decode.
fn damaged(error: &dyn std::fmt::Display) -> String {
    let reason: String = error.to_string().chars().take(160).collect();
    format!("it is truncated or damaged ({})", reason.trim_end_matches('.'))
}

#[cfg(test)]
mod tests;
