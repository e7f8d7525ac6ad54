use crate::Repository;
use crate::id::Id;
use crate::signature::Signature;

/// A commit, read as far as tools need it. Texts that are no UTF-8 are read by the commit's `encoding` when that is Latin-1,
/// else with replacement characters.
#[derive(Clone, Debug)]
pub struct Commit {
    pub tree: Id,
    pub parents: Vec<Id>,
    pub author: Signature,
    pub committer: Signature,
    /// As it is stored, usually ending in a line feed.
    pub message: String,
}

/// Reads a commit.
pub fn find(_repo: &Repository, id: Id) -> Result<Commit, String> {
    Err(format!("The commit {id} cannot be read yet."))
}

/// Stores a commit.
pub fn write(_repo: &Repository, _commit: &Commit) -> Result<Id, String> {
    Err("Commits cannot be written yet.".to_owned())
}
