use crate::patch::Change;
use crate::worktree::status_text::kind;
use serde_json::{Value, json};

/// Which files changed, for programs.
pub fn list(changes: &[Change]) -> Value {
    changes.iter().map(one).collect()
}

fn one(change: &Change) -> Value {
    let mut one = json!({ "path": text(change.path()), "status": kind(change).1 });
    if let Some(old) = change.old.as_ref().filter(|old| old.path != change.path()) {
        one["old_path"] = json!(text(&old.path));
    }
    one
}

/// A path as text; what is no UTF-8 in it is replaced.
pub fn text(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}
