mcp_tools::declare_needs!("../needs.json");

fn main() {
    mcp_stdio::serve(&git::server(), "ready");
}
