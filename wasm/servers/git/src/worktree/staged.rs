use super::Worktree;
use crate::commit;
use crate::id::Id;
use crate::index::{Cached, Entry, Index};
use crate::patch::{Change, Side};
use crate::tree::{self, MOST, too_many};
use std::cmp::Ordering;

/// A file of HEAD.
struct Committed {
    path: Vec<u8>,
    mode: u32,
    id: Id,
}

/// What of HEAD has to be compared with the index, which git may have noted for some folders to be the same.
#[derive(Default)]
struct Doubtful {
    files: Vec<Committed>,
    /// Folders in which nothing differs.
    same: Vec<Vec<u8>>,
}

impl Worktree<'_> {
    /// What the next commit would change.
    pub fn staged(&self, index: &Index) -> Result<Vec<Change>, String> {
        let Doubtful { files, same } = match self.repo.refs.head()?.id() {
            Some(id) => self.doubtful(commit::find(self.repo, id)?.tree, index.cached.as_ref())?,
            None => Doubtful::default(),
        };
        let settled = without(index, &same).filter(|entry| entry.stage == 0 && !entry.intent_to_add);
        let changes = merged(files, settled);
        // What is in conflict is neither staged nor deleted.
        Ok(changes.filter(|change| !index.is_in_conflict(change.path())).collect())
    }

    fn doubtful(&self, tree: Id, cached: Option<&Cached>) -> Result<Doubtful, String> {
        let mut found = Doubtful::default();
        let mut waiting = vec![(Vec::new(), tree::FOLDER, tree, cached)];
        let mut seen = 0;
        while let Some((path, mode, id, cached)) = waiting.pop() {
            if mode != tree::FOLDER {
                found.files.push(Committed { path, mode, id });
            } else if cached.is_some_and(|cached| cached.tree == Some(id)) {
                found.same.push(path);
            } else {
                for entry in tree::entries(self.repo, id)?.into_iter().rev() {
                    seen += 1;
                    if seen > MOST {
                        return Err(too_many());
                    }
                    let inner = cached.and_then(|cached| cached.folder(&entry.name));
                    waiting.push((tree::join(&path, &entry.name)?, tree::canonical(entry.mode), entry.id, inner));
                }
            }
        }
        // In trees that git made they are sorted already.
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
        found.files.dedup_by(|later, first| later.path == first.path);
        Ok(found)
    }
}

/// The entries that are in none of these folders.
fn without<'a>(index: &'a Index, folders: &[Vec<u8>]) -> impl Iterator<Item = &'a Entry> {
    let mut left = vec![true; index.entries.len()];
    for folder in folders {
        let range = index.range(folder);
        left[range].fill(false);
    }
    index.entries.iter().zip(left).filter(|(_, left)| *left).map(|(entry, _)| entry)
}

/// Both are sorted by path.
fn merged<'a>(old: Vec<Committed>, new: impl Iterator<Item = &'a Entry>) -> impl Iterator<Item = Change> {
    let (mut old, mut new) = (old.into_iter().peekable(), new.peekable());
    std::iter::from_fn(move || {
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => return None,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.path.cmp(&new.path),
            };
            let before = old.next_if(|_| order.is_le());
            let after = new.next_if(|_| order.is_ge());
            if let (Some(before), Some(after)) = (&before, &after)
                && (before.mode, before.id) == (after.mode, after.id)
            {
                continue;
            }
            let before = before.map(|file| Side { path: file.path, mode: file.mode, id: file.id, data: None });
            let after =
                after.map(|entry| Side { path: entry.path.clone(), mode: entry.mode, id: entry.id, data: None });
            return Some(Change { old: before, new: after, similarity: None });
        }
    })
}
