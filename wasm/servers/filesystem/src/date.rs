//! Times of files, in UTC: no zone is known here.

/// As programs read it: `2026-11-21T15:35:59.123Z`.
pub fn iso((seconds, nanoseconds): (u64, u32)) -> String {
    let (year, month, day, rest) = civil(seconds);
    let (hour, minute, second) = clock(rest);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", nanoseconds / 1_000_000)
}

/// As JavaScript writes a date where the clock is UTC: `Sat Nov 21 2026 15:35:59 GMT+0000 (Coordinated Universal Time)`.
pub fn spoken((seconds, _): (u64, u32)) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month, day, rest) = civil(seconds);
    let (hour, minute, second) = clock(rest);
    let week_day = DAYS[(seconds / 86_400 % 7) as usize];
    let month = MONTHS[month as usize - 1];
    format!(
        "{week_day} {month} {day:02} {year:04} {hour:02}:{minute:02}:{second:02} GMT+0000 (Coordinated Universal Time)"
    )
}

/// Year, month, day, and the seconds of that day. Counts in eras of 400 years that begin in March.
fn civil(seconds: u64) -> (u64, u64, u64, u64) {
    let days = seconds / 86_400 + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day, seconds % 86_400)
}

fn clock(rest: u64) -> (u64, u64, u64) {
    (rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::{iso, spoken};

    #[test]
    fn writes_dates() {
        assert_eq!(iso((0, 0)), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso((1_709_164_800, 5_000_000)), "2024-02-29T00:00:00.005Z");
        assert_eq!(iso((4_107_542_399, 0)), "2100-02-28T23:59:59.000Z");
        assert_eq!(spoken((1_795_275_359, 0)), "Sat Nov 21 2026 15:35:59 GMT+0000 (Coordinated Universal Time)");
        // What a file system may tell, and no calendar holds.
        assert!(iso((u64::MAX / 2, 0)).ends_with('Z'));
    }
}
