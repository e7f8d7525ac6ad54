use super::LONGEST;
use crate::entry::{Body, Entry};
use crate::format::Format;
use crate::level::{ALL, Level};
use crate::stamp::Date;
use serde_json::{Map, Value, json};

/// What is known of a log once it was read.
#[derive(Clone, Copy)]
pub struct Told {
    /// None where entries were given.
    pub format: Option<Format>,
    pub lines: u64,
    pub entries: u64,
    levels: [u64; 8],
    unread: u64,
    guessed: u64,
    naive: u64,
    zoned: u64,
    without_year: u64,
    without_date: u64,
    pub long: u64,
    pub invalid: u64,
}

impl Told {
    pub fn new(format: impl Into<Option<Format>>) -> Self {
        Self {
            format: format.into(),
            lines: 0,
            entries: 0,
            levels: [0; 8],
            unread: 0,
            guessed: 0,
            naive: 0,
            zoned: 0,
            without_year: 0,
            without_date: 0,
            long: 0,
            invalid: 0,
        }
    }

    pub fn note(&mut self, entry: &Entry) {
        self.entries += 1;
        self.levels[entry.level as usize] += 1;
        self.guessed += u64::from(entry.guessed);
        let is_plain = matches!(entry.body, Body::Fields) && entry.fields.iter().next().is_none();
        self.unread += u64::from(is_plain && entry.stamp.is_none() && entry.level == Level::Unknown);
        if let Some(stamp) = entry.stamp {
            self.naive += u64::from(stamp.offset.is_none());
            self.zoned += u64::from(stamp.offset.is_some());
            self.without_year += u64::from(stamp.date == Date::WithoutYear);
            self.without_date += u64::from(stamp.date == Date::None);
        }
    }

    pub fn has_naive(&self) -> bool {
        self.naive > 0
    }

    pub fn of_level(&self, level: Level) -> u64 {
        self.levels[level as usize]
    }

    pub fn levels(&self) -> Value {
        let found = ALL.into_iter().filter(|level| self.of_level(*level) > 0);
        Value::Object(found.map(|level| (level.name().to_owned(), json!(self.of_level(level)))).collect::<Map<_, _>>())
    }

    /// What a reader should know before believing the result.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let mut say = |count: u64, words: String| {
            if count > 0 {
                notes.push(words);
            }
        };
        say(self.unread, format!("{} entries could not be read and are given as they are.", self.unread));
        say(self.guessed, format!("{} levels were guessed from the words of messages that state none.", self.guessed));
        say(
            self.without_year,
            "The times have no year: each is taken for the latest possible one in the past.".to_owned(),
        );
        say(self.without_date, format!("{} times have no date.", self.without_date));
        say(self.naive - self.without_date.min(self.naive), "Times without a zone are left without one.".to_owned());
        say(
            self.naive.min(self.zoned),
            "Some times have a zone and some have none: to compare them, those without one are taken for UTC."
                .to_owned(),
        );
        say(
            self.long,
            format!(
                "{} lines or entries are longer than {} KB: the rest of them was left out.",
                self.long,
                LONGEST >> 10
            ),
        );
        say(self.invalid, format!("{} bytes are no UTF-8 and are shown as question marks.", self.invalid));
        notes
    }
}
