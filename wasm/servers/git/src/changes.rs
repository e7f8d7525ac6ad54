use crate::patch::{Change, Side};
use crate::tree::Files;

/// What differs between two trees' files, by path; renames are not looked for.
pub fn between(old: &Files, new: &Files) -> Vec<Change> {
    let side = |path: &Vec<u8>, (mode, id): (u32, crate::id::Id)| Side { path: path.clone(), mode, id, data: None };
    let mut changes: Vec<Change> = old
        .iter()
        .filter(|(path, file)| new.get(*path) != Some(file))
        .map(|(path, file)| Change {
            old: Some(side(path, *file)),
            new: new.get(path).map(|file| side(path, *file)),
            similarity: None,
        })
        .chain(new.iter().filter(|(path, _)| !old.contains_key(*path)).map(|(path, file)| Change {
            old: None,
            new: Some(side(path, *file)),
            similarity: None,
        }))
        .collect();
    changes.sort_by(|a, b| a.path().cmp(b.path()));
    changes
}
