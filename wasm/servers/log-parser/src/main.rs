mcp_tools::declare_needs!("../needs.json");

fn main() {
    mcp_stdio::serve(&log_parser::server(), "ready");
}
