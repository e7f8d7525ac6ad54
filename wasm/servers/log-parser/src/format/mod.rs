mod access;
mod apache_error;
mod compose;
mod cri;
mod detect;
mod json;
mod klog;
mod layout;
pub mod logfmt;
mod nginx_error;
mod pairs;
mod syslog;
mod tokens;

use crate::entry::Entry;
pub use detect::detect;
pub use json::of_object;

/// How the lines of a log are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Cri,
    Syslog5424,
    Combined,
    Common,
    NginxError,
    ApacheError,
    Klog,
    Syslog,
    Logfmt,
    Python,
    Java,
    Generic,
}

use Format::{
    ApacheError, Combined, Common, Cri, Generic, Java, Json, Klog, Logfmt, NginxError, Python, Syslog, Syslog5424,
};

/// The most telling first: where several read a line, the first of them is meant.
pub const ALL: [Format; 13] =
    [Json, Cri, Syslog5424, Combined, Common, NginxError, ApacheError, Klog, Syslog, Logfmt, Python, Java, Generic];

/// Further names by which people know them.
const ALIASES: [(&str, Format); 22] = [
    ("jsonl", Json),
    ("ndjson", Json),
    ("docker", Json),
    ("pino", Json),
    ("bunyan", Json),
    ("kubernetes", Cri),
    ("containerd", Cri),
    ("rfc5424", Syslog5424),
    ("nginx", Combined),
    ("nginx_access", Combined),
    ("apache", Combined),
    ("apache_combined", Combined),
    ("combined", Combined),
    ("apache_common", Common),
    ("common", Common),
    ("glog", Klog),
    ("journald", Syslog),
    ("rfc3164", Syslog),
    ("log4j", Java),
    ("logback", Java),
    ("text", Generic),
    ("custom", Generic),
];

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Json => "json",
            Cri => "cri",
            Syslog5424 => "syslog5424",
            Combined => "access_combined",
            Common => "access_common",
            NginxError => "nginx_error",
            ApacheError => "apache_error",
            Klog => "klog",
            Syslog => "syslog",
            Logfmt => "logfmt",
            Python => "python",
            Java => "java",
            Generic => "generic",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase().replace('-', "_");
        let own = ALL.into_iter().find(|format| format.name() == name);
        own.or_else(|| ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, format)| *format))
    }

    /// All that `named` takes, for a schema.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ALL.into_iter().map(Self::name).chain(ALIASES.iter().map(|(alias, _)| *alias))
    }

    /// Whether lines that begin no entry belong to the one before.
    pub fn joins(self) -> bool {
        matches!(self, Python | Java | Generic | Klog)
    }

    /// One line; None where it is none of this format. `line` and `raw` are for the caller to set.
    pub fn read(self, line: &str) -> Option<Entry<'_>> {
        match self {
            Json => json::read(line),
            Cri => cri::read(line),
            Syslog5424 => syslog::read_5424(line),
            // Servers mix the two when their hosts are configured differently.
            Combined | Common => access::read(line),
            NginxError => nginx_error::read(line),
            ApacheError => apache_error::read(line),
            Klog => klog::read(line),
            Syslog => syslog::read(line),
            Logfmt => logfmt::read(line),
            Python | Java | Generic => layout::read(line).map(|(entry, _)| entry),
        }
    }
}

/// A line of an unknown or other format, by the first that reads it.
pub fn read_any(line: &str) -> Option<Entry<'_>> {
    read_special(line).or_else(|| Generic.read(line)).or_else(|| compose::read(line))
}

/// By any but the loose ones, which find entries also in what belongs to another.
pub fn read_special(line: &str) -> Option<Entry<'_>> {
    [Json, Cri, Syslog5424, Combined, NginxError, ApacheError, Klog, Syslog, Logfmt]
        .into_iter()
        .find_map(|format| format.read(line))
}
