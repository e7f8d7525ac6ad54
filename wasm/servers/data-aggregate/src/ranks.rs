use crate::number::{real, whole};
use crate::order::order;
use serde_json::Value;

/// Integers up to here and floats tell the same numbers.
pub const EXACT: i128 = 1 << 53;

/// The numbers of one field by their rank.
pub struct Ranks {
    floats: Vec<f64>,
    /// The integers among them from 2^53 on, which a float may have rounded.
    large: Vec<i128>,
    /// Whether there are integers only, which are then written as such.
    whole: bool,
}

impl Ranks {
    pub fn new(mut floats: Vec<f64>, large: &[i128], whole: bool) -> Self {
        floats.sort_unstable_by(f64::total_cmp);
        let large = order(large.len(), &|a, b| large[a].cmp(&large[b])).into_iter().map(|at| large[at]).collect();
        Self { floats, large, whole }
    }

    /// With linear interpolation between neighbours, as numpy and pandas do by default; where it falls on one number, that
    /// number as it was given.
    pub fn percentile(&self, percent: usize) -> Value {
        let Some(last) = self.floats.len().checked_sub(1) else { return Value::Null };
        let (place, part) = (percent * last / 100, (percent * last % 100) as f64 / 100.0);
        let next = (place + 1).min(last);
        let (low, high) = (self.floats[place], self.floats[next]);
        if part == 0.0 || (low == high && self.at(place) == self.at(next)) {
            return self.at(place);
        }
        // From the nearer end, so that neighbours that are equal as floats give themselves.
        real(if part < 0.5 { low + (high - low) * part } else { high - (high - low) * (1.0 - part) })
    }

    fn at(&self, rank: usize) -> Value {
        let float = self.floats[rank];
        if float.abs() < EXACT as f64 {
            return if self.whole { whole(float as i128) } else { real(float) };
        }
        // Numbers that are equal as floats stand together; the floats among them are the integer that they are written as.
        let start = self.floats.partition_point(|one| one < &float);
        let count = self.floats.partition_point(|one| one <= &float) - start;
        let from = self.large.partition_point(|one| (*one as f64) < float);
        let to = self.large.partition_point(|one| (*one as f64) <= float);
        let (integers, rank) = (&self.large[from..to], rank - start);
        let (reals, below) = (count - integers.len(), integers.partition_point(|one| *one < float as i128));
        match rank {
            _ if rank < below => whole(integers[rank]),
            _ if rank < below + reals => real(float),
            _ => whole(integers[rank - reals]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EXACT, Ranks};

    fn ranked(floats: &[f64], integers: &[i128]) -> Ranks {
        let all = floats.iter().copied().chain(integers.iter().map(|one| *one as f64)).collect();
        let large: Vec<i128> = integers.iter().copied().filter(|one| one.abs() >= EXACT).collect();
        Ranks::new(all, &large, floats.is_empty())
    }

    #[test]
    fn keeps_integers_that_floats_round() {
        let of = ranked(&[], &[EXACT + 3, -EXACT - 1, EXACT + 1, EXACT, 7]);
        let all: Vec<String> =
            [0, 25, 50, 75, 100].into_iter().map(|percent| of.percentile(percent).to_string()).collect();
        assert_eq!(all, ["-9007199254740993", "7", "9007199254740992", "9007199254740993", "9007199254740995"]);
        assert_eq!(ranked(&[], &[i128::MAX, i128::MIN + 1]).percentile(100).to_string(), i128::MAX.to_string());
    }

    #[test]
    fn writes_floats_between_neighbours_and_among_floats() {
        assert_eq!(ranked(&[], &[1, 3]).percentile(50).to_string(), "2.0");
        assert_eq!(ranked(&[], &[3, 3]).percentile(99).to_string(), "3");
        assert_eq!(ranked(&[2.5], &[3]).percentile(100).to_string(), "3.0");
        assert_eq!(ranked(&[0.1, 0.1], &[]).percentile(75).to_string(), "0.1");
        assert_eq!(ranked(&[], &[EXACT, EXACT + 1]).percentile(25).to_string(), "9007199254740992.0");
    }

    #[test]
    fn ranks_integers_and_floats_that_are_equal_as_floats() {
        let ten = 10_000_000_000_000_000;
        let of = ranked(&[1e16, 1e16, 1e300], &[ten + 1, ten - 1]);
        let all: Vec<String> =
            [0, 25, 50, 75, 100].into_iter().map(|percent| of.percentile(percent).to_string()).collect();
        assert_eq!(all, ["9999999999999999", "1e+16", "1e+16", "10000000000000001", "1e+300"]);
    }
}
