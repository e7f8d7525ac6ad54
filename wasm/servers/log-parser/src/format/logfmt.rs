use super::pairs::Pairs;
use crate::entry::{Body, Entry};
use crate::level::Level;
use crate::stamp;
use serde_json::{Map, Value, json};

/// `time=2026-11-21T15:36:01Z level=info msg="started" port=80`: at least two pairs, and nothing else.
pub fn read(line: &str) -> Option<Entry<'_>> {
    let mut entry = Entry { body: Body::Logfmt(line), ..Entry::default() };
    let mut pairs = Pairs::of(line);
    let (mut count, mut known) = (0, false);
    let mut first = None;
    for (name, value) in &mut pairs {
        count += 1;
        match name {
            "level" | "lvl" | "severity" | "loglevel" => {
                entry.level = Level::named(&value).unwrap_or_default();
                known = true;
            }
            "time" | "ts" | "timestamp" | "t" | "@timestamp" | "date" => {
                entry.stamp = entry.stamp.or_else(|| stamp::whole(&value));
                known |= entry.stamp.is_some();
            }
            "msg" | "message" => {
                entry.message = value;
                known = true;
            }
            "logger" | "component" | "module" | "service" | "app" | "host" | "source" | "caller"
                if entry.source.is_empty() =>
            {
                entry.source = value;
            }
            _ if first.is_none() => first = Some(value),
            _ => {}
        }
    }
    if !pairs.rest().is_empty() || count < 2 || !known {
        return None;
    }
    if entry.message.is_empty() {
        entry.message = first.unwrap_or_default();
    }
    Some(entry)
}

/// All pairs as they stand there; of a name that comes twice the last.
pub fn fields(line: &str) -> Map<String, Value> {
    Pairs::of(line).map(|(name, value)| (name.to_owned(), json!(value))).collect()
}
