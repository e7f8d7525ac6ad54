//! Reads, writes and searches files in the granted folders. Reaches nothing else, whatever a path or a link says.

mod collate;
mod date;
mod disk;
mod edit;
mod glob;
mod mime;
mod path;
mod schema;
mod size;
mod text;
mod tools;
mod url;

use disk::Disk;
use mcp_tools::{Args, Hints, Outcome, Run, Server, Tool};
use std::rc::Rc;

/// How the log begins: what can be reached at all.
pub fn ready() -> String {
    match Disk::default().folders() {
        [] => "ready, but no folder is granted".to_owned(),
        folders => {
            let names: Vec<String> = folders.iter().map(|folder| path::quote(&folder.path)).collect();
            format!("ready, in {}", names.join(", "))
        }
    }
}

pub fn server() -> Server {
    let disk = Rc::new(Disk::default());
    let schemas = schema::Schemas::read();
    let on = |run: fn(&Disk, Args) -> Result<Outcome, String>| -> Run {
        let disk = Rc::clone(&disk);
        Box::new(move |args| run(&disk, args))
    };
    Server {
        name: "filesystem",
        title: "Filesystem",
        description: "Reads, writes and searches files in the granted folders",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "Only the granted folders can be reached; list_allowed_directories names them. Give whole paths. Read long \
                       files with head or tail. Preview edits with dryRun.",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: vec![
            Tool {
                name: "read_file",
                title: "Read file (deprecated)",
                description: "Read the complete contents of a file as text. DEPRECATED: Use read_text_file instead.",
                input: schemas.input("read_file"),
                output: schemas.output("read_file"),
                hints: Hints::READS,
                run: on(tools::read_text::run),
            },
            Tool {
                name: "read_text_file",
                title: "Read text file",
                description: "Read the complete contents of a file as text. Understands UTF-8, UTF-16 with a byte order mark, and \
                              Windows-1252. Use head to read only the first N lines of a file, or tail to read only the last N \
                              lines: both are fast however large the file is. Only works within allowed directories.",
                input: schemas.input("read_text_file"),
                output: schemas.output("read_text_file"),
                hints: Hints::READS,
                run: on(tools::read_text::run),
            },
            Tool {
                name: "read_media_file",
                title: "Read media file",
                description: "Read a file as base64 with its MIME type. Images and audio become image and audio content, any other \
                              file an embedded resource. Only works within allowed directories.",
                input: schemas.input("read_media_file"),
                output: schemas.output("read_media_file"),
                hints: Hints::READS,
                run: on(tools::read_media::run),
            },
            Tool {
                name: "read_multiple_files",
                title: "Read multiple files",
                description: "Read the contents of several text files at once, each with its path. A file that cannot be read is \
                              named with the reason and does not stop the others. Only works within allowed directories.",
                input: schemas.input("read_multiple_files"),
                output: schemas.output("read_multiple_files"),
                hints: Hints::READS,
                run: on(tools::read_multiple::run),
            },
            Tool {
                name: "write_file",
                title: "Write file",
                description: "Create a new file or completely overwrite an existing file with new content, as UTF-8. Overwrites \
                              without warning; use edit_file to change a part. Only works within allowed directories.",
                input: schemas.input("write_file"),
                output: schemas.output("write_file"),
                hints: Hints::CHANGES.idempotent(),
                run: on(tools::write::run),
            },
            Tool {
                name: "edit_file",
                title: "Edit file",
                description: "Make line-based edits to a text file: each replaces text of the file with new text. Returns a git-style diff of what changed, or with dryRun of what would. Nothing is written unless every edit fits. Only works within allowed directories.",
                input: schemas.input("edit_file"),
                output: schemas.output("edit_file"),
                hints: Hints::CHANGES,
                run: on(tools::edit::run),
            },
            Tool {
                name: "create_directory",
                title: "Create directory",
                description: "Create a new directory or ensure that it exists, with the directories that it lies in. Only works \
                              within allowed directories.",
                input: schemas.input("create_directory"),
                output: schemas.output("create_directory"),
                hints: Hints::ADDS.idempotent(),
                run: on(tools::create_directory::run),
            },
            Tool {
                name: "list_directory",
                title: "List directory",
                description: "List everything directly in a directory, each with [FILE] or [DIR] in front. Only works within \
                              allowed directories.",
                input: schemas.input("list_directory"),
                output: schemas.output("list_directory"),
                hints: Hints::READS,
                run: on(tools::list::run),
            },
            Tool {
                name: "list_directory_with_sizes",
                title: "List directory with sizes",
                description: "List everything directly in a directory, with sizes and totals. What is in subdirectories is not \
                              counted. Only works within allowed directories.",
                input: schemas.input("list_directory_with_sizes"),
                output: schemas.output("list_directory_with_sizes"),
                hints: Hints::READS,
                run: on(tools::list_sizes::run),
            },
            Tool {
                name: "directory_tree",
                title: "Directory tree",
                description: "Get a recursive tree of a directory as JSON. Each entry has its name and type; directories have children, which may be empty. Links are shown, but not followed. Only works within allowed directories.",
                input: schemas.input("directory_tree"),
                output: schemas.output("directory_tree"),
                hints: Hints::READS,
                run: on(tools::tree::run),
            },
            Tool {
                name: "move_file",
                title: "Move file",
                description: "Move or rename a file or directory. Fails when something is at the destination already. Both paths must be within allowed directories.",
                input: schemas.input("move_file"),
                output: schemas.output("move_file"),
                hints: Hints::CHANGES,
                run: on(tools::move_file::run),
            },
            Tool {
                name: "search_files",
                title: "Search files",
                description: "Find files and directories whose path below a directory matches a glob pattern: *.ts in the directory itself, **/*.ts at any depth. Returns whole paths. Links are found, but not followed. Only searches within allowed directories.",
                input: schemas.input("search_files"),
                output: schemas.output("search_files"),
                hints: Hints::READS,
                run: on(tools::search::run),
            },
            Tool {
                name: "get_file_info",
                title: "Get file info",
                description: "Get a file's or directory's size, times and type without reading it. Only works within allowed \
                              directories.",
                input: schemas.input("get_file_info"),
                output: schemas.output("get_file_info"),
                hints: Hints::READS,
                run: on(tools::info::run),
            },
            Tool {
                name: "list_allowed_directories",
                title: "List allowed directories",
                description: "List the directories that this server may access; what lies below them is accessible too. Use it to \
                              find out where to work before other tools.",
                input: schemas.input("list_allowed_directories"),
                output: schemas.output("list_allowed_directories"),
                hints: Hints::READS,
                run: on(tools::allowed::run),
            },
        ],
    }
}
