use mcp_tools::Tool;

/// Those that need the index or the worktree.
pub fn tools() -> Vec<Tool> {
    Vec::new()
}
