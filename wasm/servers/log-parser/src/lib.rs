//! Reads logs of the formats that people have: from text, from entries that a model holds, or from files of any size.

mod entry;
mod format;
mod input;
mod level;
mod scan;
mod schema;
mod stamp;
mod tools;

use mcp_tools::{Args, Hints, Outcome, Server, Tool};

pub fn server() -> Server {
    Server {
        name: "log-parser",
        title: "Log parser",
        description: "Reads, filters and counts log entries",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "Every tool takes the path of a log file in a granted folder, of any size: prefer that to passing text or \
                       entries. Start with compute_log_statistics, then search_entries or filter_entries. Levels are critical, \
                       error, warning, notice, info, debug, trace and unknown.",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![
            tool(
                "parse_logs",
                "Parse logs",
                "Parse raw log content into structured entries. Returns entries with _level field added. Takes log_content or \
                 the path of a file; knows syslog, journald, JSON lines, logfmt, nginx, Apache, Python, Java, Kubernetes and \
                 Docker, and reads other lines by their time and level. Stack traces belong to their entry.",
                tools::parse::parse,
            ),
            tool(
                "filter_entries",
                "Filter entries by level",
                "Filter log entries by severity level. Pass entries from parse_logs result, or the path of a log file, or log_content.",
                tools::filter::filter,
            ),
            tool(
                "compute_log_statistics",
                "Log statistics",
                "Compute statistics from parsed log entries, from the path of a log file, or from log_content: by level, source, \
                 kind of message and hour, with the error rate.",
                tools::statistics::statistics,
            ),
            tool(
                "search_entries",
                "Search entries",
                "Search log entries by regex pattern, in parsed entries, in the file of a path, or in log_content. Case does not \
                 matter unless case_sensitive is true.",
                tools::search::search,
            ),
            tool(
                "extract_time_range",
                "Time range",
                "Extract time range information from log entries, from the path of a log file, or from log_content: first and \
                 last time, span, pauses, entries that are out of order.",
                tools::range::range,
            ),
        ],
    }
}

fn tool(
    name: &'static str,
    title: &'static str,
    description: &'static str,
    run: impl Fn(Args) -> Result<Outcome, String> + 'static,
) -> Tool {
    let (input, output) = (schema::input(name), schema::output(name));
    Tool { name, title, description, input, output, hints: Hints::READS, run: Box::new(run) }
}
