use super::change_list::list;
use crate::index::Index;
use crate::patch::{self, Change, Side};
use crate::tree::Files;
use crate::worktree::Worktree;
use crate::{Repository, ancestry, changes, compare, peel, renames, revision};
use mcp_tools::{Args, Outcome};
use serde_json::json;

/// From a commit to the worktree, or between two commits (`A..B`; `A...B` begins where B left A).
pub fn run(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let target = args.text("target");
    let lines = args.integer("context_lines").and_then(|count| usize::try_from(count).ok()).unwrap_or(3);
    let changes = match target.split_once("..") {
        Some((from, to)) => range(&repo, from, to)?,
        None => worktree(&repo, target)?,
    };
    let changes = renames::detect(&repo, changes)?;
    let diff = String::from_utf8_lossy(&patch::render(&repo, &changes, lines)?).into_owned();
    let words = format!("Diff with {target}:\n{}", diff.strip_suffix('\n').unwrap_or(&diff));
    Ok(Outcome::new(json!({ "diff": diff, "files": list(&changes) }), words))
}

fn range(repo: &Repository, from: &str, to: &str) -> Result<Vec<Change>, String> {
    let named = |spec: &str| revision::resolve(repo, if spec.is_empty() { "HEAD" } else { spec });
    let (old, new) = match to.strip_prefix('.') {
        None => (named(from)?, named(to)?),
        Some(to) => {
            let commit = |spec: &str| revision::commit(repo, if spec.is_empty() { "HEAD" } else { spec });
            let (left, right) = (commit(from)?, commit(to)?);
            let base = ancestry::merge_base(repo, left, right)?;
            (
                base.ok_or_else(|| format!("'{from}' and '{to}' have no common history; compare them with two dots."))?,
                right,
            )
        }
    };
    changes::trees(repo, peel::to_tree(repo, old)?, peel::to_tree(repo, new)?)
}

/// What is in conflict is compared as it lies in the worktree.
fn worktree(repo: &Repository, target: &str) -> Result<Vec<Change>, String> {
    let tree = peel::to_tree(repo, revision::resolve(repo, target)?)?;
    if repo.work_dir.is_none() {
        return Err(format!(
            "This repository is bare, it has no files to compare with: give two commits, {target}..BRANCH."
        ));
    }
    let worktree = Worktree::of(repo)?;
    let index = Index::read(&repo.git_dir)?;
    let now = compare::tracked(&worktree, &index)?;
    let files: Files = now.iter().map(|(path, side)| (path.clone(), (side.mode, side.id))).collect();
    let mut changes = changes::between_tree(repo, tree, &files)?;
    for change in &mut changes {
        if let Some(side) = &mut change.new {
            side.data = now.get(&side.path).and_then(|side: &Side| side.data.clone());
        }
    }
    Ok(changes)
}
