/// Days since 1970-01-01 in the Gregorian calendar. Years begin in March here, so that a leap day is their last.
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day
        - 719_469
}

/// Year, month and day of a day since 1970-01-01.
pub fn date(day: i64) -> (i64, i64, i64) {
    // A guess by the mean length of a year, then the year that the day is really in.
    let mut year = 1971 + (day * 400).div_euclid(146_097);
    while days(year, 1, 1) > day {
        year -= 1;
    }
    let month = (1..=12).rev().find(|month| days(year, *month, 1) <= day).unwrap_or(1);
    (year, month, day - days(year, month, 1) + 1)
}

pub fn is_date(year: i64, month: i64, day: i64) -> bool {
    let most = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=most).contains(&day)
}

/// With zeros in front; faster than `format!`, which most of writing a time would be otherwise.
pub fn pad(text: &mut String, number: i64, width: u32) {
    for place in (0..width).rev() {
        let digit = number / 10_i64.pow(place) % 10;
        text.push(char::from(b'0' + digit.unsigned_abs() as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::{date, days, is_date};

    #[test]
    fn goes_there_and_back() {
        for day in -719_000..2_900_000 {
            let (year, month, of_month) = date(day);
            assert!(is_date(year, month, of_month), "{day}");
            assert_eq!(days(year, month, of_month), day);
        }
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(date(20_778), (2026, 11, 21));
        assert!(is_date(2024, 2, 29) && !is_date(2026, 2, 29) && !is_date(2026, 13, 1) && !is_date(2026, 1, 0));
    }
}
