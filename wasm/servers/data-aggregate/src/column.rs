use crate::number::{Reading, read, real, real_if, whole};
use crate::ranks::{EXACT, Ranks};
use serde_json::{Value, json};

/// The numbers of one field, gathered row by row.
#[derive(Default)]
pub struct Column {
    /// All numbers, for whatever does not have to be exact.
    numbers: Vec<f64>,
    /// The integers from 2^53 on, which a float may round.
    large: Vec<i128>,
    whole_sum: i128,
    whole_range: Option<(i128, i128)>,
    real_sum: Sum,
    real_range: Option<(f64, f64)>,
    missing: u64,
    other: u64,
}

/// Adds with the rounding error carried along (Neumaier), so that the order of rows hardly matters.
#[derive(Default)]
struct Sum {
    sum: f64,
    rest: f64,
}

impl Sum {
    fn add(&mut self, number: f64) {
        let sum = self.sum + number;
        self.rest += if self.sum.abs() >= number.abs() { (self.sum - sum) + number } else { (number - sum) + self.sum };
        self.sum = sum;
    }

    fn total(&self) -> f64 {
        // Beyond the largest float there is no rest, only NaN.
        if self.sum.is_finite() { self.sum + self.rest } else { self.sum }
    }
}

impl Column {
    pub fn add(&mut self, value: Option<&Value>) -> Result<(), String> {
        match read(value) {
            Reading::Whole(number) => {
                self.whole_sum = self.whole_sum.checked_add(number).ok_or("The sum has more than 38 digits.")?;
                let (least, most) = self.whole_range.unwrap_or((number, number));
                self.whole_range = Some((least.min(number), most.max(number)));
                self.numbers.push(number as f64);
                if number <= -EXACT || number >= EXACT {
                    self.large.push(number);
                }
            }
            Reading::Real(number) => {
                self.real_sum.add(number);
                let (least, most) = self.real_range.unwrap_or((number, number));
                self.real_range = Some((least.min(number), most.max(number)));
                self.numbers.push(number);
            }
            Reading::Missing => self.missing += 1,
            Reading::Other => self.other += 1,
            Reading::TooLarge => {
                return Err("A number is too large: integers may have 38 digits, others go up to 1.79e308.".to_owned());
            }
        }
        Ok(())
    }

    pub fn finish(self) -> Value {
        let count = self.numbers.len();
        let total = self.whole_sum as f64 + self.real_sum.total();
        let mean = (count > 0).then(|| total / count as f64);
        let (least, most) = self.range();
        let std = real_if(mean.and_then(|mean| deviation(&self.numbers, mean)));
        let whole_only = self.real_range.is_none();
        let ranks = Ranks::new(self.numbers, &self.large, whole_only);
        let at = |percent| ranks.percentile(percent);
        json!({
            "count": count,
            "sum": if whole_only { whole(self.whole_sum) } else { real(total) },
            "mean": real_if(mean),
            "min": least,
            "max": most,
            "median": at(50),
            "std": std,
            "p25": at(25),
            "p50": at(50),
            "p75": at(75),
            "p90": at(90),
            "p95": at(95),
            "p99": at(99),
            "missing": self.missing,
            "not_numeric": self.other
        })
    }

    /// The least and the largest number.
    pub fn range(&self) -> (Value, Value) {
        (
            self.end(|(least, _)| least, |(least, _)| least, |whole, real| whole <= real),
            self.end(|(_, most)| most, |(_, most)| most, |whole, real| whole >= real),
        )
    }

    /// Among floats an integer is written as one, as pandas does, unless that would change it.
    fn end(
        &self,
        of_whole: impl Fn((i128, i128)) -> i128,
        of_real: impl Fn((f64, f64)) -> f64,
        wins: impl Fn(f64, f64) -> bool,
    ) -> Value {
        match (self.whole_range.map(of_whole), self.real_range.map(of_real)) {
            (None, None) => Value::Null,
            (Some(number), None) => whole(number),
            (None, Some(number)) => real(number),
            (Some(one), Some(other)) if !wins(one as f64, other) => real(other),
            (Some(one), Some(_)) if one.abs() <= EXACT => real(one as f64),
            (Some(one), Some(_)) => whole(one),
        }
    }
}

/// Of a sample: divided by n - 1.
fn deviation(numbers: &[f64], mean: f64) -> Option<f64> {
    let mut squares = Sum::default();
    for number in numbers {
        squares.add((number - mean) * (number - mean));
    }
    (numbers.len() > 1).then(|| (squares.total() / (numbers.len() - 1) as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::Column;
    use serde_json::{Value, json};

    fn column(values: Value) -> Value {
        let mut column = Column::default();
        for value in values.as_array().unwrap() {
            column.add(Some(value)).unwrap();
        }
        column.finish()
    }

    #[test]
    fn keeps_integers_whole() {
        let of = column(json!([9_007_199_254_740_993_i64, u64::MAX, null, "x", "2"]));
        assert_eq!(of["sum"].to_string(), "18455751272964292610");
        assert_eq!(of["min"].to_string(), "2");
        assert_eq!(of["max"].to_string(), "18446744073709551615");
        assert_eq!((of["missing"].as_u64(), of["not_numeric"].as_u64()), (Some(1), Some(1)));
    }

    #[test]
    fn writes_floats_among_floats() {
        let of = column(json!([1, 2.5, 4]));
        assert_eq!(
            (of["min"].to_string(), of["max"].to_string(), of["sum"].to_string()),
            ("1.0".into(), "4.0".into(), "7.5".into())
        );
        let large = column(json!([9_007_199_254_740_993_i64, 2.5]));
        assert_eq!(large["max"].to_string(), "9007199254740993");
        assert_eq!(column(json!([0.1, 0.2, 0.3, 1e100, -1e100]))["sum"].to_string(), "0.6");
    }

    #[test]
    fn knows_one_and_none() {
        let one = column(json!([5]));
        assert_eq!((one["std"].clone(), one["p99"].to_string()), (Value::Null, "5".into()));
        let none = column(json!([null]));
        assert_eq!((none["sum"].to_string(), none["mean"].clone()), ("0".into(), Value::Null));
    }

    #[test]
    fn keeps_a_median_that_is_an_integer() {
        let of = column(json!([9_007_199_254_740_993_i64]));
        for name in ["median", "p25", "p50", "p75", "p90", "p95", "p99"] {
            assert_eq!(of[name].to_string(), "9007199254740993", "{name}");
        }
        assert_eq!(column(json!([1, 2]))["median"].to_string(), "1.5");
    }

    #[test]
    fn says_when_a_sum_is_too_large() {
        let most: Value = serde_json::from_str("170141183460469231731687303715884105727").unwrap();
        let mut column = Column::default();
        assert_eq!(column.add(Some(&most)), Ok(()));
        assert_eq!(column.add(Some(&json!(1))), Err("The sum has more than 38 digits.".to_owned()));
    }
}
