use mcp_tools::Server;

pub fn server() -> Server {
    Server {
        name: "git",
        title: "Git",
        description: "Status, history, diffs, commits and branches of a repository",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![],
    }
}
