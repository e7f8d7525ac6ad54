use crate::Repository;
use crate::id::Id;
use crate::patch::{Change, Side};
use crate::tree::{self, Entry, Files};
use std::collections::BTreeMap;

/// Changes, and trees that are looked into, at most: a small repository can pretend to hold any number.
const MOST: usize = 200_000;

/// What differs between two lists of files, by path; renames are not looked for.
pub fn between(old: &Files, new: &Files) -> Vec<Change> {
    let mut changes: Vec<Change> = old
        .iter()
        .filter(|(path, file)| new.get(*path) != Some(file))
        .map(|(path, file)| change(path, Some(*file), new.get(path).copied()))
        .chain(
            new.iter().filter(|(path, _)| !old.contains_key(*path)).map(|(path, file)| change(path, None, Some(*file))),
        )
        .collect();
    sort(&mut changes);
    changes
}

/// What differs between a tree and a list of files, by path.
pub fn between_tree(repo: &Repository, old: Id, new: &Files) -> Result<Vec<Change>, String> {
    tree::flatten(repo, old).map(|old| between(&old, new))
}

/// What differs between two trees, by path. Folders that are the same are not read.
pub fn trees(repo: &Repository, old: Id, new: Id) -> Result<Vec<Change>, String> {
    let mut changes = Vec::new();
    let mut waiting = vec![(Vec::new(), old, new)];
    let mut looked = 0;
    while let Some((folder, old, new)) = waiting.pop() {
        looked += 1;
        if looked > MOST / 2 {
            return Err(too_many());
        }
        if old == new {
            continue;
        }
        for (name, (old, new)) in paired(tree::entries(repo, old)?, tree::entries(repo, new)?)? {
            if old == new {
                continue;
            }
            let path = tree::join(&folder, &name)?;
            let inside = |side: &Option<Entry>| side.as_ref().filter(|entry| entry.is_folder()).map(|entry| entry.id);
            let file = |side: &Option<Entry>| {
                side.as_ref().filter(|entry| !entry.is_folder()).map(|entry| (tree::canonical(entry.mode), entry.id))
            };
            let (before, after) = (file(&old), file(&new));
            if before != after {
                if changes.len() == MOST {
                    return Err(too_many());
                }
                changes.push(change(&path, before, after));
            }
            let (before, after) = (inside(&old), inside(&new));
            if before != after {
                waiting.push((path, before.unwrap_or(Id::EMPTY_TREE), after.unwrap_or(Id::EMPTY_TREE)));
            }
        }
    }
    sort(&mut changes);
    Ok(changes)
}

fn too_many() -> String {
    format!("These trees differ in more than {MOST} places, which are too many here.")
}

type Pairs = BTreeMap<Vec<u8>, (Option<Entry>, Option<Entry>)>;

fn paired(old: Vec<Entry>, new: Vec<Entry>) -> Result<Pairs, String> {
    let mut pairs = Pairs::new();
    for entry in old {
        let name = entry.name.clone();
        pairs.entry(name).or_default().0 = Some(entry);
    }
    for entry in new {
        let name = entry.name.clone();
        // No git makes such a tree: a file and a link of one name could be used to write through the link.
        if let Some(twice) = pairs.entry(name).or_default().1.replace(entry) {
            let name = String::from_utf8_lossy(&twice.name).into_owned();
            return Err(format!("A tree of this commit has two entries named {name:?}. `git fsck` tells more."));
        }
    }
    Ok(pairs)
}

fn change(path: &[u8], old: Option<(u32, Id)>, new: Option<(u32, Id)>) -> Change {
    let side = |(mode, id)| Side { path: path.to_vec(), mode, id, data: None };
    Change { old: old.map(side), new: new.map(side), similarity: None }
}

fn sort(changes: &mut [Change]) {
    changes.sort_by(|a, b| a.path().cmp(b.path()));
}
