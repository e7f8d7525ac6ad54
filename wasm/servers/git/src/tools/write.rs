use super::{add, checkout, commit, diffs, reset, status, write_schema as schema};
use mcp_tools::{Hints, Tool};

/// Those that need the index or the worktree.
pub fn tools() -> Vec<Tool> {
    vec![
        Tool {
            name: "git_status",
            title: "Status",
            description: "Shows the working tree status: branch, what is staged, changed, in conflict and untracked",
            input: schema::takes("git_status"),
            output: schema::gives("git_status"),
            hints: Hints::READS,
            run: Box::new(status::run),
        },
        Tool {
            name: "git_diff_unstaged",
            title: "Unstaged changes",
            description: "Shows changes in the working directory that are not yet staged",
            input: schema::takes("git_diff_unstaged"),
            output: schema::gives("git_diff_unstaged"),
            hints: Hints::READS,
            run: Box::new(diffs::unstaged),
        },
        Tool {
            name: "git_diff_staged",
            title: "Staged changes",
            description: "Shows changes that are staged for commit",
            input: schema::takes("git_diff_staged"),
            output: schema::gives("git_diff_staged"),
            hints: Hints::READS,
            run: Box::new(diffs::staged),
        },
        Tool {
            name: "git_commit",
            title: "Commit",
            description: "Records what is staged as a new commit on the current branch; concludes a merge that is in progress",
            input: schema::takes("git_commit"),
            output: schema::gives("git_commit"),
            hints: Hints::ADDS,
            run: Box::new(commit::run),
        },
        Tool {
            name: "git_add",
            title: "Stage files",
            description: "Adds file contents to the staging area",
            input: schema::takes("git_add"),
            output: schema::gives("git_add"),
            hints: Hints::ADDS.idempotent(),
            run: Box::new(add::run),
        },
        Tool {
            name: "git_reset",
            title: "Unstage everything",
            description: "Unstages all staged changes; the files in the working directory stay as they are",
            input: schema::takes("git_reset"),
            output: schema::gives("git_reset"),
            hints: Hints::CHANGES.idempotent(),
            run: Box::new(reset::run),
        },
        Tool {
            name: "git_checkout",
            title: "Switch branches",
            description: "Switches to a branch, or detaches HEAD at a tag or commit. Local changes stay; it refuses where they would be overwritten",
            input: schema::takes("git_checkout"),
            output: schema::gives("git_checkout"),
            hints: Hints::CHANGES,
            run: Box::new(checkout::run),
        },
    ]
}
