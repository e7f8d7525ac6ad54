use crate::answer;
use crate::disk::{Disk, refuse};
use crate::edit::{Applied, Diff, Edit, apply, fenced, joined};
use crate::path::quote;
use crate::text::{encode, whole};
use mcp_tools::{Args, Outcome, object};
use serde_json::Value;

/// As many as can be compared in a small memory.
const MOST_LINES: usize = 1_000_000;

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let (place, stat) = disk.file(args.text("path"), "edit")?;
    let dry_run = args.flag("dryRun", false);
    let edits: Vec<Edit> = args.list("edits").iter().map(read).collect();
    let part = whole(&place, &stat)?;
    let before = joined(&part.text);
    if before.matches('\n').count() > MOST_LINES {
        return Err(format!("{} has more than {MOST_LINES} lines, too many to be edited here.", quote(&place.path)));
    }
    let (after, applied) =
        apply(&before, &edits).map_err(|why| format!("Cannot edit {}: {why}", quote(&place.path)))?;
    let diff = Diff::new(&before, &after);
    let unified = diff.unified(&place.path);
    let changed = before != after;
    if changed && !dry_run {
        let text = diff.with_ends_of(&part.text);
        let bytes = encode(&text, part.encoding).ok_or_else(|| {
            format!(
                "Cannot edit {}: it is in the encoding {}, which lacks a character of newText. Nothing was changed.",
                quote(&place.path),
                part.encoding.name()
            )
        })?;
        place.replace_with(&bytes).map_err(|code| refuse("edit", &place.path, code))?;
    }
    let unified = shown(unified);
    let text = fenced(&unified);
    let structured = object([
        ("path", place.path.into()),
        ("diff", unified.into()),
        ("dryRun", dry_run.into()),
        ("changed", changed.into()),
        ("edits", applied.iter().map(told).collect()),
    ]);
    let mut outcome = Outcome::new(structured, text);
    outcome.content.extend(note(&applied).map(Into::into));
    Ok(outcome)
}

/// A diff that is too long for an answer is cut.
fn shown(mut diff: String) -> String {
    if answer::length(&diff) <= answer::MOST {
        return diff;
    }
    let end = (0..=1_000_000).rev().find(|at| diff.is_char_boundary(*at)).unwrap_or(0);
    diff.truncate(end);
    diff.push_str("\n... the rest of the diff is too long for an answer\n");
    diff
}

fn read(edit: &Value) -> Edit {
    let text = |name: &str| joined(edit[name].as_str().unwrap_or_default());
    Edit { old: text("oldText"), new: text("newText") }
}

fn told(applied: &Applied) -> Value {
    let how = if applied.exact { "exact" } else { "whitespace" };
    object([("line", applied.line.into()), ("match", how.into()), ("occurrences", applied.occurrences.into())])
}

/// A model should hear when it was less clear than it thought.
fn note(applied: &[Applied]) -> Option<String> {
    let unclear: Vec<String> = applied
        .iter()
        .enumerate()
        .filter(|(_, applied)| applied.occurrences > 1)
        .map(|(at, applied)| {
            format!(
                "Note: the oldText of edit {} occurs {} times; only the first, in line {}, was replaced.",
                at + 1,
                applied.occurrences,
                applied.line
            )
        })
        .collect();
    (!unclear.is_empty()).then(|| unclear.join("\n"))
}
