use crate::index::Index;
use crate::object::Kind;
use crate::objects::id_of;
use crate::patch::Side;
use crate::worktree::Worktree;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Every tracked file as it is in the worktree now, with its content where that is not what is staged.
pub fn tracked(worktree: &Worktree, index: &Index) -> Result<BTreeMap<Vec<u8>, Side>, String> {
    let mut files: BTreeMap<Vec<u8>, Side> = index
        .entries
        .iter()
        .filter(|entry| entry.stage == 0 && !entry.intent_to_add)
        .map(|entry| {
            let side = Side { path: entry.path.clone(), mode: entry.mode, id: entry.id, data: None };
            (entry.path.clone(), side)
        })
        .collect();
    for change in worktree.unstaged(index)? {
        let path = change.path().to_vec();
        files.remove(&path);
        if let Some(side) = change.new {
            add(worktree, &mut files, side, change.old.map(|old| old.id))?;
        }
    }
    for entry in index.entries.iter().filter(|entry| entry.stage != 0) {
        if !files.contains_key(&entry.path) {
            let side = Side { path: entry.path.clone(), mode: entry.mode, id: crate::id::Id::NULL, data: None };
            add(worktree, &mut files, side, Some(entry.id))?;
        }
    }
    Ok(files)
}

fn add(
    worktree: &Worktree,
    files: &mut BTreeMap<Vec<u8>, Side>,
    mut side: Side,
    staged: Option<crate::id::Id>,
) -> Result<(), String> {
    if side.data.is_none() {
        let Some(about) = worktree.metadata(&side.path)?.filter(|about| !about.is_dir()) else { return Ok(()) };
        side.data = Some(Rc::new(worktree.stored(&side.path, &about, staged)?));
    }
    if let Some(data) = &side.data {
        side.id = id_of(Kind::Blob, data);
    }
    files.insert(side.path.clone(), side);
    Ok(())
}
