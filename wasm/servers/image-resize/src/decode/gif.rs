use super::{Image, damaged};
use crate::header::Header;
use crate::memory::{require, zeroed};
use crate::pixels::{Kind, Pixels};
use gif::{ColorOutput, DecodeOptions, DecodingError, MemoryLimit};

/// The first frame on its screen. What it does not cover is transparent.
pub fn decode(bytes: &[u8], header: &Header) -> Result<Image, String> {
    require(header.pixels() * 5 + (1 << 20))?;
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(MemoryLimit::Unlimited);
    let mut decoder = options.read_info(bytes).map_err(failure)?;
    let frame = decoder.next_frame_info().map_err(failure)?.ok_or("it is a GIF without an image")?;
    let [left, top, wide, high] = [frame.left, frame.top, frame.width, frame.height].map(usize::from);
    let (local, transparent) = (frame.palette.clone(), frame.transparent);
    let palette = local.or_else(|| decoder.global_palette().map(<[u8]>::to_vec));
    let mut indices = zeroed(decoder.buffer_size())?;
    decoder.read_into_buffer(&mut indices).map_err(failure)?;
    let (width, height) = (header.width as usize, header.height as usize);
    if left + wide > width || top + high > height || indices.len() < wide * high {
        return Err(damaged(&"its first frame lies outside"));
    }
    let colour = |index: u8| match &palette {
        None => [index; 3],
        Some(palette) => {
            palette.get(usize::from(index) * 3..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default()
        }
    };
    let outside = colour(transparent.unwrap_or(0));
    let kind = if transparent.is_some() || (wide, high) != (width, height) { Kind::Rgba } else { Kind::Rgb };
    let mut data = zeroed(width * height * kind.channels())?;
    for (at, pixel) in data.chunks_exact_mut(kind.channels()).enumerate() {
        let (x, y) = (at % width, at / width);
        let inside = (left..left + wide).contains(&x) && (top..top + high).contains(&y);
        let index = inside.then(|| indices[(y - top) * wide + x - left]);
        pixel[..3].copy_from_slice(&index.map_or(outside, colour));
        if kind == Kind::Rgba {
            pixel[3] = if index.is_some() && index != transparent { 255 } else { 0 };
        }
    }
    Ok(Image { pixels: Pixels { width, height, kind, data }, profile: None, notes: Vec::new() })
}

fn failure(error: DecodingError) -> String {
    match error {
        DecodingError::Io(_) => damaged(&"it ends too early"),
        other => damaged(&other),
    }
}
