use crate::Repository;
use crate::commit;
use crate::id::Id;
use std::collections::{BinaryHeap, HashMap};

/// The remote branch that a branch follows.
pub struct Upstream {
    /// As `origin/main`.
    pub name: String,
    /// Commits that only the branch has, and that only the upstream has; none where the upstream is gone.
    pub counts: Option<(usize, usize)>,
}

const OURS: u8 = 1;
const THEIRS: u8 = 2;

/// None where the branch (full name) follows none.
pub fn of(repo: &Repository, branch: &str, head: Id) -> Result<Option<Upstream>, String> {
    let Some(full) = tracked(repo, branch) else { return Ok(None) };
    let name =
        full.strip_prefix("refs/remotes/").or_else(|| full.strip_prefix("refs/heads/")).unwrap_or(&full).to_owned();
    let counts = match repo.refs.find(&full)? {
        Some(id) => Some(apart(repo, head, id)?),
        None => None,
    };
    Ok(Some(Upstream { name, counts }))
}

/// The full name of the ref that a branch follows.
fn tracked(repo: &Repository, branch: &str) -> Option<String> {
    let short = branch.strip_prefix("refs/heads/")?;
    let remote = repo.config.text(&format!("branch.{short}.remote"))?;
    let merge = repo.config.text(&format!("branch.{short}.merge"))?;
    if remote == "." {
        return Some(merge.to_owned());
    }
    let fetch = repo.config.text(&format!("remote.{remote}.fetch"))?;
    let (from, to) = fetch.trim_start_matches('+').split_once(':')?;
    match (from.strip_suffix('*'), to.strip_suffix('*')) {
        (Some(from), Some(to)) => Some(format!("{to}{}", merge.strip_prefix(from)?)),
        _ => (from == merge).then(|| to.to_owned()),
    }
}

/// Youngest first, until nothing is left that only one side has.
fn apart(repo: &Repository, ours: Id, theirs: Id) -> Result<(usize, usize), String> {
    if ours == theirs {
        return Ok((0, 0));
    }
    let mut marks = Marks::new();
    let mut queue = BinaryHeap::new();
    mark(repo, &mut marks, &mut queue, ours, OURS)?;
    mark(repo, &mut marks, &mut queue, theirs, THEIRS)?;
    while queue.iter().any(|(_, id)| marks.get(id).is_some_and(|(mark, _)| *mark != OURS | THEIRS)) {
        let Some((_, id)) = queue.pop() else { break };
        let Some((side, parents)) = marks.get(&id).cloned() else { continue };
        for parent in parents {
            mark(repo, &mut marks, &mut queue, parent, side)?;
        }
    }
    let count = |wanted| marks.values().filter(|(mark, _)| *mark == wanted).count();
    Ok((count(OURS), count(THEIRS)))
}

type Marks = HashMap<Id, (u8, Vec<Id>)>;

/// A commit whose mark changes is looked at (again).
fn mark(
    repo: &Repository,
    marks: &mut Marks,
    queue: &mut BinaryHeap<(i64, Id)>,
    id: Id,
    side: u8,
) -> Result<(), String> {
    if marks.get(&id).is_some_and(|(known, _)| known & side == side) {
        return Ok(());
    }
    let commit = commit::find(repo, id)?;
    queue.push((commit.committer.seconds, id));
    marks.entry(id).or_insert((0, commit.parents)).0 |= side;
    Ok(())
}
