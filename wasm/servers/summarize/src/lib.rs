use mcp_tools::Server;

pub fn server() -> Server {
    Server {
        name: "summarize",
        title: "Summarize",
        description: "Summaries by an OpenAI-compatible model",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![],
    }
}
