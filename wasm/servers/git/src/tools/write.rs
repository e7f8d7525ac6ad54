use super::{diffs, reset, status, write_schema as schema};
use mcp_tools::{Hints, Tool};

/// Those that need the index or the worktree.
pub fn tools() -> Vec<Tool> {
    vec![
        Tool {
            name: "git_status",
            title: "Status",
            description: "Shows the working tree status: branch, what is staged, changed, in conflict and untracked",
            input: schema::input(serde_json::json!({}), &[]),
            output: schema::status(),
            hints: Hints::READS,
            run: Box::new(status::run),
        },
        Tool {
            name: "git_diff_unstaged",
            title: "Unstaged changes",
            description: "Shows changes in the working directory that are not yet staged",
            input: schema::input(schema::context_lines(), &[]),
            output: schema::diff(),
            hints: Hints::READS,
            run: Box::new(diffs::unstaged),
        },
        Tool {
            name: "git_diff_staged",
            title: "Staged changes",
            description: "Shows changes that are staged for commit",
            input: schema::input(schema::context_lines(), &[]),
            output: schema::diff(),
            hints: Hints::READS,
            run: Box::new(diffs::staged),
        },
        Tool {
            name: "git_reset",
            title: "Unstage everything",
            description: "Unstages all staged changes; the files in the working directory stay as they are",
            input: schema::input(serde_json::json!({}), &[]),
            output: schema::reset(),
            hints: Hints::CHANGES.idempotent(),
            run: Box::new(reset::run),
        },
    ]
}
