use crate::Repository;
use crate::id::Id;

/// What a revision names: HEAD, branch, tag, remote branch, full ref, beginning of an id, `^`, `~n`, `^{commit}`, `REV:path` ...
pub fn resolve(_repo: &Repository, spec: &str) -> Result<Id, String> {
    Err(format!("{spec} cannot be resolved yet."))
}

/// The commit that a revision names; annotated tags are followed.
pub fn commit(repo: &Repository, spec: &str) -> Result<Id, String> {
    resolve(repo, spec)
}
