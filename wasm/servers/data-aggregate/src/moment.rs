use crate::number::{Reading, read};
use serde_json::Value;

const SECOND: i128 = 1_000_000_000;

/// Nanoseconds since 1970, as UTC where no zone is given, of an ISO 8601 time or of a count of s, ms, µs or ns since then.
pub fn moment(value: Option<&Value>) -> Option<i128> {
    if let Some(Value::String(text)) = value {
        if let Some(time) = iso(text.trim()) {
            return Some(time);
        }
    }
    match read(value) {
        Reading::Whole(number) => number.checked_mul(unit(number as f64)),
        // A float holds no nanoseconds of this century, but microseconds.
        Reading::Real(number) => {
            let micros = number * (unit(number) as f64 / 1000.0);
            (micros.abs() < 1e30).then(|| micros.round() as i128 * 1000)
        }
        _ => None,
    }
    .filter(|time| time.abs() < 400_000_000_000 * SECOND)
}

/// Seconds up to the year 5138, milliseconds from 1973 on, and so on: each is a thousand times the one before.
fn unit(number: f64) -> i128 {
    match number.abs() {
        size if size < 1e11 => SECOND,
        size if size < 1e14 => 1_000_000,
        size if size < 1e17 => 1000,
        _ => 1,
    }
}

/// `2026-11-21`, `2026-11`, `2026-11-21T15:36`, `2026/11/21 15:36:01.5+01:00` ...
fn iso(text: &str) -> Option<i128> {
    let mut rest = text;
    let year = digits(&mut rest, 4)?;
    let mark = ['-', '/'].into_iter().find(|mark| rest.starts_with(*mark))?;
    rest = rest.strip_prefix(mark)?;
    let month = digits(&mut rest, 2)?;
    let mut day = 1;
    if let Some(after) = rest.strip_prefix(mark) {
        rest = after;
        day = digits(&mut rest, 2)?;
    }
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    let midnight = days(year, month, day) * 86_400;
    if rest.is_empty() {
        return Some(i128::from(midnight) * SECOND);
    }
    rest = rest.strip_prefix(['T', 't', ' '])?;
    let (seconds, nanos) = clock(&mut rest)?;
    let offset = zone(rest.trim_start())?;
    Some(i128::from(midnight + seconds - offset) * SECOND + i128::from(nanos))
}

fn clock(rest: &mut &str) -> Option<(i64, i64)> {
    let hours = digits(rest, 2)?;
    *rest = rest.strip_prefix(':')?;
    let minutes = digits(rest, 2)?;
    let mut seconds = 0;
    let mut nanos = 0;
    if let Some(after) = rest.strip_prefix(':') {
        *rest = after;
        seconds = digits(rest, 2)?;
        if let Some(after) = rest.strip_prefix(['.', ',']) {
            let length = after.bytes().take_while(u8::is_ascii_digit).count();
            // More than nine digits are cut, fewer filled up.
            nanos = format!("{:0<9.9}", &after[..length]).parse().ok().filter(|_| length > 0)?;
            *rest = &after[length..];
        }
    }
    (hours < 24 && minutes < 60 && seconds <= 60).then_some((hours * 3600 + minutes * 60 + seconds, nanos))
}

/// Seconds ahead of UTC.
fn zone(text: &str) -> Option<i64> {
    if text.is_empty() || text.eq_ignore_ascii_case("z") || text.eq_ignore_ascii_case("utc") {
        return Some(0);
    }
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let mut rest = &text[1..];
    let hours = digits(&mut rest, 2)?;
    let minutes = if rest.is_empty() {
        0
    } else {
        rest = rest.strip_prefix(':').unwrap_or(rest);
        digits(&mut rest, 2)?
    };
    (rest.is_empty() && hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn digits(rest: &mut &str, count: usize) -> Option<i64> {
    let (number, after) = rest.split_at_checked(count)?;
    *rest = after;
    number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok()).flatten()
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the Gregorian calendar; years begin in March so that a leap day is their last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day
        - 719_469
}

/// ISO 8601 in UTC, with as many decimals as there are.
pub fn write(time: i128) -> String {
    let seconds = time.div_euclid(SECOND) as i64;
    let nanos = time.rem_euclid(SECOND);
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // A guess by the mean length of a year, then the year that the day is really in.
    let mut year = 1970 + (day * 400).div_euclid(146_097) + 1;
    while days(year, 1, 1) > day {
        year -= 1;
    }
    let month = (1..=12).rev().find(|month| days(year, *month, 1) <= day).unwrap_or(1);
    let date = day - days(year, month, 1) + 1;
    let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    let decimals = if nanos == 0 { String::new() } else { format!(".{nanos:09}").trim_end_matches('0').to_owned() };
    format!("{year:04}-{month:02}-{date:02}T{clock}{decimals}Z")
}

#[cfg(test)]
mod tests {
    use super::{moment, write};
    use serde_json::{Value, json};

    fn written(value: Value) -> String {
        moment(Some(&value)).map(write).unwrap_or_default()
    }

    #[test]
    fn reads_what_people_write() {
        for (value, time) in [
            (json!("2026-11-21"), "2026-11-21T00:00:00Z"),
            (json!("2026-11"), "2026-11-01T00:00:00Z"),
            (json!("2026/11/21 15:36"), "2026-11-21T15:36:00Z"),
            (json!("2026-11-21T15:36:01.5+01:00"), "2026-11-21T14:36:01.5Z"),
            (json!("2026-11-21T00:36:01,123456789123 -0530"), "2026-11-21T06:06:01.123456789Z"),
            (json!("2024-02-29T23:59:60Z"), "2024-03-01T00:00:00Z"),
            (json!("1969-12-31T23:59:59.9Z"), "1969-12-31T23:59:59.9Z"),
            (json!(1_700_000_000), "2023-11-14T22:13:20Z"),
            (json!("1700000000123"), "2023-11-14T22:13:20.123Z"),
            (json!(1_700_000_000.25), "2023-11-14T22:13:20.25Z"),
            (json!(1_700_000_000_123_456_i64), "2023-11-14T22:13:20.123456Z"),
            (json!(-1), "1969-12-31T23:59:59Z"),
            (json!("0001-01-01"), "0001-01-01T00:00:00Z"),
            (json!("9999-12-31"), "9999-12-31T00:00:00Z"),
        ] {
            assert_eq!(written(value.clone()), time, "{value}");
        }
        for bad in [
            "",
            "2026",
            "x",
            "2026-13-01",
            "2026-02-29",
            "2026-01-01T24:00",
            "2026-01-01T10:00+1",
            "2026-01-01T10:00:00.",
            "20²6-01-01",
        ] {
            let read = written(json!(bad));
            // A year alone is taken for a count of seconds.
            assert!(read.is_empty() || bad == "2026", "{bad} {read}");
        }
        assert_eq!(written(json!(true)), "");
    }

    #[test]
    fn writes_every_day() {
        for day in (-800_000..3_000_000_i128).step_by(97) {
            let time = day * 86_400 * 1_000_000_000;
            let text = write(time);
            if (0..=9999).contains(&text[..4].parse::<i64>().unwrap_or(-1))
                && !text.starts_with('-')
                && text.len() == 20
            {
                assert_eq!(moment(Some(&json!(text))), Some(time), "{text}");
            }
        }
    }
}
