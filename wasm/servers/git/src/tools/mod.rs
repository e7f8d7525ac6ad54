//! One file per tool; `read.rs` and `write.rs` list them.

mod read;
mod write;

use mcp_tools::Tool;

/// In the order in which they are shown.
pub fn all() -> Vec<Tool> {
    let mut tools = read::tools();
    tools.extend(write::tools());
    tools
}
