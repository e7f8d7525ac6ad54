//! The perceptual hashes of Python's ImageHash: the same steps in the same order, so that hashes can be compared with its.

mod cosine;
mod passes;

use crate::decode::Wish;
use crate::load::{open, unreadable};
use crate::pixels::Pixels;
use crate::place::quoted;
use crate::resample::resize;
use cosine::transform;
use mcp_tools::{Args, Outcome};
use serde_json::json;

/// Of the hash, in bits.
const SIDE: usize = 8;
/// Of what the cosine transform sees.
const WIDE: usize = cosine::SIDE;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hash {
    Perceptual,
    Difference,
    Average,
}

impl Hash {
    pub fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "phash" => Some(Self::Perceptual),
            "dhash" => Some(Self::Difference),
            "ahash" | "average_hash" => Some(Self::Average),
            _ => None,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Perceptual => "phash",
            Self::Difference => "dhash",
            Self::Average => "ahash",
        }
    }

    const fn size(self) -> (usize, usize) {
        match self {
            Self::Perceptual => (WIDE, WIDE),
            Self::Difference => (SIDE + 1, SIDE),
            Self::Average => (SIDE, SIDE),
        }
    }

    fn bits(self, small: &[u8]) -> Vec<bool> {
        match self {
            Self::Perceptual => perceptual(small),
            Self::Difference => {
                small.chunks_exact(SIDE + 1).flat_map(|row| row.windows(2).map(|pair| pair[1] > pair[0])).collect()
            }
            Self::Average => {
                let sum: usize = small.iter().map(|grey| usize::from(*grey)).sum();
                small.iter().map(|grey| usize::from(*grey) * small.len() > sum).collect()
            }
        }
    }
}

/// Which of the lowest frequencies are above their median.
fn perceptual(small: &[u8]) -> Vec<bool> {
    let all = transform(small);
    let low: Vec<f64> = all.chunks_exact(WIDE).take(SIDE).flat_map(|row| row[..SIDE].to_vec()).collect();
    let mut sorted = low.clone();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let median = (sorted[middle - 1] + sorted[middle]) / 2.0;
    low.into_iter().map(|value| value > median).collect()
}

/// In hexadecimal, the pixel above left first.
fn hash(pixels: Pixels, kind: Hash) -> Result<String, String> {
    let (width, height) = kind.size();
    let small = resize(pixels.grey(), width, height, false)?;
    let bits = kind.bits(&small.data);
    Ok(bits.chunks(4).map(|four| four.iter().fold(0, |digit, bit| digit * 2 + u32::from(*bit))).map(digit).collect())
}

fn digit(value: u32) -> char {
    char::from_digit(value, 16).unwrap_or('0')
}

pub fn compute(args: Args) -> Result<Outcome, String> {
    let kind = match args.text_if("hash_type") {
        None => Hash::Perceptual,
        Some(name) => Hash::named(name)
            .ok_or_else(|| format!("The argument hash_type must be phash, dhash or ahash, not {:.40}.", json!(name)))?,
    };
    let opened = open(args.text("image_path"))?;
    let (width, height) = kind.size();
    let (path, _, image) = opened.decode(Wish { width, height, whole: true })?;
    let hash = hash(image.pixels, kind).map_err(|rest| unreadable(&path, &rest))?;
    let text = format!("{} of {}: {hash}", kind.name(), quoted(&path));
    let bits = hash.len() * 4;
    let data = json!({ "path": path.to_string_lossy(), "hash": hash, "hash_type": kind.name(), "bits": bits });
    Ok(Outcome::new(data, text))
}

#[cfg(test)]
mod tests {
    use super::{Hash, hash};
    use crate::pixels::{Kind, Pixels};

    #[test]
    fn a_ramp_rises_everywhere() {
        let data: Vec<u8> = (0..72 * 64).map(|at| (at % 72 * 3) as u8).collect();
        let ramp = Pixels { width: 72, height: 64, kind: Kind::Grey, data };
        assert_eq!(hash(ramp.clone(), Hash::Difference).as_deref(), Ok("ffffffffffffffff"));
        assert_eq!(hash(ramp, Hash::Average).as_deref(), Ok("0f0f0f0f0f0f0f0f"));
    }
}
