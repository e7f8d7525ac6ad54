use mcp_tools::Server;

pub fn server() -> Server {
    Server {
        name: "image-resize",
        title: "Image resize",
        description: "Resizes images and finds those that look alike",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![],
    }
}
