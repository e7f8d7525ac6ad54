use super::{Image, Wish, cmyk, damaged};
use crate::header::Header;
use crate::memory::require;
use crate::pixels::{Kind, Pixels};
use jpeg_decoder::{Decoder, Error, PixelFormat, UnsupportedFeature};

/// Of eight: how many pixels of a block's side the inverse transform gives.
const SIDES: [u64; 4] = [1, 2, 4, 8];

pub fn decode(bytes: &[u8], header: &Header, wish: Wish) -> Result<Image, String> {
    let side = choose(header, wish)?;
    let mut decoder = Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(usize::MAX);
    decoder.read_info().map_err(failure)?;
    let scaled = |full: u32| u16::try_from((u64::from(full) * side).div_ceil(8)).unwrap_or(u16::MAX);
    decoder.scale(scaled(header.width), scaled(header.height)).map_err(failure)?;
    let data = decoder.decode().map_err(failure)?;
    let info = decoder.info().ok_or("it is a JPEG without an image")?;
    let mut notes = Vec::new();
    let (kind, data) = match info.pixel_format {
        PixelFormat::L8 => (Kind::Grey, data),
        PixelFormat::L16 => (
            Kind::Grey,
            data.chunks_exact(2).map(|pair| u16::from_ne_bytes([pair[0], pair[1]]).to_be_bytes()[0]).collect(),
        ),
        PixelFormat::RGB24 => (Kind::Rgb, data),
        PixelFormat::CMYK32 => {
            notes.push("It is CMYK: its colours were converted without a profile and may be off.".to_owned());
            (Kind::Rgb, cmyk::to_rgb(if header.adobe { data } else { inverted(data) }))
        }
    };
    let pixels = Pixels { width: info.width.into(), height: info.height.into(), kind, data };
    if pixels.data.len() != pixels.width * pixels.height * kind.channels() {
        return Err(damaged(&"its size changes"));
    }
    Ok(Image { pixels, profile: decoder.icc_profile(), notes })
}

/// The decoder takes all CMYK for Adobe's, which is stored inverted.
fn inverted(mut data: Vec<u8>) -> Vec<u8> {
    data.iter_mut().for_each(|ink| *ink = 255 - *ink);
    data
}

/// The smallest scale that still leaves Lanczos enough to work with; below that, only what memory holds.
fn choose(header: &Header, wish: Wish) -> Result<u64, String> {
    let leaves = |side: u64, least: f64| {
        let ratio = |full: u32, target: usize| full as f64 * side as f64 / 8.0 / target as f64;
        ratio(header.width, wish.width) >= least && ratio(header.height, wish.height) >= least
    };
    // Where the scale leaves part of a pixel over, the picture would be stretched by it.
    let even = |side: u64| {
        (u64::from(header.width) * side).is_multiple_of(8) && (u64::from(header.height) * side).is_multiple_of(8)
    };
    let best = SIDES.into_iter().find(|side| !wish.whole && leaves(*side, 1.5) && even(*side)).unwrap_or(8);
    let mut refused = String::new();
    for side in SIDES.into_iter().rev().filter(|side| *side <= best) {
        match require(needed(header, side)) {
            Ok(()) => return Ok(side),
            Err(sentence) if refused.is_empty() => refused = sentence,
            Err(_) => {}
        }
        if !leaves(side / 2, 1.0) {
            break;
        }
    }
    Err(refused)
}

/// Planes and the result at that scale, and all coefficients where they come in several passes.
fn needed(header: &Header, side: u64) -> u64 {
    let channels = match header.mode {
        "L" => 1,
        "RGB" => 3,
        _ => 4,
    };
    let scaled = header.pixels() * side * side / 64;
    let coefficients = if header.progressive { 2 * header.pixels() } else { 0 };
    channels * (2 * scaled + coefficients) + (1 << 20)
}

fn failure(error: Error) -> String {
    match error {
        Error::Unsupported(what) => format!("it is a JPEG with {}, which this server does not read", feature(&what)),
        Error::Io(_) => damaged(&"it ends too early"),
        other => damaged(&other),
    }
}

fn feature(what: &UnsupportedFeature) -> String {
    match what {
        UnsupportedFeature::Hierarchical => "several sizes in one (hierarchical)".to_owned(),
        UnsupportedFeature::ArithmeticEntropyCoding => "arithmetic coding".to_owned(),
        UnsupportedFeature::SamplePrecision(bits) => format!("{bits} bits per channel"),
        UnsupportedFeature::ComponentCount(count) => format!("{count} channels"),
        UnsupportedFeature::DNL => "a height that is told only at its end".to_owned(),
        UnsupportedFeature::SubsamplingRatio | UnsupportedFeature::NonIntegerSubsamplingRatio => {
            "an unusual subsampling of colours".to_owned()
        }
        UnsupportedFeature::ColorTransform(_) => "an unusual colour space".to_owned(),
    }
}
