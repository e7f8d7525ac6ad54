/// A day and a time on some clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    pub year: i64,
    pub month: u32,
    pub day: u32,
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
}

const DAY: i64 = 86_400;

impl Civil {
    /// What a clock shows that is `offset` minutes ahead of UTC, that many seconds after 1970.
    pub fn at(seconds: i64, offset: i32) -> Self {
        let local = seconds.saturating_add(i64::from(offset) * 60);
        let (year, month, day) = date(local.div_euclid(DAY));
        let time = local.rem_euclid(DAY) as u32;
        Self { year, month, day, hour: time / 3600, minute: time / 60 % 60, second: time % 60 }
    }

    /// Seconds since 1970, if its clock shows UTC.
    pub fn seconds(self) -> i64 {
        let time = self.hour * 3600 + self.minute * 60 + self.second;
        days(self.year, self.month, self.day) * DAY + i64::from(time)
    }

    /// 0 is Sunday.
    pub fn weekday(self) -> usize {
        (days(self.year, self.month, self.day) + 4).rem_euclid(7) as usize
    }
}

/// `2026-01-31 12:00:00+01:00`, as Python writes it.
pub fn python(seconds: i64, offset: i32) -> String {
    format!("{}{}", plain(seconds, offset), zone(offset, ":"))
}

/// `2026-01-31 12:00:00 +0100`.
pub fn iso(seconds: i64, offset: i32) -> String {
    format!("{} {}", plain(seconds, offset), zone(offset, ""))
}

fn plain(seconds: i64, offset: i32) -> String {
    let Civil { year, month, day, hour, minute, second } = Civil::at(seconds, offset);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

fn zone(offset: i32, between: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.unsigned_abs();
    format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
}

/// Days since 1970. Years are counted from March on, so that the leap day is a year's last; 400 years have 146,097 days.
fn days(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = i64::from((month + 9) % 12);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn date(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * month + 2) / 5 + 1) as u32;
    let month = if month < 10 { month + 3 } else { month - 9 } as u32;
    (era * 400 + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{Civil, date, days, iso, python};

    #[test]
    fn days_and_dates_agree() {
        let mut day = days(1899, 12, 31);
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(date(11_016), (2000, 2, 29));
        for year in 1900..2105 {
            for month in 1..=12 {
                let length = match month {
                    2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
                    2 => 28,
                    4 | 6 | 9 | 11 => 30,
                    _ => 31,
                };
                for of_month in 1..=length {
                    day += 1;
                    assert_eq!(days(year, month, of_month), day);
                    assert_eq!(date(day), (year, month, of_month));
                }
            }
        }
    }

    #[test]
    fn writes_times() {
        assert_eq!(python(1_700_000_000, 330), "2023-11-15 03:43:20+05:30");
        assert_eq!(iso(1_700_000_000, -60), "2023-11-14 21:13:20 -0100");
        assert_eq!(python(-1, 0), "1969-12-31 23:59:59+00:00");
        let _ = python(i64::MAX, i32::MAX / 100);
        assert_eq!(Civil::at(1_700_000_000, 0).weekday(), 2);
        assert_eq!(Civil::at(1_700_000_000, 0).seconds(), 1_700_000_000);
    }
}
