use mcp_tools::Server;

pub fn server() -> Server {
    Server {
        name: "sequential-thinking",
        title: "Sequential thinking",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "",
        icon: include_str!("../icon.svg"),
        stateful: true,
        tools: vec![],
    }
}
