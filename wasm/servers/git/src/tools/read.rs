use mcp_tools::Tool;

/// git_log, git_show, git_branch, git_diff, git_create_branch.
pub fn tools() -> Vec<Tool> {
    Vec::new()
}
