use crate::history::History;
use mcp_tools::{Args, Outcome};
use serde_json::json;
use std::cell::RefCell;

/// Takes one thought. What does not fit what came before is taken all the same, with a note.
pub fn think(history: &RefCell<History>, log: bool, args: Args) -> Result<Outcome, String> {
    let mut history = history.borrow_mut();
    let number = args.integer("thoughtNumber").unwrap_or(1);
    let total = args.integer("totalThoughts").unwrap_or(1).max(number);
    let from = args.integer("branchFromThought");
    let name = args.text_if("branchId").filter(|name| !name.is_empty());
    let notes = notes(&history, args, from, name);
    history.add(number, from.and(name))?;
    if log {
        write(args, number, total, from.zip(name));
    }
    let mut result = json!({
        "thoughtNumber": number,
        "totalThoughts": total,
        "nextThoughtNeeded": args.flag("nextThoughtNeeded", true),
        "branches": history.branches(),
        "thoughtHistoryLength": history.length()
    });
    if !notes.is_empty() {
        result["note"] = json!(notes.join(" "));
    }
    Ok(result.into())
}

fn notes(history: &History, args: Args, from: Option<i64>, name: Option<&str>) -> Vec<String> {
    let mut notes = Vec::new();
    let revised = args.integer("revisesThought");
    for (what, number) in [("revisesThought", revised), ("branchFromThought", from)] {
        if let Some(number) = number.filter(|number| !history.knows(*number)) {
            notes.push(format!("{what} is {number}, but no thought {number} was sent in this session."));
        }
    }
    if args.flag("isRevision", false) && revised.is_none() {
        notes.push("isRevision is true, but revisesThought does not say which thought is revised.".to_owned());
    }
    // A name alone is how a branch goes on.
    match (from, name) {
        (Some(_), None) => notes.push("A new branch needs a branchId as well: none was begun.".to_owned()),
        (None, Some(name)) if !history.branches().iter().any(|known| known == name) => {
            notes.push("A new branch needs branchFromThought as well: none was begun.".to_owned());
        }
        _ => {}
    }
    notes
}

fn write(args: Args, number: i64, total: i64, branch: Option<(i64, &str)>) {
    let what = match (args.flag("isRevision", false), args.integer("revisesThought"), branch) {
        (true, Some(revised), _) => format!("Revision {number}/{total} (of thought {revised})"),
        (true, None, _) => format!("Revision {number}/{total}"),
        (_, _, Some((from, name))) => format!("Branch {number}/{total} (from thought {from}, {})", plain(name)),
        _ => format!("Thought {number}/{total}"),
    };
    eprintln!("{what}: {}", plain(args.text("thought")));
}

/// On one line, without what a terminal would obey.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|one| !one.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::{plain, think};
    use crate::history::History;
    use mcp_tools::Args;
    use serde_json::{Value, json};
    use std::cell::RefCell;

    fn send(history: &RefCell<History>, args: Value) -> Value {
        think(history, false, Args::new(&args)).map_or_else(|sentence| json!(sentence), |outcome| outcome.structured)
    }

    fn thought(number: i64, more: Value) -> Value {
        let mut args =
            json!({ "thought": "t", "nextThoughtNeeded": true, "thoughtNumber": number, "totalThoughts": 3 });
        args.as_object_mut().into_iter().for_each(|all| all.extend(more.as_object().cloned().unwrap_or_default()));
        args
    }

    #[test]
    fn counts_and_branches() {
        let history = RefCell::default();
        assert_eq!(
            send(&history, thought(1, json!({}))),
            json!({ "thoughtNumber": 1, "totalThoughts": 3, "nextThoughtNeeded": true, "branches": [], "thoughtHistoryLength": 1 })
        );
        assert_eq!(send(&history, thought(7, json!({})))["totalThoughts"], 7);
        send(&history, thought(2, json!({ "branchFromThought": 1, "branchId": "b" })));
        let last =
            send(&history, thought(2, json!({ "branchFromThought": 1, "branchId": "a", "nextThoughtNeeded": false })));
        assert_eq!(last["branches"], json!(["b", "a"]));
        assert_eq!(last["thoughtHistoryLength"], 4);
        assert_eq!(last["nextThoughtNeeded"], false);
        assert_eq!(last.get("note"), None);
        // Going on in a branch.
        assert_eq!(send(&history, thought(3, json!({ "branchId": "b" }))).get("note"), None);
    }

    #[test]
    fn notes_what_does_not_fit() {
        let note = |more| send(&RefCell::default(), thought(1, more))["note"].clone();
        assert_eq!(
            note(json!({ "revisesThought": 9, "isRevision": true })),
            "revisesThought is 9, but no thought 9 was sent in this session."
        );
        assert!(note(json!({ "branchFromThought": 4, "branchId": "x" })).as_str().unwrap().contains("no thought 4"));
        assert!(note(json!({ "isRevision": true })).as_str().unwrap().contains("does not say which"));
        assert!(note(json!({ "branchId": "x" })).as_str().unwrap().contains("needs branchFromThought"));
        assert!(note(json!({ "branchFromThought": 1, "branchId": "" })).as_str().unwrap().contains("needs a branchId"));
    }

    #[test]
    fn logs_nothing_that_a_terminal_obeys() {
        assert_eq!(plain("a\n b\u{1b}[31m\u{7}\tc"), "a b[31m c");
    }
}
