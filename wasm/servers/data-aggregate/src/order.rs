use std::cmp::Ordering;

/// The places 0 to count - 1, sorted; equal ones stay as they are. One sort for everything that is not hot: each further type
/// that is sorted costs kilobytes.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}
