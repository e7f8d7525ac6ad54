//! What people write to name a commit or another object.

mod name;
mod suffix;

use crate::Repository;
use crate::id::Id;
use crate::object::Kind;
use crate::{peel, tree};

/// What a revision names: HEAD, branch, tag, remote branch, full ref, beginning of an id, `^`, `~n`, `^{commit}`, `@{n}`,
/// `@{upstream}`, `REV:path`.
pub fn resolve(repo: &Repository, spec: &str) -> Result<Id, String> {
    match split_path(spec) {
        Some(("", path)) => Err(format!("'{spec}' would name something else than a commit's file: write HEAD:{path}.")),
        Some((revision, path)) => {
            let tree = peel::to_tree(repo, plain(repo, revision, Some(Kind::Tree))?)?;
            inside(repo, tree, path).map_err(|why| format!("'{path}' is not in {revision}: {why}"))
        }
        None => plain(repo, spec, None),
    }
}

/// The commit that a revision names; annotated tags are followed.
pub fn commit(repo: &Repository, spec: &str) -> Result<Id, String> {
    let id = if split_path(spec).is_some() { resolve(repo, spec)? } else { plain(repo, spec, Some(Kind::Commit))? };
    peel::to(repo, id, Kind::Commit).map_err(|why| format!("'{spec}' names no commit: {why}"))
}

/// The path of `REV:path`, if it is one.
fn split_path(spec: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    let at = spec.bytes().position(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        byte == b':' && depth <= 0
    })?;
    Some((&spec[..at], &spec[at + 1..]))
}

fn plain(repo: &Repository, spec: &str, wanted: Option<Kind>) -> Result<Id, String> {
    if spec.is_empty() || spec.len() > 1000 || spec.contains(['\0', '\n']) {
        return Err("A revision is the name of a branch or tag, HEAD, or the beginning of a commit's id.".to_owned());
    }
    let start = spec.find(['^', '~']).unwrap_or(spec.len());
    let (base, suffixes) = spec.split_at(start);
    // What follows tells what is meant by an ambiguous beginning.
    let wanted = if suffixes.is_empty() { wanted } else { Some(Kind::Commit) };
    suffix::apply(repo, name::find(repo, base, wanted)?, suffixes)
        .map_err(|why| format!("'{spec}' does not exist: {why}"))
}

/// What has a path in a tree; the empty path is the tree itself.
fn inside(repo: &Repository, mut id: Id, path: &str) -> Result<Id, String> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut parts = path.split('/').filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        let found = tree::entries(repo, id)?.into_iter().find(|entry| entry.name == part.as_bytes());
        let entry = found.ok_or_else(|| format!("there is no {part}. git_show of REV: lists the names."))?;
        if parts.peek().is_some() && !entry.is_folder() {
            return Err(format!("{part} is no folder."));
        }
        if entry.mode & 0o170_000 == tree::GITLINK {
            return Err(format!("{part} is a submodule, at its commit {}.", entry.id));
        }
        id = entry.id;
    }
    Ok(id)
}
