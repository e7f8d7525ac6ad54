//! Lets a model think in numbered steps that it can revise and branch. Needs nothing.

mod describe;
mod history;
mod schema;
mod think;

use mcp_tools::{Hints, Server, Tool};
use std::cell::RefCell;

/// `log` says whether thoughts are written to stderr.
pub fn server(log: bool) -> Server {
    let history = RefCell::default();
    Server {
        name: "sequential-thinking",
        title: "Sequential thinking",
        description: "Thinking in steps, with revisions and branches",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "One call per thought, numbered from 1. Only numbers and names of branches are kept here, for this session \
                       alone; the thoughts themselves stay in the conversation.",
        icon: include_str!("../icon.svg"),
        stateful: true,
        tools: vec![Tool {
            name: "sequentialthinking",
            title: "Sequential thinking",
            description: describe::DESCRIPTION,
            input: schema::input(),
            output: schema::output(),
            // It touches nothing, but the same thought sent twice counts twice.
            hints: Hints { idempotent: false, ..Hints::READS },
            run: Box::new(move |args| think::think(&history, log, args)),
        }],
    }
}
