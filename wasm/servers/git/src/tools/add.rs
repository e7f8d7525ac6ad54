use super::change_list::list;
use crate::index::Index;
use crate::worktree::Worktree;
use crate::worktree::status::staged_files;
use crate::{Repository, changes};
use mcp_tools::{Args, Outcome};
use serde_json::json;

const NONE: &str = "No files provided to stage. Pass one or more paths, or ['.'] to stage everything.";
const NOTHING: &str =
    "No changes were staged: the given paths had nothing new to stage. git_status shows what is modified or untracked.";

pub fn run(args: Args) -> Result<Outcome, String> {
    let words: Vec<&str> = args.texts("files").collect();
    if words.is_empty() {
        return Err(NONE.to_owned());
    }
    let repo = Repository::open(args.text("repo_path"))?;
    let worktree = Worktree::of(&repo)?;
    let (mut index, lock) = Index::locked(&repo.git_dir)?;
    let staging = worktree.stage(&index, &words)?;
    let conflicts = index.entries.iter().filter(|entry| entry.stage != 0).count();
    let before = staged_files(&index);
    let is_new = !staging.changes.is_empty();
    index.apply(staging.changes);
    let staged = changes::between(&before, &staged_files(&index));
    let resolved = conflicts != index.entries.iter().filter(|entry| entry.stage != 0).count();
    if is_new {
        index.write(lock)?;
    }
    let first = if staged.is_empty() && !resolved { NOTHING } else { "Files staged successfully" };
    let words: Vec<&str> = std::iter::once(first).chain(staging.notes.iter().map(String::as_str)).collect();
    Ok(Outcome::new(json!({ "staged": list(&staged), "notes": staging.notes }), words.join("\n")))
}
