use crate::Repository;
use crate::commit;
use crate::id::Id;
use crate::object::Kind;
use crate::quick::Map;
use std::cell::RefCell;

/// From which commits one can be reached. What was found is kept, so that many branches cost one walk together.
pub struct Reach {
    wanted: Id,
    known: RefCell<Map<Id, bool>>,
}

impl Reach {
    pub fn new(wanted: Id) -> Self {
        Self { wanted, known: RefCell::new(Map::from_iter([(wanted, true)])) }
    }

    /// Whether the wanted commit is this one or an ancestor of it.
    pub fn from(&self, repo: &Repository, start: Id) -> Result<bool, String> {
        let mut known = self.known.borrow_mut();
        if repo.objects.header(start)?.0 != Kind::Commit {
            return Ok(false);
        }
        // Each with the parents that are still to be looked at.
        let mut path: Vec<(Id, Vec<Id>)> = Vec::new();
        let mut next = Some(start);
        loop {
            if let Some(id) = next.take().filter(|id| !known.contains_key(id)) {
                // Until something better is found; nobody is their own ancestor.
                known.insert(id, false);
                let object = repo.objects.expect(id, Kind::Commit)?;
                path.push((id, commit::links(repo, id, &object.data)?.parents));
            }
            let Some((id, parents)) = path.last_mut() else { break };
            let id = *id;
            match parents.pop() {
                Some(parent) if known.get(&parent) == Some(&true) => {
                    known.insert(id, true);
                    path.pop();
                    // All that led here reach it too.
                    for (above, _) in path.drain(..) {
                        known.insert(above, true);
                    }
                }
                Some(parent) => next = Some(parent),
                None => drop(path.pop()),
            }
        }
        Ok(start == self.wanted || known.get(&start) == Some(&true))
    }
}
