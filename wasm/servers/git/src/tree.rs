use crate::Repository;
use crate::id::Id;
use std::collections::BTreeMap;

pub const FOLDER: u32 = 0o040_000;
pub const FILE: u32 = 0o100_644;
pub const EXECUTABLE: u32 = 0o100_755;
pub const SYMLINK: u32 = 0o120_000;
/// A submodule's commit.
pub const GITLINK: u32 = 0o160_000;

/// One line of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub mode: u32,
    pub name: Vec<u8>,
    pub id: Id,
}

/// Mode and id of every file of a tree and the trees in it, by path.
pub type Files = BTreeMap<Vec<u8>, (u32, Id)>;

/// The lines of one tree.
pub fn entries(_repo: &Repository, _tree: Id) -> Result<Vec<Entry>, String> {
    Ok(Vec::new())
}

/// All files of a tree.
pub fn flatten(_repo: &Repository, _tree: Id) -> Result<Files, String> {
    Ok(Files::new())
}

/// Writes the trees that hold these files and gives the id of the topmost.
pub fn write(_repo: &Repository, _files: &Files) -> Result<Id, String> {
    Err("Trees cannot be written yet.".to_owned())
}
