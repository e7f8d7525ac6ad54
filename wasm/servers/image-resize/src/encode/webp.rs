use crate::pixels::{Kind, Pixels};
use image_webp::{ColorType, WebPEncoder};

/// Without loss: there is no well-kept encoder of the other kind in Rust.
pub fn encode(pixels: &Pixels, profile: Option<Vec<u8>>) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new(&mut bytes);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile);
    }
    let colours = match pixels.kind {
        Kind::Grey => ColorType::L8,
        Kind::GreyAlpha => ColorType::La8,
        Kind::Rgb => ColorType::Rgb8,
        Kind::Rgba => ColorType::Rgba8,
    };
    let size = |side| u32::try_from(side).map_err(|_| "it is too large for a WebP".to_owned());
    encoder
        .encode(&pixels.data, size(pixels.width)?, size(pixels.height)?, colours)
        .map_err(|error| format!("it could not be written as WebP ({error})"))?;
    Ok(bytes)
}
