use super::change_list;
use super::write_schema::input;
use serde_json::{Value, json};

const TIMES: &str = "Accepts: ISO 8601 format (e.g., '2024-01-15T14:30:25'), relative dates (e.g., '2 weeks ago', 'yesterday'), \
                     or absolute dates (e.g., '2024-01-15', 'Jan 15 2024'). UTC where no zone is given";

pub fn log_input() -> Value {
    let time = |what: &str| json!({ "type": ["string", "null"], "description": format!("{what} timestamp for filtering commits. {TIMES}") });
    input(
        json!({
            "max_count": {
                "type": ["integer", "null"], "minimum": -1, "default": 10,
                "description": "Maximum number of commits to show; -1 for all"
            },
            "start_timestamp": time("Start"),
            "end_timestamp": time("End")
        }),
        &[],
    )
}

pub fn show_input() -> Value {
    input(
        json!({ "revision": {
            "type": "string",
            "description": "Commit SHA (its beginning is enough), branch name, tag, or HEAD; HEAD~2 and the like; REV:PATH for a file or folder as it was in a commit"
        } }),
        &["revision"],
    )
}

pub fn branch_input() -> Value {
    let commit = |what: &str| {
        json!({
            "type": ["string", "null"],
            "description": format!("The commit sha that branch should {what}. Do not pass anything to this param if no commit sha is specified")
        })
    };
    input(
        json!({
            "branch_type": {
                "type": "string", "enum": ["local", "remote", "all"],
                "description": "Whether to list local branches ('local'), remote branches ('remote') or all branches('all')."
            },
            "contains": commit("contain"),
            "not_contains": commit("NOT contain")
        }),
        &["branch_type"],
    )
}

pub fn diff_input() -> Value {
    let target = json!({ "target": {
        "type": "string",
        "description": "Target branch or commit to compare the working directory with; A..B compares two commits, A...B what B changed since it left A"
    } });
    let mut properties = super::write_schema::context_lines();
    let mut all = target;
    if let (Some(all), Some(more)) = (all.as_object_mut(), properties.as_object_mut()) {
        all.append(more);
    }
    input(all, &["target"])
}

pub fn create_branch_input() -> Value {
    input(
        json!({
            "branch_name": { "type": "string", "description": "Name of the new branch" },
            "base_branch": {
                "type": ["string", "null"],
                "description": "Branch, tag or commit to create from (optional, defaults to current branch)"
            }
        }),
        &["branch_name"],
    )
}

pub fn log() -> Value {
    object(json!({ "commits": { "type": "array", "items": object(commit(), &COMMIT) } }), &["commits"])
}

pub fn show() -> Value {
    let text = json!({ "type": "string" });
    let mut properties = commit();
    if let Some(all) = properties.as_object_mut() {
        all.insert("type".to_owned(), json!({ "type": "string", "enum": ["commit", "tree", "blob"] }));
        all.insert("files".to_owned(), change_list::schema());
        all.insert("diff".to_owned(), json!({ "type": "string", "description": "To the first parent" }));
        all.insert("content".to_owned(), json!({ "type": "string", "description": "Of a file" }));
        all.insert("size".to_owned(), json!({ "type": "integer", "minimum": 0 }));
        all.insert("binary".to_owned(), json!({ "type": "boolean" }));
        all.insert("truncated".to_owned(), json!({ "type": "boolean", "description": "Something too long was cut" }));
        let entry = json!({
            "name": text,
            "type": { "type": "string", "enum": ["blob", "tree", "commit"] },
            "mode": text,
            "hash": text
        });
        let entries = json!({ "type": "array", "items": object(entry, &["name", "type", "mode", "hash"]) });
        all.insert("entries".to_owned(), entries);
        let tag = json!({ "name": text, "tagger": text, "date": text, "message": text });
        all.insert("tag".to_owned(), object(tag, &["message"]));
    }
    object(properties, &["type", "hash", "truncated"])
}

pub fn branch() -> Value {
    let text = json!({ "type": "string" });
    let one = json!({
        "name": text,
        "commit": text,
        "current": { "type": "boolean" },
        "remote": { "type": "boolean" },
        "target": { "type": "string", "description": "Where it points, when it only stands for another branch" }
    });
    object(
        json!({
            "current": { "type": ["string", "null"], "description": "Null where HEAD is detached" },
            "head": { "type": ["string", "null"], "description": "The commit; null before the first one" },
            "branches": { "type": "array", "items": object(one, &["name", "commit", "current", "remote"]) }
        }),
        &["current", "head", "branches"],
    )
}

pub fn create_branch() -> Value {
    let text = json!({ "type": "string" });
    object(json!({ "branch": text, "base": text, "commit": text }), &["branch", "base", "commit"])
}

const COMMIT: [&str; 6] = ["hash", "parents", "author", "email", "date", "message"];

fn commit() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "hash": text,
        "parents": { "type": "array", "items": text },
        "author": text,
        "email": text,
        "date": { "type": "string", "description": "When it was written, with the author's offset" },
        "message": text
    })
}

fn object(properties: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required })
}
