use super::change_list::{list, text};
use crate::Repository;
use crate::index::Index;
use crate::refs::Head;
use crate::worktree::{Worktree, progress::Progress, status_text, upstream};
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};

pub fn run(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let worktree = Worktree::of(&repo)?;
    let index = Index::read(&repo.git_dir)?;
    let status = worktree.status(&index)?;
    index.refresh(&repo.git_dir, &status.fresh);
    let progress = Progress::of(&repo);
    let upstream = match &status.head {
        Head::Branch { name, id: Some(id) } => upstream::of(&repo, name, *id)?,
        _ => None,
    };
    let mut words = format!("Repository status:\n{}", status_text::text(&repo, &status, &progress, upstream.as_ref()));
    for note in &status.notes {
        words += &format!("\n\nNote: {note}");
    }
    let empty = status.staged.is_empty() && status.unstaged.is_empty() && status.conflicts.is_empty();
    let conflicts = status.conflicts.iter().map(
        |(path, stages)| json!({ "path": text(path), "status": status_text::label(*stages).trim_end_matches(':') }),
    );
    let structured = json!({
        "branch": branch(&status.head),
        "head": status.head.id().map(|id| id.hex()),
        "upstream": upstream.map(|upstream| json!({
            "name": upstream.name,
            "ahead": upstream.counts.map(|counts| counts.0),
            "behind": upstream.counts.map(|counts| counts.1)
        })),
        "in_progress": progress.names(),
        "clean": empty && status.untracked.is_empty(),
        "staged": list(&status.staged),
        "unstaged": list(&status.unstaged),
        "conflicts": conflicts.collect::<Value>(),
        "untracked": status.untracked.iter().map(|path| text(path)).collect::<Vec<_>>(),
        "notes": status.notes
    });
    Ok(Outcome::new(structured, words))
}

/// The short name of the branch that HEAD is on.
pub fn branch(head: &Head) -> Option<&str> {
    match head {
        Head::Branch { name, .. } => Some(name.strip_prefix("refs/heads/").unwrap_or(name)),
        Head::Detached(_) => None,
    }
}
