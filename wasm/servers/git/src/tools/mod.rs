//! One file per tool; `read.rs` and `write.rs` list them.

mod add;
mod branch;
mod change_list;
mod checkout;
mod commit;
mod create_branch;
mod cut;
mod diff;
mod diffs;
mod log;
mod read;
mod read_schema;
mod reset;
mod show;
mod status;
mod target;
mod write;
mod write_schema;

use mcp_tools::Tool;

/// In the order in which they are shown: from looking to changing.
const ORDER: [&str; 12] = [
    "git_status",
    "git_log",
    "git_show",
    "git_branch",
    "git_diff_unstaged",
    "git_diff_staged",
    "git_diff",
    "git_commit",
    "git_add",
    "git_reset",
    "git_create_branch",
    "git_checkout",
];

pub fn all() -> Vec<Tool> {
    let mut tools = read::tools();
    tools.extend(write::tools());
    tools.sort_by_key(|tool| ORDER.iter().position(|name| *name == tool.name));
    tools
}
