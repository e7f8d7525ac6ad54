mod known;
mod scalar;
mod slots;

use super::cri::within;
use crate::entry::{Body, Entry};
use crate::level::Level;
use crate::stamp::{self, Stamp};
use scalar::Scalar;
use serde_json::{Map, Value};
use slots::Slots;
use std::borrow::Cow;

/// One object on a line, with the names that loggers give to level, time and message.
pub fn read(line: &str) -> Option<Entry<'_>> {
    let text = line.trim();
    if !text.starts_with('{') || !text.ends_with('}') {
        return None;
    }
    let slots: Slots = serde_json::from_str(text).ok()?;
    let mut entry = entry(slots);
    entry.body = Body::Json(text);
    Some(entry)
}

/// An entry that a model passes, most likely one that `parse_logs` gave it.
pub fn of_object<'a>(value: &'a Value, object: &'a Map<String, Value>) -> Entry<'a> {
    let mut slots = Slots::default();
    for (name, value) in object {
        if let Some(known) = known::known(name) {
            slots.offer(known, Scalar::of(value));
        }
    }
    let mut entry = entry(slots);
    entry.body = Body::Given(value);
    // What was read before counts, even where it says that nothing could be read.
    if let Some(level) = object.get("_level").and_then(Value::as_str).and_then(Level::named) {
        entry.level = level;
        entry.guessed = false;
    }
    if let Some(time) = object.get("_time").and_then(Value::as_str).and_then(stamp::whole) {
        entry.stamp = Some(time);
    }
    entry.line = object.get("_line").and_then(Value::as_u64).unwrap_or_default();
    entry
}

fn entry(slots: Slots<'_>) -> Entry<'_> {
    let mut entry = Entry {
        stamp: slots.time.as_ref().and_then(time),
        message: slots.message.map(Scalar::into_text).unwrap_or_default(),
        source: slots.source.map(Scalar::into_text).unwrap_or_default(),
        ..Entry::default()
    };
    match slots.level.as_ref().map(level) {
        Some(level) => entry.level = level,
        // Docker keeps what a container writes as JSON, and that has a level of its own.
        None if slots.is_docker => {
            let message = entry.message.trim_end().to_owned();
            within(&message, &mut entry);
            entry.message = Cow::Owned(message);
        }
        None => {}
    }
    entry
}

fn level(value: &Scalar) -> Level {
    match value {
        Scalar::Text(word) => Level::named(word).unwrap_or_default(),
        Scalar::Number(number) => Level::of_number(*number as i64).unwrap_or_default(),
        Scalar::Other => Level::Unknown,
    }
}

fn time(value: &Scalar) -> Option<Stamp> {
    match value {
        Scalar::Text(text) => stamp::whole(text),
        Scalar::Number(number) => stamp::epoch(*number).filter(|_| *number > 1e8),
        Scalar::Other => None,
    }
}
