/// How large the result is to be, as it is seen upright; None where nobody said.
#[derive(Clone, Copy, Default)]
pub struct Wanted {
    pub width: Option<usize>,
    pub height: Option<usize>,
    pub longest: Option<usize>,
}

impl Wanted {
    /// Width and height together are taken as they are, one of them keeps the proportions, and both may enlarge; the longest
    /// side only ever shrinks what comes out.
    pub fn of(self, (width, height): (usize, usize)) -> (usize, usize) {
        let ratio = width as f64 / height as f64;
        let size = match (self.width, self.height) {
            (Some(wide), Some(high)) => (wide, high),
            (Some(wide), None) => (wide, nearest(wide as f64 / ratio, |high| (ratio - wide as f64 / high).abs())),
            (None, Some(high)) => (nearest(high as f64 * ratio, |wide| (ratio - wide / high as f64).abs()), high),
            (None, None) => (width, height),
        };
        self.longest.map_or(size, |longest| fit(size, longest))
    }
}

fn fit((width, height): (usize, usize), longest: usize) -> (usize, usize) {
    if width.max(height) <= longest {
        return (width, height);
    }
    let ratio = width as f64 / height as f64;
    let side = longest as f64;
    if ratio <= 1.0 {
        (nearest(side * ratio, |wide| (ratio - wide / side).abs()), longest)
    } else {
        (longest, nearest(side / ratio, |high| (ratio - side / high).abs()))
    }
}

/// Of the two whole numbers around it, the one that bends the proportions less; as Pillow rounds its thumbnails.
fn nearest(side: f64, error: impl Fn(f64) -> f64) -> usize {
    let (low, high) = (side.floor(), side.ceil());
    let best = if low >= 1.0 && error(low) <= error(high) { low } else { high };
    (best as usize).max(1)
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    fn size(width: Option<usize>, height: Option<usize>, longest: Option<usize>) -> (usize, usize) {
        Wanted { width, height, longest }.of((400, 300))
    }

    #[test]
    fn keeps_proportions_unless_both_are_given() {
        assert_eq!(size(Some(200), None, None), (200, 150));
        assert_eq!(size(None, Some(600), None), (800, 600));
        assert_eq!(size(Some(50), Some(80), None), (50, 80));
        assert_eq!(size(None, None, None), (400, 300));
    }

    #[test]
    fn longest_side_never_enlarges() {
        assert_eq!(size(None, None, Some(100)), (100, 75));
        assert_eq!(size(None, None, Some(1000)), (400, 300));
        assert_eq!(size(Some(800), None, Some(500)), (500, 375));
        assert_eq!(Wanted { longest: Some(1), ..Wanted::default() }.of((10_000, 3)), (1, 1));
        assert_eq!(Wanted { longest: Some(150), ..Wanted::default() }.of((3, 10_000)), (1, 150));
    }
}
