use mcp_tools::Server;

pub fn server() -> Server {
    Server {
        name: "filesystem",
        title: "Filesystem",
        description: "Reads, writes and searches files in the granted folders",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![],
    }
}
