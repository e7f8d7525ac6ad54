use crate::disk::{Disk, Kind, refuse};
use crate::path::visible;
use mcp_tools::{Args, Outcome, object};
use serde_json::Value;

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let place = disk.directory(args.text("path"), "list")?;
    let mut listing = place.list().map_err(|code| refuse("list", &place.path, code))?;
    let cut = listing.cut();
    let lines: Vec<String> =
        listing.entries.iter().map(|entry| format!("{} {}", tag(entry.kind), visible(&entry.name))).collect();
    let entries: Vec<Value> = listing.entries.into_iter().map(|entry| named("name", entry.name, entry.kind)).collect();
    let structured = object([
        ("path", place.path.into()),
        ("entries", entries.into()),
        ("unreadableNames", listing.unnamed.into()),
        ("truncated", (cut > 0).into()),
    ]);
    let mut outcome = Outcome::new(structured, lines.join("\n"));
    outcome.content.extend(unnamed(listing.unnamed).into_iter().chain(left_out(cut)).map(Into::into));
    Ok(outcome)
}

pub fn tag(kind: Kind) -> &'static str {
    if kind == Kind::Directory { "[DIR]" } else { "[FILE]" }
}

/// An entry as data, under a name or a path.
pub fn named(by: &str, name: String, kind: Kind) -> Value {
    object([(by, name.into()), ("type", kind.word().into())])
}

pub fn left_out(count: usize) -> Option<String> {
    (count > 0).then(|| {
        format!("Note: left out {count} more, which do not fit into an answer. Use search_files with a pattern.")
    })
}

pub fn unnamed(count: usize) -> Option<String> {
    (count > 0).then(|| format!("Note: left out {count} with a name that is not Unicode, which cannot be opened here."))
}
