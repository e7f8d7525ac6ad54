use super::tokens::is_number;
use crate::entry::Entry;
use crate::level::Level;
use crate::stamp::{self, Date, Stamp};
use std::borrow::Cow;

/// `E1121 15:36:01.123456   12 file.go:34] message`: Kubernetes' own programs, and all others that use glog.
pub fn read(line: &str) -> Option<Entry<'_>> {
    let level = match line.as_bytes() {
        [b'I', b'0'..=b'1', ..] => Level::Info,
        [b'W', b'0'..=b'1', ..] => Level::Warning,
        [b'E', b'0'..=b'1', ..] => Level::Error,
        [b'F', b'0'..=b'1', ..] => Level::Critical,
        _ => return None,
    };
    let date = line.get(1..5).filter(|date| is_number(date))?;
    let rest = line.get(5..)?.strip_prefix(' ')?;
    let (clock, length) = stamp::read(rest).filter(|(clock, _)| clock.date == Date::None)?;
    let (before, message) = rest[length..].split_once(']')?;
    let mut words = before.split_ascii_whitespace();
    let (pid, place) = (words.next().filter(|pid| is_number(pid))?, words.next()?);
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = date[..2].parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?))?;
    // The year is missing here as in syslog.
    let (day, _) = stamp::read(&format!("{month} {} 00:00:00", &date[2..]))?;
    let stamp = Stamp { local: day.local + clock.local, date: Date::WithoutYear, ..clock };
    let mut entry = Entry {
        stamp: Some(stamp),
        level,
        is_open: true,
        source: Cow::Borrowed(place),
        message: Cow::Borrowed(message.trim_start()),
        ..Entry::default()
    };
    entry.fields.push("timestamp", &line[1..6 + length]);
    entry.fields.push("level", &line[..1]);
    entry.fields.push("pid", pid);
    entry.fields.push("location", place);
    Some(entry)
}
