fn main() {
    mcp_stdio::serve(&data_aggregate::server(), "ready");
}
