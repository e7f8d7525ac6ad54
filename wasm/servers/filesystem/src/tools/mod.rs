//! One file per tool: what it does with its arguments.

pub mod allowed;
pub mod create_directory;
pub mod edit;
pub mod info;
pub mod list;
pub mod list_sizes;
pub mod move_file;
pub mod read_media;
pub mod read_multiple;
pub mod read_text;
pub mod search;
pub mod tree;
pub mod write;
