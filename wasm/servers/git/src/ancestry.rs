use crate::Repository;
use crate::commit;
use crate::id::Id;
use crate::object::Kind;
use crate::quick::{Map, Set};
use std::collections::BinaryHeap;

/// From which side a commit can be reached.
const LEFT: u8 = 1;
const RIGHT: u8 = 2;
const BOTH: u8 = LEFT | RIGHT;
/// Below a common ancestor that was found already.
const STALE: u8 = 4;

/// How many commits only `left` has, and how many only `right` has.
pub fn ahead_behind(repo: &Repository, left: Id, right: Id) -> Result<(usize, usize), String> {
    let marks = paint(repo, left, right)?;
    let count = |mark| marks.values().filter(|flags| **flags & BOTH == mark).count();
    Ok((count(LEFT), count(RIGHT)))
}

/// The best common ancestor, as `git merge-base` gives it; None without a common history.
pub fn merge_base(repo: &Repository, left: Id, right: Id) -> Result<Option<Id>, String> {
    let marks = paint(repo, left, right)?;
    let mut best: Option<(i64, Id)> = None;
    for (id, flags) in marks {
        if flags & (BOTH | STALE) == BOTH {
            let time = read(repo, id)?.1;
            if best.is_none_or(|(newest, known)| (time, id) > (newest, known)) {
                best = Some((time, id));
            }
        }
    }
    Ok(best.map(|(_, id)| id))
}

/// Whether `ancestor` is `commit` or can be reached from it.
pub fn contains(repo: &Repository, commit: Id, ancestor: Id) -> Result<bool, String> {
    Ok(merge_base(repo, commit, ancestor)? == Some(ancestor))
}

/// Goes down from both, the newest first, until only common ancestors are left.
fn paint(repo: &Repository, left: Id, right: Id) -> Result<Map<Id, u8>, String> {
    let mut marks: Map<Id, u8> = Map::default();
    let mut queue = BinaryHeap::new();
    // Those in the queue from which something new may come.
    let mut open: Set<Id> = Set::default();
    for (id, mark) in [(left, LEFT), (right, RIGHT)] {
        *marks.entry(id).or_default() |= mark;
        queue.push((read(repo, id)?.1, id));
        open.insert(id);
    }
    while let Some((_, id)) = queue.pop() {
        if open.is_empty() {
            break;
        }
        open.remove(&id);
        let mut flags = marks.get(&id).copied().unwrap_or_default();
        if flags & BOTH == BOTH {
            flags |= STALE;
        }
        for parent in read(repo, id)?.0 {
            let known = marks.entry(parent).or_default();
            if *known & flags == flags {
                continue;
            }
            *known |= flags;
            if *known & STALE == 0 {
                open.insert(parent);
            } else {
                open.remove(&parent);
            }
            queue.push((read(repo, parent)?.1, parent));
        }
    }
    Ok(marks)
}

fn read(repo: &Repository, id: Id) -> Result<(Vec<Id>, i64), String> {
    let object = repo.objects.expect(id, Kind::Commit)?;
    commit::links(repo, id, &object.data).map(|links| (links.parents, links.seconds))
}
