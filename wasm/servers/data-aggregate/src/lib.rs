use mcp_tools::Server;

pub fn server() -> Server {
    Server {
        name: "data-aggregate",
        title: "Data aggregate",
        description: "Groups, sums, percentiles, duplicates and trends",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![],
    }
}
