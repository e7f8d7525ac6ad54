use super::change_list::list;
use crate::Repository;
use crate::index::{Entry, Index};
use crate::tree::Files;
use crate::worktree::{Seen, Worktree, escape, status::staged_files};
use crate::{changes, worktree::finish};
use mcp_tools::{Args, Outcome};
use serde_json::json;

pub fn run(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let worktree = Worktree::of(&repo)?;
    let (mut index, lock) = Index::locked(&repo.git_dir)?;
    worktree.consult(&index);
    let head = worktree.head_files()?;
    refuse(&head)?;
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

/// Git takes no such paths into an index, and would not read one that has them.
fn refuse(head: &Files) -> Result<(), String> {
    let folders = |path: &[u8]| (0..path.len()).filter(|at| path[*at] == b'/').any(|at| head.contains_key(&path[..at]));
    let why = |path: &[u8]| escape(path).or_else(|| folders(path).then_some("lies in what is also a file"));
    head.keys().find_map(|path| why(path).map(|why| (path, why))).map_or(Ok(()), |(path, why)| {
        let name = String::from_utf8_lossy(path).into_owned();
        Err(format!("The commit of HEAD cannot be taken into the index: the path {name:?} {why}. Nothing was changed."))
    })
}
