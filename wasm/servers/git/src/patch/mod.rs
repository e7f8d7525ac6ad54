//! Differences as the text that `git diff` prints.

use crate::Repository;
use crate::id::Id;

/// One side of a change. `data` holds what is not stored as an object (a file of the worktree); without it the object is read.
#[derive(Clone, Debug)]
pub struct Side {
    pub path: Vec<u8>,
    pub mode: u32,
    pub id: Id,
    pub data: Option<std::rc::Rc<Vec<u8>>>,
}

/// A file that differs: added (no `old`), deleted (no `new`), modified, or renamed (`similarity` in percent).
#[derive(Clone, Debug)]
pub struct Change {
    pub old: Option<Side>,
    pub new: Option<Side>,
    pub similarity: Option<u8>,
}

/// The text that `git diff` prints for these changes, in this order.
pub fn render(_repo: &Repository, _changes: &[Change], _context_lines: usize) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

impl Change {
    /// Where it stands now, or stood last.
    pub fn path(&self) -> &[u8] {
        self.new.as_ref().or(self.old.as_ref()).map_or(&[], |side| &side.path)
    }
}
