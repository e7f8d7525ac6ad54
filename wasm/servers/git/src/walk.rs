use crate::Repository;
use crate::commit::{self, Links};
use crate::id::Id;
use crate::object::Kind;
use crate::quick::Set;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

/// A commit on the way, with its bytes: who shows it need not read it again.
pub struct Step {
    pub id: Id,
    pub links: Links,
    pub data: Rc<Vec<u8>>,
    /// How many were found before.
    number: usize,
}

/// Goes from commits to their parents, the newest first (by when they were committed), as `git log` does.
pub struct Walk<'a> {
    repo: &'a Repository,
    queue: BinaryHeap<Step>,
    seen: Set<Id>,
    /// Commits before this are not looked at, nor their parents.
    since: i64,
}

impl<'a> Walk<'a> {
    pub fn new(repo: &'a Repository, start: Id, since: Option<i64>) -> Result<Self, String> {
        let mut walk = Self { repo, queue: BinaryHeap::new(), seen: Set::default(), since: since.unwrap_or(i64::MIN) };
        walk.push(start)?;
        Ok(walk)
    }

    fn push(&mut self, id: Id) -> Result<(), String> {
        if self.seen.insert(id) {
            let data = self.repo.objects.expect(id, Kind::Commit)?.data;
            let links = commit::links(self.repo, id, &data)?;
            self.queue.push(Step { id, links, data, number: self.seen.len() });
        }
        Ok(())
    }

    fn step(&mut self) -> Result<Option<Step>, String> {
        while let Some(step) = self.queue.pop() {
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

/// By time; of those of one second, the first that was found comes first.
impl Ord for Step {
    fn cmp(&self, other: &Self) -> Ordering {
        self.links.seconds.cmp(&other.links.seconds).then(other.number.cmp(&self.number))
    }
}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Step {}
