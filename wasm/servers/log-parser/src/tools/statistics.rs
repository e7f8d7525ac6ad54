use super::collapse::collapse;
use super::kept::begin;
use super::range::Range;
use super::top::Top;
use crate::input;
use crate::level::Level;
use crate::stamp::{Date, Stamp};
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const HOUR: i64 = 3600;
const DAY: i64 = 86_400;
/// More hours than in a week are told by day.
const MOST_HOURS: usize = 168;
const SHOWN: usize = 20;
const SOURCES: usize = 20_000;
const MESSAGES: usize = 20_000;

struct Message {
    level: Level,
    example: String,
}

pub fn statistics(args: Args) -> Result<Outcome, String> {
    let mut sources = Top::new(SOURCES);
    let mut messages = Top::new(MESSAGES);
    let mut statuses = Top::new(1000);
    let mut hours: BTreeMap<i64, [u64; 2]> = BTreeMap::new();
    let mut range = Range::default();
    let mut pattern = String::new();
    let mut dateless = false;
    let told = input::each(args, &mut |entry| {
        let is_error = entry.level.is_error();
        if !entry.source.is_empty() {
            if let Some(errors) = sources.count(&entry.source, || 0_u64) {
                *errors += u64::from(is_error);
            }
        }
        collapse(&entry.message, &mut pattern);
        if !pattern.is_empty() {
            let new = || Message { level: entry.level, example: entry.message.chars().take(300).collect() };
            if let Some(known) = messages.count(&pattern, new) {
                known.level = known.level.max(entry.level);
            }
        }
        if let Some(status) = entry.fields.get("status") {
            statuses.count(status, || ());
        }
        if let Some(stamp) = entry.stamp {
            range.add(stamp, entry.line);
            dateless |= stamp.date == Date::None;
            let [all, errors] = hours.entry(stamp.instant().div_euclid(HOUR)).or_default();
            *all += 1;
            *errors += u64::from(is_error);
        }
    })?;
    let errors = told.of_level(Level::Error) + told.of_level(Level::Critical);
    let known = told.entries - told.of_level(Level::Unknown);
    let mut notes = told.notes();
    if messages.lost > 0 {
        notes.push(format!(
            "There are more than {MESSAGES} kinds of messages: {} later ones were not counted.",
            messages.lost
        ));
    }
    if sources.lost > 0 {
        notes.push(format!(
            "There are more than {SOURCES} sources: {} entries of later ones were not counted by source.",
            sources.lost
        ));
    }
    let mut result = begin(&told);
    for (name, value) in [
        ("error_count", json!(errors)),
        ("error_rate", json!((known > 0).then(|| errors as f64 / known as f64))),
        ("first", json!(range.first.map(Stamp::iso))),
        ("last", json!(range.last.map(Stamp::iso))),
        ("span_seconds", json!(range.span())),
        ("distinct_sources", json!(sources.distinct())),
        (
            "sources",
            sources.first(SHOWN).iter().map(|(name, count, errors)| json!({ "source": name, "count": count, "errors": errors })).collect(),
        ),
        ("distinct_messages", json!(messages.distinct())),
        (
            "top_messages",
            messages
                .first(SHOWN)
                .iter()
                .map(|(name, count, known)| json!({ "pattern": name, "count": count, "level": known.level.name(), "example": known.example }))
                .collect(),
        ),
        ("histogram", histogram(&hours, dateless, told.has_naive())),
        ("notes", json!(notes)),
    ] {
        result.insert(name.to_owned(), value);
    }
    if statuses.distinct() > 0 {
        let counts = statuses.first(100).iter().map(|(name, count, ())| ((*name).to_owned(), json!(count))).collect();
        result.insert("statuses".to_owned(), Value::Object(counts));
    }
    Ok(Value::Object(result).into())
}

/// By hour, or by day when there are too many hours; in UTC where the times have a zone.
fn histogram(hours: &BTreeMap<i64, [u64; 2]>, dateless: bool, naive: bool) -> Value {
    let by_day = hours.len() > MOST_HOURS;
    let mut buckets: BTreeMap<i64, [u64; 2]> = BTreeMap::new();
    for (hour, [all, errors]) in hours {
        let start = if by_day { hour.div_euclid(DAY / HOUR) * DAY } else { hour * HOUR };
        let bucket = buckets.entry(start).or_default();
        bucket[0] += all;
        bucket[1] += errors;
    }
    let date = if dateless { Date::None } else { Date::Written };
    let offset = if naive { None } else { Some(0) };
    let start = |local| Stamp { local, nanos: 0, decimals: 0, offset, date }.iso();
    json!({
        "bucket": if by_day { "day" } else { "hour" },
        "buckets": buckets.iter().map(|(at, [all, errors])| json!({ "start": start(*at), "count": all, "errors": errors })).collect::<Vec<_>>()
    })
}
