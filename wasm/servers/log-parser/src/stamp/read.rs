use super::words::Cursor;
use super::{Date, Stamp, civil, now};

/// The time at the start of a text, and how long it is there.
pub fn read(text: &str) -> Option<(Stamp, usize)> {
    let mut at = Cursor::new(text);
    let stamp = match at.peek()? {
        b'0'..=b'9' => numeric(&mut at)?,
        b'A'..=b'Z' | b'a'..=b'z' => named(&mut at)?,
        _ => return None,
    };
    Some((stamp, at.at))
}

/// A text that is nothing but a time, or a count of s, ms, µs or ns since 1970.
pub fn whole(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if let Some((stamp, length)) = read(text) {
        if length == text.len() {
            return Some(stamp);
        }
    }
    // Ten digits and more: what is shorter is no time of a log.
    (text.len() >= 9).then(|| text.parse().ok()).flatten().and_then(epoch)
}

/// Seconds since 1970, or ms, µs or ns by their size. Always UTC.
pub fn epoch(number: f64) -> Option<Stamp> {
    let (seconds, decimals) = match number {
        size if !(0.0..1e20).contains(&size) => return None,
        size if size < 1e11 => (size, if size.fract() == 0.0 { 0 } else { 6 }),
        size if size < 1e14 => (size / 1e3, 3),
        size if size < 1e17 => (size / 1e6, 6),
        size => (size / 1e9, 6),
    };
    // A float holds microseconds of this century, but no nanoseconds.
    let micros = (seconds * 1e6).round() as i64;
    let nanos = (micros.rem_euclid(1_000_000) * 1000) as u32;
    Some(Stamp { local: micros.div_euclid(1_000_000), nanos, decimals, offset: Some(0), date: Date::Written })
}

fn numeric(at: &mut Cursor) -> Option<Stamp> {
    let start = *at;
    if let Some(stamp) = iso(at) {
        return Some(stamp);
    }
    *at = start;
    if let Some(stamp) = day_first(at) {
        return Some(stamp);
    }
    *at = start;
    // A time of day alone.
    let (seconds, nanos, decimals) = at.clock()?;
    Some(Stamp { local: seconds, nanos, decimals, offset: None, date: Date::None })
}

/// `2026-11-21T15:36:01.123+01:00` with any of `-/.` in the date, and a space for the T.
fn iso(at: &mut Cursor) -> Option<Stamp> {
    let year = at.digits(4)?;
    let mark = at.eat_any(b"-/.")?;
    let month = at.digits(2)?;
    at.eat(mark)?;
    let day = at.digits(2)?;
    at.eat_any(b"T t_")?;
    let clock = at.clock()?;
    stamp(year, month, day, clock, at.zone())
}

/// `21/Nov/2026:15:36:01 +0100`, `21-Nov-2026 15:36:01.123`, `21 Nov 2026 15:36:01`.
fn day_first(at: &mut Cursor) -> Option<Stamp> {
    let day = at.day()?;
    let mark = at.eat_any(b"/- ")?;
    let month = at.month()?;
    at.eat(mark)?;
    let year = at.digits(4)?;
    at.eat_any(b": ")?;
    let clock = at.clock()?;
    stamp(year, month, day, clock, at.zone())
}

/// `Nov 21 15:36:01`, `Nov 21, 2026 3:36:01 PM`, `Sat Nov 21 15:36:01.123 2026`, `Sat, 21 Nov 2026 15:36:01 GMT`.
fn named(at: &mut Cursor) -> Option<Stamp> {
    if at.weekday().is_some() && at.peek()?.is_ascii_digit() {
        return day_first(at);
    }
    let month = at.month()?;
    at.eat(b' ')?;
    let day = at.day()?;
    let mut year = None;
    let mut ahead = *at;
    let _ = ahead.eat(b',');
    if ahead.eat(b' ').is_some() {
        year = ahead.digits(4).filter(|_| ahead.eat_any(b" ,").is_some());
    }
    if year.is_some() {
        *at = ahead;
        let _ = at.eat(b' ');
    } else {
        at.eat(b' ')?;
    }
    let (mut seconds, nanos, decimals) = at.clock()?;
    if let Some(afternoon) = half(at) {
        seconds = seconds % 43_200 + if afternoon { 43_200 } else { 0 };
    }
    let mut ahead = *at;
    if year.is_none() && ahead.eat(b' ').is_some() {
        year = ahead.digits(4).filter(|year| {
            (1970..2200).contains(year)
                && !ahead.peek().is_some_and(|next| next.is_ascii_alphanumeric() || next == b':' || next == b'-')
        });
        if year.is_some() {
            *at = ahead;
        }
    }
    let clock = (seconds, nanos, decimals);
    match year {
        Some(year) => stamp(year, month, day, clock, at.zone()),
        None => without_year(month, day, clock),
    }
}

/// ` AM` or ` PM`, also with the narrow space that Java writes since 2023.
fn half(at: &mut Cursor) -> Option<bool> {
    let mut ahead = *at;
    if ahead.eat(b' ').is_none() {
        ahead.eat(0xe2)?;
        ahead.eat(0x80)?;
        ahead.eat(0xaf)?;
    }
    let afternoon = ahead.eat_any(b"AP")? == b'P';
    ahead.eat(b'M')?;
    *at = ahead;
    Some(afternoon)
}

fn stamp(year: i64, month: i64, day: i64, clock: (i64, u32, u8), offset: Option<i32>) -> Option<Stamp> {
    let (seconds, nanos, decimals) = clock;
    let local = civil::days(year, month, day) * 86_400 + seconds;
    civil::is_date(year, month, day).then_some(Stamp { local, nanos, decimals, offset, date: Date::Written })
}

/// In the year that makes it the latest in the past; a day ahead is let pass, as clocks and zones differ.
fn without_year(month: i64, day: i64, clock: (i64, u32, u8)) -> Option<Stamp> {
    let latest = now::now() + 86_400;
    let (this, _, _) = civil::date(now::now().div_euclid(86_400));
    (this - 8..=this + 1)
        .rev()
        .filter_map(|year| stamp(year, month, day, clock, None))
        .find(|stamp| stamp.local <= latest)
        .map(|stamp| Stamp { date: Date::WithoutYear, ..stamp })
}

#[cfg(test)]
mod tests {
    use super::super::now;
    use super::{read, whole};

    #[test]
    fn reads_what_logs_write() {
        // 2026-03-01T12:00:00Z
        now::pretend(1_772_366_400);
        for (text, iso, rest) in [
            ("2026-11-21T15:36:01.123456789Z x", "2026-11-21T15:36:01.123456789Z", " x"),
            ("2026-11-21 15:36:01,123 - x", "2026-11-21T15:36:01.123", " - x"),
            ("2026-11-21 15:36:01 +0000] [1]", "2026-11-21T15:36:01Z", "] [1]"),
            ("2026-11-21 15:36:01.5 UTC [7]", "2026-11-21T15:36:01.5Z", " [7]"),
            ("2026/11/21 15:36:01 [error]", "2026-11-21T15:36:01", " [error]"),
            ("2026-11-21T15:36:01-08 x", "2026-11-21T15:36:01-08:00", " x"),
            ("2026-11-21 15:36:01 -5 x", "2026-11-21T15:36:01", " -5 x"),
            ("21/Nov/2026:15:36:01 +0530] \"", "2026-11-21T15:36:01+05:30", "] \""),
            ("21-Nov-2026 15:36:01.123 INFO", "2026-11-21T15:36:01.123", " INFO"),
            ("Nov 21 15:36:01 host", "2025-11-21T15:36:01", " host"),
            ("Feb  3 05:06:07 host", "2026-02-03T05:06:07", " host"),
            ("Feb 29 05:06:07 host", "2024-02-29T05:06:07", " host"),
            ("Mar  2 11:00:00 host", "2026-03-02T11:00:00", " host"),
            ("Nov 21 15:36:01.123456 host", "2025-11-21T15:36:01.123456", " host"),
            ("Nov 21, 2026 3:36:01 PM com", "2026-11-21T15:36:01", " com"),
            ("Nov 21, 2026 12:36:01 AM com", "2026-11-21T00:36:01", " com"),
            ("Sat Nov 21 15:36:01.5 2026] x", "2026-11-21T15:36:01.5", "] x"),
            ("Sat, 21 Nov 2026 15:36:01 GMT", "2026-11-21T15:36:01Z", ""),
            ("15:36:01.123 [main]", "15:36:01.123", " [main]"),
        ] {
            let (stamp, length) = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((stamp.iso().as_str(), &text[length..]), (iso, rest), "{text}");
        }
        for bad in [
            "",
            "2026-13-01 10:00:00",
            "2026-02-30T10:00:00",
            "25:00:00",
            "Foo 21 15:36:01",
            "Nov 31 10:00:00",
            "2026-11-21",
            "Ünov 1",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn reads_counts() {
        let iso = |text| whole(text).map(super::Stamp::iso);
        assert_eq!(iso("1700000000").as_deref(), Some("2023-11-14T22:13:20Z"));
        assert_eq!(iso("1700000000123").as_deref(), Some("2023-11-14T22:13:20.123Z"));
        assert_eq!(iso("1700000000.25").as_deref(), Some("2023-11-14T22:13:20.250000Z"));
        assert_eq!(iso("1700000000123456").as_deref(), Some("2023-11-14T22:13:20.123456Z"));
        assert_eq!(iso("12"), None);
        assert_eq!(iso("inf"), None);
    }
}
