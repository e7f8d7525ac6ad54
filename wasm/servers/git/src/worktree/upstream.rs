use crate::id::Id;
use crate::{Repository, ancestry, upstream};

/// The remote branch that a branch follows.
pub struct Upstream {
    /// As `origin/main`.
    pub name: String,
    /// Commits that only the branch has, and that only the upstream has; none where the upstream is gone.
    pub counts: Option<(usize, usize)>,
}

/// None where the branch (full name) follows none.
pub fn of(repo: &Repository, branch: &str, head: Id) -> Result<Option<Upstream>, String> {
    let Some(full) = upstream::of(repo, branch) else { return Ok(None) };
    let name =
        full.strip_prefix("refs/remotes/").or_else(|| full.strip_prefix("refs/heads/")).unwrap_or(&full).to_owned();
    let counts = repo.refs.find(&full)?.map(|id| ancestry::ahead_behind(repo, head, id)).transpose()?;
    Ok(Some(Upstream { name, counts }))
}
