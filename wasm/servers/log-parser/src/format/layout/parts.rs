use crate::level::Level;
use crate::stamp::Stamp;

/// A line that is being taken apart.
#[derive(Default)]
pub struct Parts<'a> {
    pub stamp: Option<Stamp>,
    /// The time as it was written.
    pub time: &'a str,
    pub level: Level,
    /// The level as it was written.
    pub word: &'a str,
    pub logger: &'a str,
    pub thread: &'a str,
    pub pid: &'a str,
    pub location: &'a str,
    /// What is left of the line.
    pub rest: &'a str,
    /// An open bracket from the start of the line, `[time LEVEL logger] message`.
    pub in_bracket: bool,
    pub dashes: u8,
    pub pipes: u8,
}

impl<'a> Parts<'a> {
    /// Takes a word for the level if it is one.
    pub fn take_level(&mut self, word: &'a str) -> bool {
        match Level::of(word) {
            Some(level) if self.word.is_empty() => {
                self.level = level;
                self.word = word;
                true
            }
            _ => false,
        }
    }
}
