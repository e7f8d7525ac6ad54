use super::change_list;
use serde_json::{Value, json};

/// An object with `repo_path` and these further arguments, of which some are required.
pub fn input(properties: Value, required: &[&str]) -> Value {
    let mut all = json!({ "repo_path": { "type": "string", "description": "Path to the git repository" } });
    if let (Some(all), Value::Object(more)) = (all.as_object_mut(), properties) {
        all.extend(more);
    }
    let required: Vec<&str> = ["repo_path"].iter().chain(required).copied().collect();
    json!({ "type": "object", "properties": all, "required": required })
}

pub fn context_lines() -> Value {
    json!({ "context_lines": {
        "type": ["integer", "null"], "minimum": 0, "default": 3, "description": "Number of context lines"
    } })
}

pub fn commit_input() -> Value {
    let text = |description| json!({ "type": ["string", "null"], "description": description });
    input(
        json!({
            "message": { "type": "string", "description": "Commit message" },
            "author_name": text("Whose name the commit carries; else GIT_AUTHOR_NAME, else user.name of the repository"),
            "author_email": text("Whose address the commit carries; else GIT_AUTHOR_EMAIL, else user.email of the repository")
        }),
        &["message"],
    )
}

pub fn add_input() -> Value {
    let files = json!({
        "type": "array",
        "items": { "type": "string" },
        "minItems": 1,
        "description": "Files to add to staging area: paths relative to the repository, folders, patterns such as *.txt, or [\".\"] for everything. Deleted files are staged as deleted"
    });
    input(json!({ "files": files }), &["files"])
}

pub fn checkout_input() -> Value {
    input(
        json!({ "branch_name": { "type": "string", "description": "Branch name to checkout; a tag or commit detaches HEAD" } }),
        &["branch_name"],
    )
}

pub fn diff() -> Value {
    object(
        json!({ "diff": { "type": "string", "description": "As git diff prints it" }, "files": change_list::schema() }),
        &["diff", "files"],
    )
}

pub fn status() -> Value {
    let paths = json!({ "type": "array", "items": { "type": "string" } });
    let maybe = |kind| json!([kind, "null"]);
    object(
        json!({
            "branch": { "type": maybe("string"), "description": "Null where HEAD is detached" },
            "head": { "type": maybe("string"), "description": "The commit; null before the first one" },
            "upstream": {
                "type": maybe("object"),
                "properties": {
                    "name": { "type": "string" },
                    "ahead": { "type": maybe("integer"), "description": "Null where the upstream is gone" },
                    "behind": { "type": maybe("integer") }
                },
                "required": ["name", "ahead", "behind"]
            },
            "in_progress": {
                "type": "array",
                "items": { "type": "string", "enum": ["merge", "rebase", "am", "cherry-pick", "revert", "bisect"] }
            },
            "clean": { "type": "boolean", "description": "Nothing staged, changed, in conflict or untracked" },
            "staged": change_list::schema(),
            "unstaged": change_list::schema(),
            "conflicts": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": { "path": { "type": "string" }, "status": { "type": "string" } },
                    "required": ["path", "status"]
                }
            },
            "untracked": paths,
            "notes": notes()
        }),
        &[
            "branch",
            "head",
            "upstream",
            "in_progress",
            "clean",
            "staged",
            "unstaged",
            "conflicts",
            "untracked",
            "notes",
        ],
    )
}

pub fn add() -> Value {
    object(json!({ "staged": change_list::schema(), "notes": notes() }), &["staged", "notes"])
}

pub fn reset() -> Value {
    object(json!({ "unstaged": change_list::schema(), "notes": notes() }), &["unstaged", "notes"])
}

pub fn commit() -> Value {
    let text = json!({ "type": "string" });
    object(
        json!({
            "hash": text,
            "branch": { "type": ["string", "null"], "description": "Null where HEAD is detached" },
            "parents": { "type": "array", "items": text },
            "author": text,
            "files": change_list::schema(),
            "notes": notes()
        }),
        &["hash", "branch", "parents", "author", "files", "notes"],
    )
}

pub fn checkout() -> Value {
    object(
        json!({
            "branch": { "type": ["string", "null"], "description": "Null where HEAD is detached" },
            "head": { "type": ["string", "null"] },
            "changed": { "type": "integer", "minimum": 0, "description": "Files that were written or removed" },
            "kept": change_list::schema(),
            "notes": notes()
        }),
        &["branch", "head", "changed", "kept", "notes"],
    )
}

fn notes() -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "description": "What could not be done or known" })
}

fn object(properties: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required })
}
