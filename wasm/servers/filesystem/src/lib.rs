//! Reads, writes and searches files in the granted folders. Reaches nothing else, whatever a path or a link says.

mod answer;
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
use mcp_tools::{Args, Hints, Outcome, Server, Tool};
use schema::Schemas;
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
    let schemas = Schemas::read();
    let tool = |listed: &Listed| {
        let (disk, run) = (Rc::clone(&disk), listed.run);
        Tool {
            name: listed.name,
            title: listed.title,
            description: listed.description,
            input: schemas.input(listed.name),
            output: schemas.output(listed.name),
            hints: listed.hints,
            run: Box::new(move |args| run(&disk, args)),
        }
    };
    Server {
        name: "filesystem",
        title: "Filesystem",
        description: "Reads, writes and searches files",
        version: env!("CARGO_PKG_VERSION"),
        instructions: "Only the granted folders can be reached; list_allowed_directories names them. Give whole paths. Read long \
                       files with head or tail. Preview edits with dryRun.",
        icon: include_str!("../icon.svg"),
        stateful: false,
        tools: TOOLS.iter().map(tool).collect(),
    }
}

/// A tool as data: fourteen that are built one by one would take much more room.
struct Listed {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    hints: Hints,
    run: fn(&Disk, Args) -> Result<Outcome, String>,
}

const TOOLS: [Listed; 14] = [
    Listed {
        name: "read_file",
        title: "Read file (deprecated)",
        description: "Read the complete contents of a file as text. DEPRECATED: Use read_text_file instead.",
        hints: Hints::READS,
        run: tools::read_text::run,
    },
    Listed {
        name: "read_text_file",
        title: "Read text file",
        description: "Read the complete contents of a file as text. Understands UTF-8, UTF-16 with a byte order mark, and \
                              Windows-1252. Use head to read only the first N lines of a file, or tail to read only the last N \
                              lines: both are fast however large the file is. Only works within allowed directories.",
        hints: Hints::READS,
        run: tools::read_text::run,
    },
    Listed {
        name: "read_media_file",
        title: "Read media file",
        description: "Read a file as base64 with its MIME type. Images and audio become image and audio content, any other \
                              file an embedded resource. Only works within allowed directories.",
        hints: Hints::READS,
        run: tools::read_media::run,
    },
    Listed {
        name: "read_multiple_files",
        title: "Read multiple files",
        description: "Read the contents of several text files at once, each with its path. A file that cannot be read is \
                              named with the reason and does not stop the others. Only works within allowed directories.",
        hints: Hints::READS,
        run: tools::read_multiple::run,
    },
    Listed {
        name: "write_file",
        title: "Write file",
        description: "Create a new file or completely overwrite an existing file with new content, as UTF-8. Overwrites \
                              without warning; use edit_file to change a part. Only works within allowed directories.",
        hints: Hints::CHANGES.idempotent(),
        run: tools::write::run,
    },
    Listed {
        name: "edit_file",
        title: "Edit file",
        description: "Make line-based edits to a text file: each replaces text of the file with new text. Returns a git-style diff of what changed, or with dryRun of what would. Nothing is written unless every edit fits. Only works within allowed directories.",
        hints: Hints::CHANGES,
        run: tools::edit::run,
    },
    Listed {
        name: "create_directory",
        title: "Create directory",
        description: "Create a new directory or ensure that it exists, with the directories that it lies in. Only works \
                              within allowed directories.",
        hints: Hints::ADDS.idempotent(),
        run: tools::create_directory::run,
    },
    Listed {
        name: "list_directory",
        title: "List directory",
        description: "List everything directly in a directory, each with [FILE] or [DIR] in front. Only works within \
                              allowed directories.",
        hints: Hints::READS,
        run: tools::list::run,
    },
    Listed {
        name: "list_directory_with_sizes",
        title: "List directory with sizes",
        description: "List everything directly in a directory, with sizes and totals. What is in subdirectories is not \
                              counted. Only works within allowed directories.",
        hints: Hints::READS,
        run: tools::list_sizes::run,
    },
    Listed {
        name: "directory_tree",
        title: "Directory tree",
        description: "Get a recursive tree of a directory as JSON. Each entry has its name and type; directories have children, which may be empty. Links are shown, but not followed. Only works within allowed directories.",
        hints: Hints::READS,
        run: tools::tree::run,
    },
    Listed {
        name: "move_file",
        title: "Move file",
        description: "Move or rename a file or directory. Fails when something is at the destination already. Both paths must be within allowed directories.",
        hints: Hints::CHANGES,
        run: tools::move_file::run,
    },
    Listed {
        name: "search_files",
        title: "Search files",
        description: "Find files and directories whose path below a directory matches a glob pattern: *.ts in the directory itself, **/*.ts at any depth. Returns whole paths. Links are found, but not followed. Only searches within allowed directories.",
        hints: Hints::READS,
        run: tools::search::run,
    },
    Listed {
        name: "get_file_info",
        title: "Get file info",
        description: "Get a file's or directory's size, times and type without reading it. Only works within allowed \
                              directories.",
        hints: Hints::READS,
        run: tools::info::run,
    },
    Listed {
        name: "list_allowed_directories",
        title: "List allowed directories",
        description: "List the directories that this server may access; what lies below them is accessible too. Use it to \
                              find out where to work before other tools.",
        hints: Hints::READS,
        run: tools::allowed::run,
    },
];
