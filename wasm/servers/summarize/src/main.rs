mcp_tools::declare_needs!("../needs.json");

fn main() {
    mcp_stdio::serve(&summarize::server(), "ready");
}
