use mcp_tools::Server;

pub fn server() -> Server {
    Server {
        name: "sequential-thinking",
        title: "Sequential thinking",
        description: "Thinking in steps, with revisions and branches",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "",
        icon: include_str!("../icon.svg"),
        stateful: true,
        tools: vec![],
    }
}
