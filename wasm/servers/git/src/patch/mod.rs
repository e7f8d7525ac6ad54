//! Differences as the text that `git diff` prints.

mod content;
mod header;
mod hunks;
mod lines;

use crate::Repository;
use crate::id::Id;
use crate::tree::canonical;
pub use content::{Content, is_binary, load};
use header::Header;
use std::rc::Rc;

/// One side of a change. `data` holds what is not stored as an object (a file of the worktree); without it the object is read.
#[derive(Clone, Debug)]
pub struct Side {
    pub path: Vec<u8>,
    pub mode: u32,
    pub id: Id,
    pub data: Option<Rc<Vec<u8>>>,
}

/// A file that differs: added (no `old`), deleted (no `new`), modified, or renamed (`similarity` in percent).
#[derive(Clone, Debug)]
pub struct Change {
    pub old: Option<Side>,
    pub new: Option<Side>,
    pub similarity: Option<u8>,
}

impl Change {
    /// Where it stands now, or stood last.
    pub fn path(&self) -> &[u8] {
        self.new.as_ref().or(self.old.as_ref()).map_or(&[], |side| &side.path)
    }
}

/// The text of one change: `header` up to the line `index`, `names` the lines `---` and `+++` where there are any, then the rest.
pub struct Text {
    pub header: Vec<u8>,
    pub names: Vec<u8>,
    pub body: Vec<u8>,
    /// Lines that were added and removed.
    pub added: usize,
    pub removed: usize,
}

/// The text that `git diff` prints for these changes, in this order.
pub fn render(repo: &Repository, changes: &[Change], context_lines: usize) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    for change in changes {
        for text in texts(repo, change, context_lines)? {
            out.extend_from_slice(&text.header);
            out.extend_from_slice(&text.names);
            out.extend_from_slice(&text.body);
        }
    }
    Ok(out)
}

/// The text of one change; two when a file became something else, such as a symbolic link.
pub fn texts(repo: &Repository, change: &Change, context_lines: usize) -> Result<Vec<Text>, String> {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) if canonical(old.mode) >> 12 != canonical(new.mode) >> 12 => Ok(vec![
            text(repo, Some(old), None, None, context_lines)?,
            text(repo, None, Some(new), None, context_lines)?,
        ]),
        (old, new) => Ok(vec![text(repo, old.as_ref(), new.as_ref(), change.similarity, context_lines)?]),
    }
}

fn text(
    repo: &Repository,
    old: Option<&Side>,
    new: Option<&Side>,
    similarity: Option<u8>,
    context_lines: usize,
) -> Result<Text, String> {
    let header = Header { repo, old, new, similarity };
    let mut text = Text { header: header.text(), names: Vec::new(), body: Vec::new(), added: 0, removed: 0 };
    let same = |old: &Side, new: &Side| old.id == new.id;
    if let (Some(old), Some(new)) = (old, new) {
        if same(old, new) {
            return Ok(text);
        }
    }
    let read = |side: Option<&Side>| side.map_or(Ok(Content::default()), |side| load(repo, side));
    let (before, after) = (read(old)?, read(new)?);
    match (&before, &after) {
        (Content::Text(before), Content::Text(after)) => {
            let lines = lines::Lines::compare(repo, before, after);
            (text.added, text.removed) = (lines.added, lines.removed);
            hunks::write(&lines, context_lines, &mut text.body);
            if !text.body.is_empty() {
                text.names = header.names();
            }
        }
        (before, after) if before == after => {}
        _ => text.body = header.binary(),
    }
    Ok(text)
}
