//! Which added file is a deleted one under another name. The rules are git's, so that the same pairs come out.

mod exact;
mod likeness;
mod matrix;
mod pairs;

use crate::Repository;
use crate::patch::Change;
use pairs::Pairs;

/// The likeness of files that are the same.
pub const FULL: u64 = 60_000;
/// From here on a file is taken for renamed.
const LEAST: u64 = FULL / 2;
/// The same for a file of which there is only one with this name.
const LEAST_BY_NAME: u64 = FULL * 3 / 4;
/// Where the configuration says nothing: with more than so many files on each side only the same ones are looked for.
const LIMIT: u64 = 1000;

/// Makes pairs of added and deleted files that are alike (half or more), as git does by default. Takes and gives changes by path.
pub fn detect(repo: &Repository, changes: Vec<Change>) -> Result<Vec<Change>, String> {
    let added = changes.iter().any(|change| change.old.is_none());
    let deleted = changes.iter().any(|change| change.new.is_none());
    if !added || !deleted || repo.config.flag("diff.renames") == Some(false) {
        return Ok(changes);
    }
    let mut pairs = Pairs::new(&changes);
    exact::find(&mut pairs);
    if !pairs.is_done() {
        let mut files = likeness::Files::new(repo);
        matrix::by_name(&mut pairs, &mut files, LEAST_BY_NAME)?;
        let limit = repo.config.number("diff.renamelimit").map_or(LIMIT, |limit| limit.max(0) as u64);
        if limit == 0 || pairs.combinations() <= limit * limit {
            matrix::all(&mut pairs, &mut files, LEAST)?;
        }
    }
    let found = pairs.finish();
    Ok(joined(changes, &found))
}

/// The changes with each pair as one, where the added file stood.
fn joined(changes: Vec<Change>, found: &[(usize, usize, u64)]) -> Vec<Change> {
    let mut slots: Vec<Option<Change>> = changes.into_iter().map(Some).collect();
    for (old, new, score) in found {
        let source = slots[*old].take().and_then(|change| change.old);
        if let Some(change) = &mut slots[*new] {
            change.old = source;
            change.similarity = Some((score * 100 / FULL) as u8);
        }
    }
    slots.into_iter().flatten().collect()
}
