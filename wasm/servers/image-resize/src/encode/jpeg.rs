use crate::pixels::{Kind, Pixels};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

pub fn encode(pixels: &Pixels, quality: u8, profile: Option<Vec<u8>>) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    if let Some(profile) = profile {
        encoder.add_icc_profile(&profile).map_err(failure)?;
    }
    let colours = if pixels.kind == Kind::Grey { ColorType::Luma } else { ColorType::Rgb };
    let size = |side| u16::try_from(side).map_err(|_| "it is too large for a JPEG".to_owned());
    encoder.encode(&pixels.data, size(pixels.width)?, size(pixels.height)?, colours).map_err(failure)?;
    Ok(bytes)
}

fn failure(error: jpeg_encoder::EncodingError) -> String {
    format!("it could not be written as JPEG ({error})")
}
