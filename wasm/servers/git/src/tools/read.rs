use super::{branch, create_branch, diff, log, read_schema as schema, show};
use mcp_tools::{Hints, Tool};

/// Those that read history, and the one that gives it a name.
pub fn tools() -> Vec<Tool> {
    vec![
        Tool {
            name: "git_log",
            title: "History",
            description: "Shows the commit logs: the history of the current branch, the newest commit first",
            input: schema::input("log_input", &[]),
            output: schema::output("log"),
            hints: Hints::READS,
            run: Box::new(log::run),
        },
        Tool {
            name: "git_show",
            title: "Show a commit or file",
            description: "Shows a commit with what it changed, or a file or directory given as <revision>:<path>",
            input: schema::input("show_input", &["revision"]),
            output: schema::output("show"),
            hints: Hints::READS,
            run: Box::new(show::run),
        },
        Tool {
            name: "git_branch",
            title: "Branches",
            description: "Lists repository branches; the current one is marked with *",
            input: schema::input("branch_input", &["branch_type"]),
            output: schema::output("branch"),
            hints: Hints::READS,
            run: Box::new(branch::run),
        },
        Tool {
            name: "git_diff",
            title: "Differences",
            description: "Shows differences between a branch or commit and the working directory, or between two commits (A..B)",
            input: schema::input("diff_input", &["target"]),
            output: super::write_schema::diff(),
            hints: Hints::READS,
            run: Box::new(diff::run),
        },
        Tool {
            name: "git_create_branch",
            title: "Create a branch",
            description: "Creates a new branch from an optional base branch, without switching to it",
            input: schema::input("create_branch_input", &["branch_name"]),
            output: schema::output("create_branch"),
            hints: Hints::ADDS,
            run: Box::new(create_branch::run),
        },
    ]
}
