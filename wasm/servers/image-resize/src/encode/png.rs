use crate::pixels::{Kind, Pixels};
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Info};
use std::borrow::Cow;

pub fn encode(pixels: &Pixels, profile: Option<Vec<u8>>) -> Result<Vec<u8>, String> {
    let size = |side| u32::try_from(side).map_err(|_| "it is too large for a PNG".to_owned());
    let mut info = Info::with_size(size(pixels.width)?, size(pixels.height)?);
    info.icc_profile = profile.map(Cow::Owned);
    info.bit_depth = BitDepth::Eight;
    info.color_type = match pixels.kind {
        Kind::Grey => ColorType::Grayscale,
        Kind::GreyAlpha => ColorType::GrayscaleAlpha,
        Kind::Rgb => ColorType::Rgb,
        Kind::Rgba => ColorType::Rgba,
    };
    let mut bytes = Vec::new();
    let mut encoder = Encoder::with_info(&mut bytes, info).map_err(failure)?;
    encoder.set_compression(Compression::Balanced);
    let mut writer = encoder.write_header().map_err(failure)?;
    writer.write_image_data(&pixels.data).map_err(failure)?;
    writer.finish().map_err(failure)?;
    Ok(bytes)
}

fn failure(error: EncodingError) -> String {
    format!("it could not be written as PNG ({error})")
}
