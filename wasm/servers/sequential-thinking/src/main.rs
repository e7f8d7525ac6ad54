//! Over stdio. `DISABLE_THOUGHT_LOGGING=false` writes the thoughts to the log.

fn main() {
    // The server that people use logs unless this is true. Here the log is kept, and thoughts are private: only a clear no.
    let log = std::env::var("DISABLE_THOUGHT_LOGGING").is_ok_and(|value| value.eq_ignore_ascii_case("false"));
    mcp_stdio::serve(&sequential_thinking::server(log), if log { "ready, thoughts are logged" } else { "ready" });
}
