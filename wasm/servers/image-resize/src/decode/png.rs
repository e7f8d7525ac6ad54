use super::{Image, damaged};
use crate::header::Header;
use crate::memory::{require, zeroed};
use crate::pixels::{Kind, Pixels};
use png::{ColorType, Decoder, DecodingError, Limits, Transformations};
use std::io::Cursor;

pub fn decode(bytes: &[u8], header: &Header) -> Result<Image, String> {
    require(header.pixels() * 4 + (4 << 20))?;
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: 64 << 20 });
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(failure)?;
    let size = reader.output_buffer_size().ok_or("it is too large")?;
    let mut data = zeroed(size)?;
    let frame = reader.next_frame(&mut data).map_err(failure)?;
    let kind = match frame.color_type {
        ColorType::Grayscale => Kind::Grey,
        ColorType::GrayscaleAlpha => Kind::GreyAlpha,
        ColorType::Rgb => Kind::Rgb,
        ColorType::Rgba => Kind::Rgba,
        ColorType::Indexed => return Err(damaged(&"its palette is missing")),
    };
    let (width, height) = (frame.width as usize, frame.height as usize);
    data.truncate(width * height * kind.channels());
    if data.len() != width * height * kind.channels() {
        return Err(damaged(&"its size changes"));
    }
    let profile = reader.info().icc_profile.as_deref().map(<[u8]>::to_vec);
    Ok(Image { pixels: Pixels { width, height, kind, data }, profile, notes: Vec::new() })
}

fn failure(error: DecodingError) -> String {
    match error {
        DecodingError::IoError(_) => damaged(&"it ends too early"),
        DecodingError::LimitsExceeded => {
            "one of its chunks is far too large: it is broken or meant to exhaust memory".to_owned()
        }
        other => damaged(&other),
    }
}
