#![cfg_attr(target_arch = "wasm32", allow(dead_code))]

use super::HALF;
use super::weights::{BITS, Weights};

pub fn narrow<const CHANNELS: usize>(row: &[u8], out: &mut [u8], weights: &Weights) {
    for (at, pixel) in out.chunks_exact_mut(CHANNELS).enumerate() {
        let span = weights.spans[at];
        let mut sums = [HALF; CHANNELS];
        for (source, weight) in row[span.first * CHANNELS..].chunks_exact(CHANNELS).zip(&weights.of(at)[..span.count]) {
            for (sum, colour) in sums.iter_mut().zip(source) {
                *sum += i32::from(*colour) * weight;
            }
        }
        for (colour, sum) in pixel.iter_mut().zip(sums) {
            *colour = (sum >> BITS).clamp(0, 255) as u8;
        }
    }
}

pub fn narrow_one(row: &[u8], out: &mut [u8], weights: &Weights) {
    narrow::<1>(row, out, weights);
}

pub fn narrow_many<const CHANNELS: usize>(row: &[u8], out: &mut [u8], weights: &Weights) {
    narrow::<CHANNELS>(row, out, weights);
}

/// `rows` are as many as `weights`, each as long as `out`.
pub fn lower(rows: &[u8], out: &mut [u8], weights: &[i32]) {
    let stride = out.len();
    for (x, colour) in out.iter_mut().enumerate() {
        let column = rows.iter().skip(x).step_by(stride);
        let sum: i32 = column.zip(weights).map(|(colour, weight)| i32::from(*colour) * weight).sum();
        *colour = ((HALF + sum) >> BITS).clamp(0, 255) as u8;
    }
}
