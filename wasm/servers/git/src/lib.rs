//! Reads and writes git repositories without git: objects loose and packed, refs, index and worktree.

mod ancestry;
mod attributes;
mod cannot;
mod changes;
mod civil;
mod commit;
mod compare;
mod disk;
mod hash;
mod id;
mod identity;
mod ignore;
mod index;
mod message;
mod object;
mod objects;
mod patch;
mod peel;
mod place;
mod quick;
mod reach;
mod refs;
mod renames;
mod repository;
mod revision;
mod signature;
mod tools;
mod tracking;
mod tree;
mod upstream;
mod walk;
mod when;
mod worktree;

use mcp_tools::Server;
pub(crate) use repository::Repository;

pub fn server() -> Server {
    Server {
        name: "git",
        title: "Git",
        description: "Status, history, diffs, commits and branches of a repository",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "repo_path is the folder that holds .git, as an absolute path. Look with git_status first; git_add stages, \
                       git_commit records what is staged, git_checkout switches branches and keeps local changes. Nothing is \
                       fetched or pushed, hooks are not run, and modes of files cannot be seen.",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: tools::all(),
    }
}
