//! Differences as the text that `git diff` prints.

mod content;
mod header;
mod hunks;
mod limited;
mod lines;

use crate::Repository;
use crate::id::Id;
use crate::object::Kind;
use crate::objects::id_of;
use crate::tree::canonical;
pub use content::{Content, is_binary, load};
use header::Header;
pub use limited::Limited;
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
    /// The paths of both sides.
    pub old: Option<Vec<u8>>,
    pub new: Option<Vec<u8>>,
}

/// The text that `git diff` prints for these changes, in this order; a very long one is cut and says so at its end.
pub fn render(repo: &Repository, changes: &[Change], context_lines: usize) -> Result<Vec<u8>, String> {
    let mut out = Limited::default();
    for (at, change) in changes.iter().enumerate() {
        for text in texts(repo, change, context_lines)? {
            out.add(&text.header);
            out.add(&text.names);
            out.add(&text.body);
        }
        if out.is_full() {
            return Ok(out.finish(&changes[at + 1..]));
        }
    }
    Ok(out.finish(&[]))
}

/// The text of one change; none where nothing differs after all, two when a file became something else, such as a symbolic link.
pub fn texts(repo: &Repository, change: &Change, context_lines: usize) -> Result<Vec<Text>, String> {
    let (old, new) = (change.old.as_ref().map(named), change.new.as_ref().map(named));
    match (&old, &new) {
        (Some(old), Some(new)) if canonical(old.mode) >> 12 != canonical(new.mode) >> 12 => Ok(vec![
            text(repo, Some(old), None, None, context_lines)?,
            text(repo, None, Some(new), None, context_lines)?,
        ]),
        (Some(old), Some(new)) if (&old.path, old.mode, old.id) == (&new.path, new.mode, new.id) => Ok(Vec::new()),
        (old, new) => Ok(vec![text(repo, old.as_ref(), new.as_ref(), change.similarity, context_lines)?]),
    }
}

/// With the id of what is not stored yet.
fn named(side: &Side) -> Side {
    let id = match &side.data {
        Some(data) if side.id.is_null() => id_of(Kind::Blob, data),
        _ => side.id,
    };
    Side { id, ..side.clone() }
}

fn text(
    repo: &Repository,
    old: Option<&Side>,
    new: Option<&Side>,
    similarity: Option<u8>,
    context_lines: usize,
) -> Result<Text, String> {
    let header = Header { repo, old, new, similarity };
    let path = |side: Option<&Side>| side.map(|side| side.path.clone());
    let mut text = Text { header: header.text(), names: Vec::new(), body: Vec::new(), old: path(old), new: path(new) };
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
