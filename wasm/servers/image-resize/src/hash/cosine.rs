use super::passes::{Line, by_four, by_two};
use std::f64::consts::PI;

pub const SIDE: usize = 32;
const HALF: usize = SIDE / 2;

/// The cosine transform (type II) of a square of bytes: of its columns, then of its rows. Summed up as a fast Fourier transform
/// does it, as in SciPy: where the sum is zero it is exactly zero, and not noise that would decide about bits of a hash.
pub fn transform(square: &[u8]) -> Vec<f64> {
    let cosine = Cosine::new();
    let mut result = vec![0.0; SIDE * SIDE];
    for x in 0..SIDE {
        let mut column = [0.0; SIDE];
        for (value, byte) in column.iter_mut().zip(square.iter().skip(x).step_by(SIDE)) {
            *value = f64::from(*byte);
        }
        for (y, value) in cosine.transform(column).into_iter().enumerate() {
            result[y * SIDE + x] = value;
        }
    }
    for row in result.chunks_exact_mut(SIDE) {
        let mut line = [0.0; SIDE];
        line.copy_from_slice(row);
        row.copy_from_slice(&cosine.transform(line));
    }
    result
}

/// The factors of one length, computed once.
struct Cosine {
    /// Of an eighth of a circle and more, for the way from Fourier to cosines.
    quarter: [f64; SIDE],
    /// Cosines and sines of the whole circle.
    circle: [(f64, f64); SIDE],
}

impl Cosine {
    fn new() -> Self {
        Self {
            quarter: std::array::from_fn(|at| (2.0 * PI * (at + 1) as f64 / (4 * SIDE) as f64).cos()),
            circle: std::array::from_fn(|at| {
                let angle = 2.0 * PI * at as f64 / SIDE as f64;
                (angle.cos(), angle.sin())
            }),
        }
    }

    fn transform(&self, mut line: Line) -> Line {
        line[0] *= 2.0;
        line[SIDE - 1] *= 2.0;
        for pair in line[1..SIDE - 1].chunks_exact_mut(2) {
            (pair[0], pair[1]) = (pair[1] + pair[0], pair[1] - pair[0]);
        }
        let line = by_two(&line, |i| self.circle[i]);
        let line = by_four::<4, 2>(&line, |part, i| self.circle[2 * part * i]);
        let mut line = by_four::<1, 8>(&line, |_, _| (1.0, 0.0));
        for low in 1..HALF {
            let high = SIDE - low;
            let (small, large) = (self.quarter[low - 1], self.quarter[high - 1]);
            let sum = small * line[high] + large * line[low];
            let difference = small * line[low] - large * line[high];
            line[low] = 0.5 * (sum + difference);
            line[high] = 0.5 * (sum - difference);
        }
        line[HALF] *= self.quarter[HALF - 1];
        line
    }
}

#[cfg(test)]
mod tests {
    use super::{SIDE, transform};
    use std::f64::consts::PI;

    #[test]
    fn is_the_cosine_transform() {
        let square: Vec<u8> = (0..SIDE * SIDE).map(|at| (at * at * 7 + at / 5) as u8).collect();
        let found = transform(&square);
        for (v, u) in [(0, 0), (0, 1), (1, 0), (3, 7), (16, 16), (31, 31), (5, 30)] {
            let wave = |k: usize, n: usize| (PI * k as f64 * (2 * n + 1) as f64 / (2 * SIDE) as f64).cos();
            let terms =
                square.iter().enumerate().map(|(at, byte)| f64::from(*byte) * wave(v, at / SIDE) * wave(u, at % SIDE));
            let sum = 4.0 * terms.sum::<f64>();
            assert!((found[v * SIDE + u] - sum).abs() < 1e-6, "{v} {u}");
        }
    }

    #[test]
    fn flat_is_exactly_nothing_but_its_mean() {
        let found = transform(&[77; SIDE * SIDE]);
        assert_eq!(found[0], 4.0 * 77.0 * (SIDE * SIDE) as f64);
        assert!(found[1..].iter().all(|value| *value == 0.0));
    }
}
