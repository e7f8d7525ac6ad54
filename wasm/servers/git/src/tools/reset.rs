use super::change_list::list;
use crate::Repository;
use crate::index::{Entry, Index};
use crate::worktree::{Seen, Worktree, status::staged_files};
use crate::{changes, worktree::finish};
use mcp_tools::{Args, Outcome};
use serde_json::json;

pub fn run(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let worktree = Worktree::of(&repo)?;
    let (mut index, lock) = Index::locked(&repo.git_dir)?;
    worktree.consult(&index);
    let head = worktree.head_files()?;
    let undone = changes::between(&head, &staged_files(&index));
    let mut entries = Vec::with_capacity(head.len());
    for (path, (mode, id)) in &head {
        let known = index.find(path).filter(|entry| entry.mode == *mode && entry.id == *id && !entry.intent_to_add);
        entries.push(match known {
            Some(entry) => entry.clone(),
            None => {
                let mut entry = Entry::new(path.clone(), *mode, *id, Default::default());
                entry.skip_worktree = index.stages(path).first().is_some_and(|old| old.skip_worktree);
                // So that the next status need not read it again.
                if let Ok(Seen::Same(Some(stat))) = worktree.look(&index, &entry) {
                    entry.stat = stat;
                }
                entry
            }
        });
    }
    index.replace(entries);
    index.write(lock)?;
    let notes = finish::abandon(&repo);
    let words = std::iter::once("All staged changes reset".to_owned()).chain(notes.iter().cloned());
    let words = words.collect::<Vec<_>>().join("\n");
    Ok(Outcome::new(json!({ "unstaged": list(&undone), "notes": notes }), words))
}
