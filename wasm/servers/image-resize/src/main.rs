mcp_tools::declare_needs!("../needs.json");

fn main() {
    mcp_stdio::serve(&image_resize::server(), "ready");
}
