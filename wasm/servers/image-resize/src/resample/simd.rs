//! The same sums as in `plain`, four at once. The functions ask for simd128 themselves: no flag of the build is needed.

use super::HALF;
use super::weights::{BITS, Weights};
use core::arch::wasm32::*;

pub fn narrow_many<const CHANNELS: usize>(row: &[u8], out: &mut [u8], weights: &Weights) {
    narrow_many_lanes::<CHANNELS>(row, out, weights);
}

pub fn narrow_one(row: &[u8], out: &mut [u8], weights: &Weights) {
    narrow_one_lanes(row, out, weights);
}

pub fn lower(rows: &[u8], out: &mut [u8], weights: &[i32]) {
    let whole = out.len() / 16 * 16;
    lower_lanes(rows, out, weights);
    tail(rows, out, weights, whole);
}

/// The last columns, fewer than sixteen.
fn tail(rows: &[u8], out: &mut [u8], weights: &[i32], whole: usize) {
    let stride = out.len();
    for (x, colour) in out.iter_mut().enumerate().skip(whole) {
        let column = rows.iter().skip(x).step_by(stride);
        let sum: i32 = column.zip(weights).map(|(colour, weight)| i32::from(*colour) * weight).sum();
        *colour = ((HALF + sum) >> BITS).clamp(0, 255) as u8;
    }
}

#[target_feature(enable = "simd128")]
fn four(bytes: &[u8]) -> v128 {
    let bytes = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    u32x4_extend_low_u16x8(u16x8_extend_low_u8x16(u32x4_splat(bytes)))
}

/// Rounded and held between 0 and 255, the first four bytes.
#[target_feature(enable = "simd128")]
fn rounded(sums: v128) -> [u8; 4] {
    let words = i32x4_shr(sums, BITS);
    let words = i16x8_narrow_i32x4(words, words);
    u32x4_extract_lane::<0>(u8x16_narrow_i16x8(words, words)).to_le_bytes()
}

#[target_feature(enable = "simd128")]
fn narrow_many_lanes<const CHANNELS: usize>(row: &[u8], out: &mut [u8], weights: &Weights) {
    for (at, pixel) in out.chunks_exact_mut(CHANNELS).enumerate() {
        let span = weights.spans[at];
        let source = &row[span.first * CHANNELS..][..span.count * CHANNELS + 4 - CHANNELS];
        let weights = &weights.of(at)[..span.count];
        let (mut even, mut odd) = (i32x4_splat(HALF), i32x4_splat(0));
        let mut pixels = source.windows(4).step_by(CHANNELS);
        let mut pairs = weights.chunks_exact(2);
        for pair in &mut pairs {
            if let (Some(one), Some(two)) = (pixels.next(), pixels.next()) {
                even = i32x4_add(even, i32x4_mul(four(one), i32x4_splat(pair[0])));
                odd = i32x4_add(odd, i32x4_mul(four(two), i32x4_splat(pair[1])));
            }
        }
        if let ([weight], Some(last)) = (pairs.remainder(), pixels.next()) {
            even = i32x4_add(even, i32x4_mul(four(last), i32x4_splat(*weight)));
        }
        pixel.copy_from_slice(&rounded(i32x4_add(even, odd))[..CHANNELS]);
    }
}

#[target_feature(enable = "simd128")]
fn narrow_one_lanes(row: &[u8], out: &mut [u8], weights: &Weights) {
    for (at, pixel) in out.iter_mut().enumerate() {
        let span = weights.spans[at];
        let padded = span.count.next_multiple_of(4);
        let source = &row[span.first..][..padded];
        let mut sums = i32x4_splat(0);
        // Weights beyond the span are zero: what lies there does not count.
        for (bytes, weights) in source.chunks_exact(4).zip(weights.of(at)[..padded].chunks_exact(4)) {
            let weights = i32x4(weights[0], weights[1], weights[2], weights[3]);
            sums = i32x4_add(sums, i32x4_mul(four(bytes), weights));
        }
        let sum = i32x4_extract_lane::<0>(sums)
            + i32x4_extract_lane::<1>(sums)
            + i32x4_extract_lane::<2>(sums)
            + i32x4_extract_lane::<3>(sums);
        *pixel = ((sum + HALF) >> BITS).clamp(0, 255) as u8;
    }
}

#[target_feature(enable = "simd128")]
fn lower_lanes(rows: &[u8], out: &mut [u8], weights: &[i32]) {
    let stride = out.len();
    for (block, target) in out.chunks_exact_mut(16).enumerate() {
        let half = i32x4_splat(HALF);
        let (mut a, mut b, mut c, mut d) = (half, half, half, half);
        for (row, weight) in rows.chunks_exact(stride).zip(weights) {
            let weight = i32x4_splat(*weight);
            let bytes = load(&row[block * 16..block * 16 + 16]);
            let (low, high) = (u16x8_extend_low_u8x16(bytes), u16x8_extend_high_u8x16(bytes));
            a = i32x4_add(a, i32x4_mul(u32x4_extend_low_u16x8(low), weight));
            b = i32x4_add(b, i32x4_mul(u32x4_extend_high_u16x8(low), weight));
            c = i32x4_add(c, i32x4_mul(u32x4_extend_low_u16x8(high), weight));
            d = i32x4_add(d, i32x4_mul(u32x4_extend_high_u16x8(high), weight));
        }
        let low = i16x8_narrow_i32x4(i32x4_shr(a, BITS), i32x4_shr(b, BITS));
        let high = i16x8_narrow_i32x4(i32x4_shr(c, BITS), i32x4_shr(d, BITS));
        store(u8x16_narrow_i16x8(low, high), target);
    }
}

#[target_feature(enable = "simd128")]
fn load(bytes: &[u8]) -> v128 {
    assert!(bytes.len() >= 16);
    // SAFETY: sixteen bytes are there, and v128 needs no alignment for this.
    unsafe { v128_load(bytes.as_ptr().cast()) }
}

#[target_feature(enable = "simd128")]
fn store(bytes: v128, target: &mut [u8]) {
    assert!(target.len() >= 16);
    // SAFETY: as in `load`.
    unsafe { v128_store(target.as_mut_ptr().cast(), bytes) }
}
