use crate::civil::Civil;

/// Which end of a day is meant where only the day is given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    First,
    Last,
}

const DAY: i64 = 86_400;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// The moment that people write as ISO 8601, `Jan 15 2024`, `2 weeks ago`, `yesterday` or seconds since 1970, in seconds since
/// 1970. Without a zone it is UTC.
pub fn parse(text: &str, now: i64, end: End) -> Result<i64, String> {
    let plain = text.trim().to_ascii_lowercase();
    let seconds = || plain.strip_prefix('@').or((plain.len() > 8).then_some(plain.as_str()))?.parse().ok();
    seconds().or_else(|| relative(&plain, now)).or_else(|| absolute(&plain, end)).ok_or_else(|| {
        format!("'{text}' is no time that is understood here: write 2024-01-15T14:30:25, 2024-01-15, Jan 15 2024, 2 weeks ago or yesterday.")
    })
}

fn relative(text: &str, now: i64) -> Option<i64> {
    let words: Vec<&str> = text.split([' ', '.', ',', '_']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        ["now" | "today"] => return Some(now),
        ["yesterday"] => return Some(now - DAY),
        ["midnight"] => return Some(now - now.rem_euclid(DAY)),
        ["noon"] => {
            let noon = now - now.rem_euclid(DAY) + DAY / 2;
            return Some(if noon > now { noon - DAY } else { noon });
        }
        [day] | ["last", day] if weekday(day).is_some() => {
            let back = (Civil::at(now, 0).weekday() + 7 - weekday(day)?) % 7;
            return Some(now - if back == 0 { 7 } else { back as i64 } * DAY);
        }
        ["last", unit] => return before(now, 1, unit),
        _ => {}
    }
    let (last, pairs) = words.split_last()?;
    if *last != "ago" || pairs.is_empty() || pairs.len() % 2 != 0 {
        return None;
    }
    pairs.chunks_exact(2).try_fold(now, |moment, pair| {
        let count = match pair[0] {
            "a" | "an" | "one" => 1,
            digits => digits.parse().ok().filter(|count| *count < 1_000_000)?,
        };
        before(moment, count, pair[1])
    })
}

fn before(now: i64, count: i64, unit: &str) -> Option<i64> {
    let months = match unit.trim_end_matches('s') {
        "second" | "sec" => return Some(now - count),
        "minute" | "min" => return Some(now - count * 60),
        "hour" => return Some(now - count * 3600),
        "day" => return Some(now - count * DAY),
        "week" => return Some(now - count * 7 * DAY),
        "fortnight" => return Some(now - count * 14 * DAY),
        "month" => count,
        "year" => count * 12,
        _ => return None,
    };
    let civil = Civil::at(now, 0);
    let total = civil.year * 12 + i64::from(civil.month) - 1 - months;
    // The 31st of a shorter month is one of the next, as git counts.
    Some(Civil { year: total.div_euclid(12), month: total.rem_euclid(12) as u32 + 1, ..civil }.seconds())
}

fn weekday(word: &str) -> Option<usize> {
    (word.len() >= 3).then(|| WEEKDAYS.iter().position(|day| word.starts_with(day) && word.len() <= 9)).flatten()
}

fn absolute(text: &str, end: End) -> Option<i64> {
    let spaced = text.replace([',', 't'], " ");
    // A `t` stands between date and time, and in the names of months.
    let source =
        if text.starts_with(|letter: char| letter.is_ascii_digit()) && text.contains('-') { &spaced } else { text };
    let words: Vec<&str> = source.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let (mut day, mut month, mut year) = (None, None, None);
    let mut time = None;
    let mut offset = 0;
    for word in words {
        if let Some((date, rest)) = numbers(word) {
            (year, month, day) = (Some(date[0]), Some(date[1]), Some(date[2]));
            if !rest.is_empty() {
                return None;
            }
        } else if word.contains(':') && time.is_none() {
            let (clock, zone) = split_zone(word);
            time = Some(clock_seconds(clock)?);
            offset = zone_minutes(zone)?;
        } else if time.is_some() && zone_minutes(word).is_some() {
            offset = zone_minutes(word)?;
        } else if let Some(at) = MONTHS.iter().position(|name| word.starts_with(name)) {
            month = Some(at as i64 + 1);
        } else if weekday(word).is_some() {
            // It adds nothing to a date.
        } else {
            let number: i64 = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).parse().ok()?;
            if number > 31 { year = Some(number) } else { day = Some(number) }
        }
    }
    let (year, month, day) = (year?, month?, day?);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let midnight = Civil { year, month: month as u32, day: day as u32, hour: 0, minute: 0, second: 0 }.seconds();
    // Another day is shown where this one does not exist.
    if Civil::at(midnight, 0).day != day as u32 {
        return None;
    }
    let whole_day = if end == End::Last { DAY - 1 } else { 0 };
    Some(midnight + time.unwrap_or(whole_day) - offset * 60)
}

/// `2024-01-15`, `2024/1/15` or `2024.01.15`.
fn numbers(word: &str) -> Option<([i64; 3], &str)> {
    let between = word.chars().find(|letter| !letter.is_ascii_digit()).filter(|letter| "-/.".contains(*letter))?;
    let mut parts = word.splitn(3, between);
    let number = |part: Option<&str>| part.and_then(|part| part.parse().ok());
    let (year, month, day) = (number(parts.next())?, number(parts.next())?, number(parts.next())?);
    Some(([year, month, day], ""))
}

fn split_zone(word: &str) -> (&str, &str) {
    word.find(['z', '+', '-']).map_or((word, ""), |at| word.split_at(at))
}

/// `14:30`, `14:30:25` or `14:30:25.123`.
fn clock_seconds(clock: &str) -> Option<i64> {
    let clock = clock.split('.').next()?;
    let mut parts = clock.split(':').map(|part| part.parse::<i64>().ok().filter(|_| part.len() <= 2));
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next().unwrap_or(Some(0))?;
    (hours < 24 && minutes < 60 && seconds <= 60 && parts.next().is_none())
        .then_some(hours * 3600 + minutes * 60 + seconds)
}

fn zone_minutes(zone: &str) -> Option<i64> {
    if matches!(zone, "" | "z" | "utc" | "gmt") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.strip_prefix(['+', '-'])?.chars().filter(|letter| *letter != ':').collect();
    let number: i64 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(sign * number * 60),
        4 => Some(sign * (number / 100 * 60 + number % 100)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{End, parse};

    /// A Tuesday, 2023-11-14 22:13:20 UTC.
    const NOW: i64 = 1_700_000_000;

    fn at(text: &str) -> i64 {
        parse(text, NOW, End::First).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn reads_moments() {
        for text in [
            "2023-11-14T22:13:20",
            "2023-11-14T22:13:20Z",
            "2023-11-14 22:13:20 +0000",
            "2023-11-14T23:13:20+01:00",
            "2023-11-14T17:13:20.123456-05:00",
            "2023/11/14 22:13:20",
            "Tue, 14 Nov 2023 22:13:20 +0000",
            "Nov 14 2023 22:13:20",
            "November 14, 2023 22:13:20",
            "Tue Nov 14 22:13:20 2023 +0000",
            "1700000000",
            "@1700000000",
            "now",
        ] {
            assert_eq!(at(text), NOW, "{text}");
        }
    }

    #[test]
    fn reads_days() {
        for text in ["2023-11-14", "2023.11.14", "Nov 14 2023", "14 Nov 2023", "14th november 2023", "midnight"] {
            assert_eq!(at(text), NOW - 80_000, "{text}");
        }
        assert_eq!(parse("2023-11-14", NOW, End::Last), Ok(NOW - 80_000 + 86_399));
        assert_eq!(at("August 1 2023"), 1_690_848_000);
    }

    #[test]
    fn counts_back() {
        for (text, seconds) in [
            ("2 weeks ago", 14 * 86_400),
            ("2.weeks.ago", 14 * 86_400),
            ("an hour ago", 3600),
            ("1 day 2 hours ago", 93_600),
            ("yesterday", 86_400),
            ("last week", 7 * 86_400),
            ("monday", 86_400),
            ("last tuesday", 7 * 86_400),
            ("1 month ago", 31 * 86_400),
            ("1 year ago", 365 * 86_400),
        ] {
            assert_eq!(at(text), NOW - seconds, "{text}");
        }
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for text in
            ["", "soon", "2023-13-01", "2023-02-30", "25:00", "x ago", "2023", "-1 day", "0-0-0", "é", "ago", "1:2:3:4"]
        {
            assert!(parse(text, NOW, End::First).is_err(), "{text}");
        }
    }
}
