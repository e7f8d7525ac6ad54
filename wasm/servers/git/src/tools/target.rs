use crate::id::Id;
use crate::refs::name::is_valid;
use crate::{Repository, revision};
use std::fs;
use std::path::Path;

/// Where a checkout goes.
pub enum Target {
    /// A branch, by its full name.
    Branch {
        name: String,
        id: Id,
    },
    /// A branch that is not there yet, and the remote's that it is to follow.
    Follow {
        name: String,
        remote: String,
        id: Id,
    },
    Commit(Id),
}

impl Target {
    pub fn id(&self) -> Id {
        match self {
            Self::Branch { id, .. } | Self::Follow { id, .. } | Self::Commit(id) => *id,
        }
    }
}

/// Branches first, then whatever names a commit, then the branch of a remote, as `git checkout` does.
pub fn find(repo: &Repository, word: &str) -> Result<Target, String> {
    if word.starts_with('-') {
        return Err(format!("Invalid branch name: '{word}' - cannot start with '-'"));
    }
    let name = format!("refs/heads/{word}");
    if is_valid(&name)
        && let Some(id) = repo.refs.find(&name)?
    {
        refuse_used(repo, &name)?;
        return Ok(Target::Branch { name, id });
    }
    let sentence = match revision::commit(repo, word) {
        Ok(id) => return Ok(Target::Commit(id)),
        Err(sentence) => sentence,
    };
    let ending = format!("/{word}");
    let remotes: Vec<_> = repo
        .refs
        .list("refs/remotes/")?
        .into_iter()
        .filter(|found| {
            found.target.is_none()
                && found.name["refs/remotes/".len()..].split_once('/').is_some_and(|(_, branch)| branch == word)
        })
        .collect();
    match remotes.as_slice() {
        [] => Err(sentence),
        [one] => Ok(Target::Follow { name, remote: one.name.clone(), id: one.id }),
        many => {
            let names: Vec<&str> = many.iter().map(|found| found.name.trim_start_matches("refs/remotes/")).collect();
            Err(format!(
                "'{}' matched multiple remote tracking branches: {}. Create the branch that you mean with git_create_branch, giving one of them as base_branch.",
                ending.trim_start_matches('/'),
                names.join(", ")
            ))
        }
    }
}

/// A branch can be checked out in one worktree only: a commit in one would be undone by the other.
fn refuse_used(repo: &Repository, name: &str) -> Result<(), String> {
    let uses = |git_dir: &Path| {
        fs::read_to_string(git_dir.join("HEAD")).is_ok_and(|head| head.trim() == format!("ref: {name}"))
    };
    let linked =
        fs::read_dir(repo.common_dir.join("worktrees")).into_iter().flatten().flatten().map(|item| item.path());
    let other = linked.chain([repo.common_dir.clone()]).find(|git_dir| *git_dir != repo.git_dir && uses(git_dir));
    let Some(other) = other else { return Ok(()) };
    let place = fs::read_to_string(other.join("gitdir")).unwrap_or_else(|_| other.display().to_string());
    let place = place.trim().trim_end_matches("/.git");
    Err(format!("'{}' is already checked out at '{place}'.", name.trim_start_matches("refs/heads/")))
}
