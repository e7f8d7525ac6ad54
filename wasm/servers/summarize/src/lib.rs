//! Summarizes texts with a language model behind an OpenAI-compatible endpoint.

mod answer;
mod ask;
mod key;
mod parts;
mod prompt;
mod provider;
mod refused;
mod schema;
mod summaries;
mod tools;

use mcp_tools::{Hints, Server, Tool};
use schema::Schema;

/// Sends texts out and costs something, but changes nothing; asked twice, a model answers differently.
const ASKS: Hints = Hints { idempotent: false, ..Hints::READS }.open_world();

pub fn server() -> Server {
    Server {
        name: "summarize",
        title: "Summarize",
        description: "Summaries by an OpenAI-compatible model",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "Texts are sent to the provider that get_provider_info names. Long ones are cut into parts and summarized \
                       in two steps.",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![
            Tool {
                name: "summarize_text",
                title: "Summarize a text",
                description: "Summarize the given text",
                input: Schema::TextInput.read(),
                output: Schema::Summary.read(),
                hints: ASKS,
                run: Box::new(tools::text),
            },
            Tool {
                name: "summarize_documents",
                title: "Summarize documents",
                description: "Summarize multiple documents, each for itself; one that fails leaves the others alone",
                input: Schema::DocumentsInput.read(),
                output: Schema::Summaries.read(),
                hints: ASKS,
                run: Box::new(tools::documents),
            },
            Tool {
                name: "get_provider_info",
                title: "Provider",
                description: "Get information about the current summarization provider: its model, its host, and whether a key is there",
                input: Schema::NoInput.read(),
                output: Schema::Provider.read(),
                hints: Hints::READS,
                run: Box::new(tools::provider_info),
            },
        ],
    }
}
