//! Over stdio. `--now 2026-03-29T00:30:00Z` makes it believe that it is that time, for tests.

use time::{Clock, ZONES, server};

fn main() {
    let clock = match Clock::from_arguments(std::env::args().skip(1)) {
        Ok(clock) => clock,
        Err(sentence) => {
            eprintln!("{sentence}");
            std::process::exit(2);
        }
    };
    mcp_stdio::serve(&server(clock), &format!("ready, IANA {}", ZONES.unwrap_or("zones")));
}
