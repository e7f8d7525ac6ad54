use serde_json::{Number, Value};

/// What a field holds, seen as a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    Whole(i128),
    Real(f64),
    /// Not there, null, or a text that stands for nothing.
    Missing,
    /// Something else, such as a text, a truth value or a list.
    Other,
    /// A number that neither 128 bits nor a float can hold.
    TooLarge,
}

/// Texts that hold a number count as one, as with `pandas.to_numeric`.
pub fn read(value: Option<&Value>) -> Reading {
    match value {
        None | Some(Value::Null) => Reading::Missing,
        Some(Value::Number(number)) => parse(number.as_str()).unwrap_or(Reading::Other),
        Some(Value::String(text)) => read_text(text.trim()),
        Some(_) => Reading::Other,
    }
}

fn read_text(text: &str) -> Reading {
    if stands_for_nothing(text) {
        return Reading::Missing;
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    // Rust's own parser also takes "inf" and "infinity", which JSON could not carry back.
    if !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return Reading::Other;
    }
    match parse(text) {
        Some(Reading::TooLarge) | None => Reading::Other,
        Some(reading) => reading,
    }
}

fn stands_for_nothing(text: &str) -> bool {
    text.len() <= 4
        && ["", "nan", "null", "none", "n/a", "na", "nat", "-"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn parse(text: &str) -> Option<Reading> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    // 64 bits are read several times as fast.
    if let Some(number) = (text.len() <= 18).then(|| text.parse::<i64>().ok()).flatten() {
        return Some(Reading::Whole(i128::from(number)));
    }
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().map_or(Reading::TooLarge, Reading::Whole));
    }
    let number: f64 = text.parse().ok()?;
    Some(if number.is_finite() { Reading::Real(number) } else { Reading::TooLarge })
}

impl Reading {
    pub fn as_float(self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(number as f64),
            Self::Real(number) => Some(number),
            _ => None,
        }
    }
}

pub fn whole(number: i128) -> Value {
    Number::from_i128(number).map_or(Value::Null, Value::Number)
}

/// As Python writes it: 3.0, 1e+16, 1e-05. Null for what JSON cannot carry.
pub fn real(number: f64) -> Value {
    let Some(shortest) = Number::from_f64(number) else { return Value::Null };
    python(shortest.as_str()).parse().map_or(Value::Null, Value::Number)
}

pub fn real_if(number: Option<f64>) -> Value {
    number.map_or(Value::Null, real)
}

/// Lays the shortest digits out anew: Python changes to an exponent below 0.0001 and from 1e16 on.
fn python(text: &str) -> String {
    let (sign, size) = text.strip_prefix('-').map_or(("", text), |size| ("-", size));
    let (digits, exponent) = size.split_once('e').unwrap_or((size, "0"));
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{before}{after}");
    let zeros = all.len() - all.trim_start_matches('0').len();
    let digits = all.trim_matches('0');
    if digits.is_empty() {
        return format!("{sign}0.0");
    }
    // Where the point stands: behind that many of the digits.
    let point = before.len() as i32 - zeros as i32 + exponent.parse::<i32>().unwrap_or_default();
    match point {
        17.. | ..=-4 => {
            let exponent = point - 1;
            let mark = if exponent < 0 { '-' } else { '+' };
            let rest = if digits.len() > 1 { format!(".{}", &digits[1..]) } else { String::new() };
            format!("{sign}{}{rest}e{mark}{:02}", &digits[..1], exponent.abs())
        }
        ..=0 => format!("{sign}0.{}{digits}", "0".repeat(-point as usize)),
        _ if digits.len() <= point as usize => format!("{sign}{digits}{}.0", "0".repeat(point as usize - digits.len())),
        _ => format!("{sign}{}.{}", &digits[..point as usize], &digits[point as usize..]),
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, read, real, whole};
    use serde_json::{Value, json};

    #[test]
    fn reads_what_counts_as_a_number() {
        let of = |value: Value| read(Some(&value));
        assert_eq!(of(json!(9_007_199_254_740_993_i64)), Reading::Whole(9_007_199_254_740_993));
        assert_eq!(of(json!("-12")), Reading::Whole(-12));
        assert_eq!(of(json!(" 1.5e3 ")), Reading::Real(1500.0));
        assert_eq!(of(json!(".5")), Reading::Real(0.5));
        for nothing in [json!(null), json!(""), json!("NaN"), json!("N/A"), json!("none")] {
            assert_eq!(of(nothing.clone()), Reading::Missing, "{nothing}");
        }
        for other in [json!("inf"), json!("1,234"), json!("x"), json!(true), json!([1]), json!("1e999"), json!("--1")] {
            assert_eq!(of(other.clone()), Reading::Other, "{other}");
        }
        let huge: Value = serde_json::from_str("170141183460469231731687303715884105728").unwrap();
        assert_eq!(of(huge), Reading::TooLarge);
        let most: Value = serde_json::from_str("170141183460469231731687303715884105727").unwrap();
        assert_eq!(of(most), Reading::Whole(i128::MAX));
        assert_eq!(of(serde_json::from_str("1e400").unwrap()), Reading::TooLarge);
    }

    #[test]
    fn writes_as_python_does() {
        for (number, text) in [
            (3.0, "3.0"),
            (-0.0, "-0.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (1.5e-5, "1.5e-05"),
            (0.0001, "0.0001"),
            (0.00001234, "1.234e-05"),
            (-123.456, "-123.456"),
            (9_999_999_999_999_998.0, "9999999999999998.0"),
            (0.05, "0.05"),
            (1e22, "1e+22"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(real(number).to_string(), text);
        }
        assert_eq!(real(f64::NAN), Value::Null);
        assert_eq!(whole(i128::MIN).to_string(), "-170141183460469231731687303715884105728");
    }
}
