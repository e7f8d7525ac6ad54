use crate::Repository;
use crate::commit::{self, Headers};
use crate::id::Id;
use crate::object::{Kind, Object};

/// Tags of tags are followed no further.
const DEEPEST: usize = 64;

/// What an annotated tag leads to in the end; anything else is itself.
pub fn all(repo: &Repository, mut id: Id) -> Result<Id, String> {
    for _ in 0..DEEPEST {
        if repo.objects.header(id)?.0 != Kind::Tag {
            return Ok(id);
        }
        id = target(&repo.objects.find(id)?)
            .ok_or_else(|| format!("The tag {id} is damaged. `git fsck` tells more."))?;
    }
    Err(format!("The tag {id} leads to tags without end."))
}

/// The object of a kind that an id leads to.
pub fn to(repo: &Repository, id: Id, kind: Kind) -> Result<Id, String> {
    let (found, _) = repo.objects.header(id)?;
    if found == kind {
        return Ok(id);
    }
    let id = all(repo, id)?;
    match repo.objects.header(id)?.0 {
        found if found == kind => Ok(id),
        Kind::Commit if kind == Kind::Tree => to_tree(repo, id),
        found => Err(format!("{} is a {found}, not a {kind}.", repo.objects.abbreviate(id))),
    }
}

/// The tree of a commit, or the tree itself.
pub fn to_tree(repo: &Repository, id: Id) -> Result<Id, String> {
    if id == Id::EMPTY_TREE {
        return Ok(id);
    }
    let id = all(repo, id)?;
    match repo.objects.header(id)?.0 {
        Kind::Commit => commit::find(repo, id).map(|commit| commit.tree),
        Kind::Tree => Ok(id),
        kind => Err(format!("{} is a {kind}, and has no tree.", repo.objects.abbreviate(id))),
    }
}

fn target(tag: &Object) -> Option<Id> {
    Headers::of(&tag.data).find(|(name, _)| *name == b"object").and_then(|(_, value)| Id::from_hex(value))
}
