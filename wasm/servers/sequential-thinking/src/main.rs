fn main() {
    mcp_stdio::serve(&sequential_thinking::server(), "ready");
}
