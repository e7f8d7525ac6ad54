mod plain;
#[cfg(target_arch = "wasm32")]
mod simd;
mod weights;

use crate::memory::zeroed;
use crate::pixels::Pixels;
use weights::{BITS, Weights};

#[cfg(not(target_arch = "wasm32"))]
use plain as lanes;
#[cfg(target_arch = "wasm32")]
use simd as lanes;

/// What is added before the fixed point is cut off, so that it rounds.
const HALF: i32 = 1 << (BITS - 1);

/// The whole image in another size after Lanczos with three lobes: rows and columns one after the other, each rounded to eight
/// bits, as Pillow does it. Colours are weighed by their alpha. What `lies` will be put on its side after this: its columns
/// are the rows that Pillow sees.
pub fn resize(mut pixels: Pixels, width: usize, height: usize, lies: bool) -> Result<Pixels, String> {
    if (pixels.width, pixels.height) == (width, height) {
        return Ok(pixels);
    }
    let blend = pixels.is_transparent();
    if blend {
        pixels.premultiply();
    }
    let (less, lower_by) = (pixels.width as i64 - width as i64, pixels.height as i64 - height as i64);
    let columns_first = if lies { !is_tall(lower_by, less) } else { is_tall(less, lower_by) };
    if columns_first && pixels.height != height {
        pixels = lower(&pixels, height)?;
    }
    if pixels.width != width {
        pixels = narrow(&pixels, width)?;
    }
    if pixels.height != height {
        pixels = lower(&pixels, height)?;
    }
    if blend {
        pixels.unpremultiply();
    }
    Ok(pixels)
}

/// Whether the height shrinks so much more than the width that it goes first: Pillow's rule since its version 13.
const fn is_tall(less_width: i64, less_height: i64) -> bool {
    less_height > 0 && less_height > 2 * less_width
}

fn narrow(from: &Pixels, width: usize) -> Result<Pixels, String> {
    let channels = from.kind.channels();
    let weights = Weights::new(from.width, width);
    let mut data = zeroed(width * from.height * channels)?;
    // Longer than a row: whoever reads four at once may read over its end.
    let mut row = vec![0; from.width * channels + 16];
    for (y, out) in data.chunks_exact_mut(width * channels).enumerate() {
        row[..from.width * channels].copy_from_slice(from.row(y));
        match channels {
            1 => lanes::narrow_one(&row, out, &weights),
            2 => plain::narrow::<2>(&row, out, &weights),
            3 => lanes::narrow_many::<3>(&row, out, &weights),
            _ => lanes::narrow_many::<4>(&row, out, &weights),
        }
    }
    Ok(Pixels { width, height: from.height, kind: from.kind, data })
}

fn lower(from: &Pixels, height: usize) -> Result<Pixels, String> {
    let stride = from.width * from.kind.channels();
    let weights = Weights::new(from.height, height);
    let mut data = zeroed(stride * height)?;
    for (y, out) in data.chunks_exact_mut(stride).enumerate() {
        let span = weights.spans[y];
        let rows = &from.data[span.first * stride..(span.first + span.count) * stride];
        lanes::lower(rows, out, &weights.of(y)[..span.count]);
    }
    Ok(Pixels { width: from.width, height, kind: from.kind, data })
}

#[cfg(test)]
mod tests {
    use super::resize;
    use crate::pixels::{Kind, Pixels};

    #[test]
    fn keeps_what_is_plain() {
        for kind in [Kind::Grey, Kind::GreyAlpha, Kind::Rgb, Kind::Rgba] {
            let channels = kind.channels();
            let data = [200, 100, 50, 128][..channels].repeat(37 * 23);
            let pixels = Pixels { width: 37, height: 23, kind, data };
            let first: Vec<u8> = pixels.data[..channels].to_vec();
            for (width, height) in [(1, 1), (5, 40), (100, 3), (37, 22), (36, 23)] {
                let small = resize(pixels.clone(), width, height, width % 2 == 0).unwrap_or_else(|e| panic!("{e}"));
                assert_eq!(small.data.len(), width * height * channels);
                for pixel in small.data.chunks_exact(channels) {
                    assert!(pixel.iter().zip(&first).all(|(a, b)| a.abs_diff(*b) <= 2), "{kind:?} {pixel:?} {first:?}");
                }
            }
        }
    }

    #[test]
    fn colour_under_full_transparency_does_not_bleed() {
        let data = (0..64).flat_map(|x| if x % 2 == 0 { [255, 0, 0, 0] } else { [0, 0, 255, 255] }).collect();
        let small = resize(Pixels { width: 64, height: 1, kind: Kind::Rgba, data }, 8, 1, false)
            .unwrap_or_else(|e| panic!("{e}"));
        for pixel in small.data.chunks_exact(4) {
            assert_eq!(pixel[0], 0);
            assert!(pixel[2] > 250 && pixel[3].abs_diff(128) < 8, "{pixel:?}");
        }
    }
}
