use mcp_tools::Server;

pub fn server() -> Server {
    Server {
        name: "log-parser",
        title: "Log parser",
        description: "Reads, filters and counts entries of common log formats",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![],
    }
}
