//! Reads and writes git repositories without git: objects loose and packed, refs, index and worktree.

#![allow(dead_code, reason = "while it is being written")]

mod ancestry;
mod attributes;
mod cannot;
mod changes;
mod civil;
mod commit;
mod compare;
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
        instructions: "",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: tools::all(),
    }
}
