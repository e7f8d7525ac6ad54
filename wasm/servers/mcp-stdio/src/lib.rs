//! Serves tools over MCP on stdio. Speaks the `initialize` revisions (2024-11-05 to 2025-11-25) and the stateless one
//! (2026-07-28): `initialize` makes the connection legacy, `_meta` makes a request modern. A tool sees none of this.

mod connection;
mod id_of;
mod legacy;
mod lines;
mod modern;

use mcp_tools::{Server, object};
use serde_json::Value;
use std::io::{Write, stdin, stdout};

/// Serves until stdin ends. `ready` is the line that the log starts with.
pub fn serve(server: &Server, ready: &str) {
    eprintln!("{} {} {ready}", server.name, server.version);
    let mut connection = connection::Connection::new(server);
    let mut input = stdin().lock();
    while let Some(line) = lines::next(&mut input) {
        for answer in connection.handle(&line) {
            // In one piece: an answer may be many megabytes of small tokens.
            let mut line = serde_json::to_vec(&answer).unwrap_or_default();
            line.push(b'\n');
            let mut out = stdout().lock();
            // The client may be gone: then there is nobody left to answer.
            if out.write_all(&line).and_then(|()| out.flush()).is_err() {
                return;
            }
        }
    }
}

/// The answer to a request that succeeded. The result moves into it: it may be large.
fn answered(id: &Value, result: Value) -> Value {
    object([("jsonrpc", "2.0".into()), ("id", id.clone()), ("result", result)])
}
