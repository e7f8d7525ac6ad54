/// How severe an entry is. What systems call alert, emergency, fatal or panic is critical here.
#[derive(Clone, Copy, std::fmt::Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    #[default]
    Unknown,
    Trace,
    Debug,
    Info,
    Notice,
    Warning,
    Error,
    Critical,
}

use Level::{Critical, Debug, Error, Info, Notice, Trace, Unknown, Warning};

pub const ALL: [Level; 8] = [Critical, Error, Warning, Notice, Info, Debug, Trace, Unknown];

/// By length, so that a word is compared with few others.
const WORDS: [&[(&str, Level)]; 12] = [
    &[],
    &[],
    &[],
    &[("dbg", Debug), ("inf", Info), ("wrn", Warning), ("err", Error), ("log", Info)],
    &[
        ("info", Info),
        ("warn", Warning),
        ("crit", Critical),
        ("fine", Debug),
        ("fail", Error),
        ("dbug", Debug),
        ("trce", Trace),
        ("eror", Error),
    ],
    &[
        ("error", Error),
        ("debug", Debug),
        ("trace", Trace),
        ("fatal", Critical),
        ("alert", Critical),
        ("emerg", Critical),
        ("panic", Critical),
        ("finer", Trace),
    ],
    &[("notice", Notice), ("severe", Error), ("config", Debug), ("finest", Trace)],
    &[("warning", Warning), ("verbose", Trace)],
    &[("critical", Critical)],
    &[("emergency", Critical)],
    &[],
    &[("information", Info)],
];

impl Level {
    /// Any word that loggers use, in any case.
    pub fn of(word: &str) -> Option<Self> {
        let known = WORDS.get(word.len())?;
        known.iter().find(|(one, _)| one.eq_ignore_ascii_case(word)).map(|(_, level)| *level)
    }

    /// Also the names of this list and single letters, as a person or a field of JSON may write them.
    pub fn named(word: &str) -> Option<Self> {
        let word = word.trim();
        Self::of(word).or_else(|| match word {
            "unknown" => Some(Unknown),
            "I" | "i" => Some(Info),
            "W" | "w" => Some(Warning),
            "E" | "e" => Some(Error),
            "F" | "f" | "C" => Some(Critical),
            "D" | "d" => Some(Debug),
            "T" | "V" => Some(Trace),
            _ => word.parse().ok().and_then(Self::of_number),
        })
    }

    /// 0 to 7 as in syslog and journald, from 10 on as in pino, bunyan and Python (there 40 is an error and 50 critical).
    pub fn of_number(number: i64) -> Option<Self> {
        Some(match number {
            0..=7 => Self::of_severity(number),
            10 => Trace,
            20 => Debug,
            30 => Info,
            40 => Warning,
            50 => Error,
            60 => Critical,
            _ => return None,
        })
    }

    /// The low three bits of a priority of syslog.
    pub fn of_severity(severity: i64) -> Self {
        match severity & 7 {
            0..=2 => Critical,
            3 => Error,
            4 => Warning,
            5 => Notice,
            6 => Info,
            _ => Debug,
        }
    }

    /// Of a status of HTTP.
    pub fn of_status(status: &str) -> Self {
        match status.as_bytes() {
            [b'5', _, _] => Error,
            [b'4', _, _] => Warning,
            [b'1'..=b'3', _, _] => Info,
            _ => Unknown,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Unknown => "unknown",
            Trace => "trace",
            Debug => "debug",
            Info => "info",
            Notice => "notice",
            Warning => "warning",
            Error => "error",
            Critical => "critical",
        }
    }

    pub fn is_error(self) -> bool {
        self >= Error
    }

    /// A guess from the words of a message, for formats whose lines say no level.
    pub fn guess(message: &str) -> Self {
        let words = message.split(|one: char| !one.is_ascii_alphabetic()).filter(|word| word.len() > 3);
        words
            .take(24)
            .filter_map(|word| match word.len() {
                4 if word.eq_ignore_ascii_case("warn") => Some(Warning),
                5 if word.eq_ignore_ascii_case("error") => Some(Error),
                5 if word.eq_ignore_ascii_case("panic") || word.eq_ignore_ascii_case("fatal") => Some(Critical),
                6 if word.eq_ignore_ascii_case("failed") => Some(Error),
                7 if word.eq_ignore_ascii_case("failure") => Some(Error),
                7 if word.eq_ignore_ascii_case("warning") => Some(Warning),
                8 if word.eq_ignore_ascii_case("critical") => Some(Critical),
                8 if word.eq_ignore_ascii_case("segfault") => Some(Error),
                _ => None,
            })
            .max()
            .unwrap_or(Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::Level;

    #[test]
    fn knows_what_loggers_write() {
        for (word, name) in [
            ("INFO", "info"),
            ("Warn", "warning"),
            ("SEVERE", "error"),
            ("FINEST", "trace"),
            ("emerg", "critical"),
            ("Information", "info"),
            ("40", "warning"),
            ("3", "error"),
            ("E", "error"),
            (" notice ", "notice"),
        ] {
            assert_eq!(Level::named(word).map(Level::name), Some(name), "{word}");
        }
        for word in ["", "Server", "errors", "35", "ÄÖ"] {
            assert_eq!(Level::named(word), None, "{word}");
        }
    }

    #[test]
    fn guesses_from_words() {
        assert_eq!(Level::guess("Failed password for root from 1.2.3.4"), Level::Error);
        assert_eq!(Level::guess("WARNING: disk error"), Level::Error);
        assert_eq!(Level::guess("session opened for user root"), Level::Unknown);
    }
}
