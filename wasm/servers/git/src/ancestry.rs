use crate::Repository;
use crate::commit;
use crate::id::Id;
use crate::object::Kind;
use crate::quick::{Map, Set};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// From which side a commit can be reached.
const LEFT: u8 = 1;
const RIGHT: u8 = 2;
const BOTH: u8 = LEFT | RIGHT;
/// Below a common ancestor that was found already.
const STALE: u8 = 4;

/// How many commits only `left` has, and how many only `right` has.
pub fn ahead_behind(repo: &Repository, left: Id, right: Id) -> Result<(usize, usize), String> {
    let marks = paint(repo, left, right)?.0;
    let count = |mark| marks.values().filter(|flags| **flags & BOTH == mark).count();
    Ok((count(LEFT), count(RIGHT)))
}

/// The best common ancestor, as `git merge-base` gives it; None without a common history.
pub fn merge_base(repo: &Repository, left: Id, right: Id) -> Result<Option<Id>, String> {
    let (marks, common) = paint(repo, left, right)?;
    let best = common.into_iter().filter(|(_, id)| marks.get(id).is_some_and(|flags| flags & STALE == 0));
    // Of several, the newest; of those of one second, the first that was found.
    Ok(best.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, id)| id))
}

/// Goes down from both, the newest first, until only common ancestors are left. Gives from where each commit can be reached, and
/// the common ones with their times in the order in which they were found.
fn paint(repo: &Repository, left: Id, right: Id) -> Result<(Map<Id, u8>, Vec<(i64, Id)>), String> {
    let mut marks: Map<Id, u8> = Map::default();
    let mut common = Vec::new();
    let mut queue = BinaryHeap::new();
    let mut number = 0;
    // Those in the queue from which something new may come.
    let mut open: Set<Id> = Set::default();
    for (id, mark) in [(left, LEFT), (right, RIGHT)] {
        *marks.entry(id).or_default() |= mark;
        queue.push((read(repo, id)?.1, Reverse(number), id));
        number += 1;
        open.insert(id);
    }
    while !open.is_empty() {
        let Some((time, _, id)) = queue.pop() else { break };
        open.remove(&id);
        let mut flags = marks.get(&id).copied().unwrap_or_default();
        if flags & BOTH == BOTH {
            if flags & STALE == 0 && !common.contains(&(time, id)) {
                common.push((time, id));
            }
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
            queue.push((read(repo, parent)?.1, Reverse(number), parent));
            number += 1;
        }
    }
    Ok((marks, common))
}

fn read(repo: &Repository, id: Id) -> Result<(Vec<Id>, i64), String> {
    let object = repo.objects.expect(id, Kind::Commit)?;
    commit::links(repo, id, &object.data).map(|links| (links.parents, links.seconds))
}
