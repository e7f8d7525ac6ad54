use crate::level::Level;
use crate::stamp::Stamp;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// Fields that are numbers where they hold digits.
const NUMBERS: [&str; 7] = ["status", "bytes", "pid", "tid", "connection", "priority", "thread_id"];

/// What was read of one entry, as slices of the text: most entries are only counted.
#[derive(Clone, Default)]
pub struct Entry<'a> {
    pub stamp: Option<Stamp>,
    pub level: Level,
    /// The level is a guess from the words of the message.
    pub guessed: bool,
    /// Host, address, logger or program: what statistics are made by.
    pub source: Cow<'a, str>,
    pub message: Cow<'a, str>,
    pub fields: Fields<'a>,
    pub body: Body<'a>,
    /// Of a logger that may write several lines: what begins no other entry belongs to it.
    pub is_open: bool,
    /// Lines that belong to it, a stack trace for instance.
    pub more: &'a str,
    /// All of its text.
    pub raw: &'a str,
    /// Of its first line, from 1.
    pub line: u64,
}

/// Where the fields of an entry are.
#[derive(Clone, Copy, Default)]
pub enum Body<'a> {
    /// In `fields`, and the message beside them.
    #[default]
    Fields,
    /// In a line of JSON.
    Json(&'a str),
    /// In a line of logfmt.
    Logfmt(&'a str),
    /// An entry that was passed as such.
    Given(&'a Value),
}

/// So many fields an entry has at most, where they are not in a text of their own.
const MOST: usize = 14;

/// Few, in order, without any allocation.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    all: [(&'static str, &'a str); MOST],
    count: usize,
}

impl Default for Fields<'_> {
    fn default() -> Self {
        Self { all: [("", ""); MOST], count: 0 }
    }
}

impl<'a> Fields<'a> {
    /// Empty ones and `-`, by which access logs say that there is none, are left out.
    pub fn push(&mut self, name: &'static str, value: &'a str) {
        if !value.is_empty() && value != "-" && self.count < MOST {
            self.all[self.count] = (name, value);
            self.count += 1;
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'a str)> {
        self.all[..self.count].iter().copied()
    }

    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.iter().find(|(one, _)| *one == name).map(|(_, value)| value)
    }
}

impl Entry<'_> {
    /// What could not be read: its text is its message.
    pub fn unknown(line: &str) -> Entry<'_> {
        Entry { message: Cow::Borrowed(line.trim_end()), ..Entry::default() }
    }

    /// The entry's own fields, and what was added to them: `_level`, `_time`, `_line`.
    pub fn to_json(&self) -> Value {
        let mut fields = match self.body {
            Body::Given(value) => return value.clone(),
            Body::Json(text) => match serde_json::from_str(text) {
                Ok(Value::Object(fields)) => fields,
                // Nested too deeply to be taken apart.
                _ => Map::from_iter([("message".to_owned(), json!(text))]),
            },
            Body::Logfmt(text) => crate::format::logfmt::fields(text),
            Body::Fields => self.own_fields(),
        };
        if !self.more.is_empty() {
            let name = if is_trace(self.more) { "stack_trace" } else { "more" };
            fields.insert(name.to_owned(), json!(self.more));
        }
        if let Some(stamp) = self.stamp {
            fields.insert("_time".to_owned(), json!(stamp.iso()));
        }
        fields.insert("_level".to_owned(), json!(self.level.name()));
        if self.guessed {
            fields.insert("_level_guessed".to_owned(), json!(true));
        }
        fields.insert("_line".to_owned(), json!(self.line));
        fields.into()
    }

    fn own_fields(&self) -> Map<String, Value> {
        let mut fields = Map::new();
        for (name, value) in self.fields.iter() {
            let number = if NUMBERS.contains(&name) { value.parse::<u64>().ok() } else { None };
            fields.insert(name.to_owned(), number.map_or_else(|| json!(value), |number| json!(number)));
        }
        fields.insert("message".to_owned(), json!(self.message));
        fields
    }
}

fn is_trace(more: &str) -> bool {
    more.starts_with("Traceback")
        || more.lines().any(|line| {
            let line = line.trim_start();
            line.starts_with("at ") || line.starts_with("File \"") || line.starts_with("Caused by:")
        })
}
