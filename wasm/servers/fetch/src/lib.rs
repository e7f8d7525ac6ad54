use mcp_tools::Server;

pub fn server() -> Server {
    Server {
        name: "fetch",
        title: "Fetch",
        description: "Fetches web pages as Markdown",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![],
    }
}
