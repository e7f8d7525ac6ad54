//! Serves tools over MCP on stdio. Speaks the `initialize` revisions (2024-11-05 to 2025-11-25) and the stateless one
//! (2026-07-28): `initialize` makes the connection legacy, `_meta` makes a request modern. A tool sees none of this.

mod connection;
mod id_of;
mod legacy;
mod lines;
mod modern;

use mcp_tools::Server;
use std::io::{Write, stdin, stdout};

/// Serves until stdin ends. `ready` is the line that the log starts with.
pub fn serve(server: &Server, ready: &str) {
    eprintln!("{} {} {ready}", server.name, server.version);
    let mut connection = connection::Connection::new(server);
    let mut input = stdin().lock();
    while let Some(line) = lines::next(&mut input) {
        for answer in connection.handle(&line) {
            // In one piece: an answer may be many megabytes of small tokens.
            let line = format!("{answer}\n");
            let mut out = stdout().lock();
            // The client may be gone: then there is nobody left to answer.
            if out.write_all(line.as_bytes()).and_then(|()| out.flush()).is_err() {
                return;
            }
        }
    }
}
