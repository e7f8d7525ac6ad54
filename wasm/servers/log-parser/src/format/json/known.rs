/// What a field tells, and how surely: the smaller the rank, the better.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Known {
    Level(u8),
    Time(u8),
    Message(u8),
    Source(u8),
    /// Docker's mark: which of a container's two outputs it was.
    Stream,
}

use Known::{Level, Message, Source, Stream, Time};

/// What loggers call their fields, in small letters.
const NAMES: [(&str, Known); 52] = [
    ("level", Level(0)),
    ("severity", Level(1)),
    ("lvl", Level(1)),
    ("loglevel", Level(1)),
    ("log_level", Level(1)),
    ("log.level", Level(1)),
    ("levelname", Level(0)),
    ("level_name", Level(1)),
    ("@l", Level(1)),
    ("severity_text", Level(1)),
    ("severitytext", Level(1)),
    ("priority", Level(3)),
    ("time", Time(1)),
    ("ts", Time(1)),
    ("timestamp", Time(0)),
    ("@timestamp", Time(0)),
    ("datetime", Time(2)),
    ("asctime", Time(1)),
    ("date", Time(3)),
    ("@t", Time(1)),
    ("eventtime", Time(2)),
    ("t", Time(3)),
    ("created", Time(4)),
    ("__realtime_timestamp", Time(2)),
    ("timemillis", Time(2)),
    ("start_time", Time(4)),
    ("created_at", Time(4)),
    ("msg", Message(0)),
    ("message", Message(0)),
    ("@m", Message(1)),
    ("@mt", Message(2)),
    ("short_message", Message(1)),
    ("log", Message(2)),
    ("text", Message(3)),
    ("event", Message(2)),
    ("body", Message(3)),
    ("error", Message(4)),
    ("description", Message(4)),
    ("logger", Source(0)),
    ("logger_name", Source(0)),
    ("loggername", Source(0)),
    ("name", Source(1)),
    ("component", Source(1)),
    ("service", Source(2)),
    ("module", Source(1)),
    ("program", Source(1)),
    ("client", Source(0)),
    ("source", Source(2)),
    ("host", Source(3)),
    ("hostname", Source(3)),
    ("syslog_identifier", Source(0)),
    ("stream", Stream),
];

pub fn known(name: &str) -> Option<Known> {
    if name.len() > 20 {
        return None;
    }
    NAMES.iter().find(|(one, _)| one.len() == name.len() && one.eq_ignore_ascii_case(name)).map(|(_, known)| *known)
}
