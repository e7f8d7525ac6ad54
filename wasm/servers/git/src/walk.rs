use crate::Repository;
use crate::commit::{self, Links};
use crate::id::Id;
use crate::object::Kind;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::rc::Rc;

/// A commit on the way, with its bytes: who shows it need not read it again.
pub struct Step {
    pub id: Id,
    pub links: Links,
    pub data: Rc<Vec<u8>>,
}

/// Goes from commits to their parents, the newest first (by when they were committed), as `git log` does.
pub struct Walk<'a> {
    repo: &'a Repository,
    /// By time; of those of one second, the first that was found.
    queue: BinaryHeap<(i64, Reverse<usize>)>,
    waiting: HashMap<usize, Step>,
    seen: HashSet<Id>,
    /// Commits before this are not looked at, nor their parents.
    since: i64,
}

impl<'a> Walk<'a> {
    pub fn new(repo: &'a Repository, start: Id, since: Option<i64>) -> Result<Self, String> {
        let mut walk = Self {
            repo,
            queue: BinaryHeap::new(),
            waiting: HashMap::new(),
            seen: HashSet::new(),
            since: since.unwrap_or(i64::MIN),
        };
        walk.push(start)?;
        Ok(walk)
    }

    fn push(&mut self, id: Id) -> Result<(), String> {
        if !self.seen.insert(id) {
            return Ok(());
        }
        let data = self.repo.objects.expect(id, Kind::Commit)?.data;
        let links = commit::links(self.repo, id, &data)?;
        let number = self.seen.len();
        self.queue.push((links.seconds, Reverse(number)));
        self.waiting.insert(number, Step { id, links, data });
        Ok(())
    }

    fn step(&mut self) -> Result<Option<Step>, String> {
        while let Some((_, Reverse(number))) = self.queue.pop() {
            let Some(step) = self.waiting.remove(&number) else { continue };
            if step.links.seconds < self.since {
                continue;
            }
            for parent in &step.links.parents {
                self.push(*parent)?;
            }
            return Ok(Some(step));
        }
        Ok(None)
    }
}

impl Iterator for Walk<'_> {
    type Item = Result<Step, String>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step().transpose()
    }
}
