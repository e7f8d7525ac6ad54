/// How far the Lanczos kernel reaches, in source pixels where nothing is shrunk.
const LOBES: f64 = 3.0;
/// Of the fixed-point weights: eight bits of a colour and two for overshoots leave as many.
pub const BITS: u32 = 32 - 8 - 2;

/// For each pixel of one axis of the result, which pixels of the source it is made of, and how much of each.
pub struct Weights {
    pub spans: Vec<Span>,
    fixed: Vec<i32>,
    most: usize,
}

#[derive(Clone, Copy)]
pub struct Span {
    pub first: usize,
    pub count: usize,
}

impl Weights {
    pub fn new(source: usize, target: usize) -> Self {
        let ratio = source as f64 / target as f64;
        let stretch = ratio.max(1.0);
        let support = LOBES * stretch;
        // Rounded up to four, so that weights can be read in fours; the rest stays zero.
        let most = (support.ceil() as usize * 2 + 1).next_multiple_of(4);
        let mut spans = Vec::with_capacity(target);
        let mut fixed = vec![0; most * target];
        let mut exact = vec![0.0; most];
        for (at, weights) in fixed.chunks_exact_mut(most).enumerate() {
            let centre = (at as f64 + 0.5) * ratio;
            let first = (centre - support + 0.5).max(0.0) as usize;
            let end = ((centre + support + 0.5) as usize).min(source);
            let span = Span { first, count: end - first };
            for (x, weight) in exact[..span.count].iter_mut().enumerate() {
                *weight = lanczos(((x + first) as f64 - centre + 0.5) * (1.0 / stretch));
            }
            let sum: f64 = exact[..span.count].iter().sum();
            for (weight, exact) in weights.iter_mut().zip(&exact[..span.count]) {
                let part = if sum == 0.0 { *exact } else { exact / sum } * f64::from(1 << BITS);
                *weight = if part < 0.0 { part - 0.5 } else { part + 0.5 } as i32;
            }
            spans.push(span);
        }
        Self { spans, fixed, most }
    }

    /// Of the pixel `at`: those of its span, then zeros up to a multiple of four at least.
    pub fn of(&self, at: usize) -> &[i32] {
        &self.fixed[at * self.most..(at + 1) * self.most]
    }
}

fn lanczos(x: f64) -> f64 {
    if (-LOBES..LOBES).contains(&x) { sinc(x) * sinc(x / LOBES) } else { 0.0 }
}

fn sinc(x: f64) -> f64 {
    let x = x * std::f64::consts::PI;
    if x == 0.0 { 1.0 } else { x.sin() / x }
}

#[cfg(test)]
mod tests {
    use super::{BITS, Weights};

    #[test]
    fn every_pixel_gets_one_whole() {
        for (source, target) in [(1, 1), (1, 7), (7, 1), (4000, 1024), (1024, 4000), (3, 2), (65_535, 8)] {
            let weights = Weights::new(source, target);
            assert_eq!(weights.spans.len(), target);
            for (at, span) in weights.spans.iter().enumerate() {
                assert!(span.count > 0 && span.first + span.count <= source);
                assert!(weights.of(at).len() >= span.count.next_multiple_of(4));
                let sum: i64 = weights.of(at).iter().map(|weight| i64::from(*weight)).sum();
                assert!((sum - (1 << BITS)).abs() <= span.count as i64, "{source} {target} {at} {sum}");
            }
        }
    }
}
