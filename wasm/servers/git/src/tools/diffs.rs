use super::change_list::{list, text};
use crate::index::Index;
use crate::object::Kind;
use crate::objects::id_of;
use crate::patch::{Change, render};
use crate::worktree::Worktree;
use crate::{Repository, renames};
use mcp_tools::{Args, Outcome};
use serde_json::json;
use std::rc::Rc;

/// From the index to the worktree.
pub fn unstaged(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let worktree = Worktree::of(&repo)?;
    let index = Index::read(&repo.git_dir)?;
    let mut changes = worktree.unstaged(&index)?;
    for change in &mut changes {
        let staged = change.old.as_ref().map(|side| side.id);
        if let Some(side) = change.new.as_mut().filter(|side| side.data.is_none())
            && let Some(data) = worktree.metadata(&side.path)?
        {
            side.data = Some(Rc::new(worktree.stored(&side.path, &data, staged)?));
        }
        if let Some(side) = change.new.as_mut()
            && let Some(data) = &side.data
        {
            side.id = id_of(Kind::Blob, data);
        }
    }
    // A file with other line ends only would be stored as it is.
    changes.retain(|change| match (&change.old, &change.new) {
        (Some(old), Some(new)) => (old.mode, old.id) != (new.mode, new.id),
        _ => true,
    });
    outcome("Unstaged changes:\n", &repo, &index, &changes, args)
}

/// From HEAD to the index.
pub fn staged(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let worktree = Worktree::of(&repo)?;
    let index = Index::read(&repo.git_dir)?;
    let changes = renames::detect(&repo, worktree.staged(&index)?)?;
    outcome("Staged changes:\n", &repo, &index, &changes, args)
}

fn outcome(title: &str, repo: &Repository, index: &Index, changes: &[Change], args: Args) -> Result<Outcome, String> {
    let lines = args.integer("context_lines").and_then(|count| usize::try_from(count).ok()).unwrap_or(3);
    let mut diff = Vec::new();
    let mut rest = changes;
    let mut before: &[u8] = b"";
    // A conflict has no two sides to compare: it is named in its place.
    for entry in index.entries.iter().filter(|entry| entry.stage != 0) {
        if entry.path != before {
            let (first, later) = rest.split_at(rest.partition_point(|change| change.path() < entry.path.as_slice()));
            diff.extend(render(repo, first, lines)?);
            diff.extend(format!("* Unmerged path {}\n", text(&entry.path)).bytes());
            rest = later;
        }
        before = &entry.path;
    }
    diff.extend(render(repo, rest, lines)?);
    let diff = String::from_utf8_lossy(&diff).into_owned();
    let words = format!("{title}{}", diff.strip_suffix('\n').unwrap_or(&diff));
    Ok(Outcome::new(json!({ "diff": diff, "files": list(changes) }), words))
}
