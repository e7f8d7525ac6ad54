use super::{Image, damaged};
use crate::header::Header;
use crate::memory::{require, zeroed};
use crate::pixels::{Kind, Pixels};
use image_webp::{DecodingError, WebPDecoder};
use std::io::Cursor;

pub fn decode(bytes: &[u8], header: &Header) -> Result<Image, String> {
    // The result, a frame of it while it is put together, and what prediction needs.
    require(header.pixels() * if header.animated { 12 } else { 8 } + (4 << 20))?;
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(failure)?;
    decoder.set_memory_limit(bytes.len());
    let (width, height) = decoder.dimensions();
    if (width, height) != (header.width, header.height) {
        return Err(damaged(&"its headers tell different sizes"));
    }
    let kind = if decoder.has_alpha() { Kind::Rgba } else { Kind::Rgb };
    let mut data = zeroed(decoder.output_buffer_size().ok_or("it is too large")?)?;
    decoder.read_image(&mut data).map_err(failure)?;
    let pixels = Pixels { width: width as usize, height: height as usize, kind, data };
    Ok(Image { pixels, profile: decoder.icc_profile().ok().flatten(), notes: Vec::new() })
}

fn failure(error: DecodingError) -> String {
    match error {
        DecodingError::IoError(_) => damaged(&"it ends too early"),
        other => damaged(&other),
    }
}
