fn main() {
    mcp_stdio::serve(&summarize::server(), "ready");
}
