use crate::collate::compare;
use crate::date::iso;
use crate::disk::{Disk, Entry, Kind, Place, Stat, refuse};
use crate::path::{join, visible};
use crate::size::listed;
use crate::tools::list::{left_out, named, tag, unnamed};
use mcp_tools::{Args, Outcome, object};
use serde_json::Value;
use std::cmp::Ordering;

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let place = disk.directory(args.text("path"), "list")?;
    let mut listing = place.list().map_err(|code| refuse("list", &place.path, code))?;
    for entry in &mut listing.entries {
        measure(disk, &place, entry);
    }
    listing.sort(if args.text("sortBy") == "size" { by_size } else { by_name });
    let directories = listing.entries.iter().filter(|row| row.kind == Kind::Directory).count();
    let files = listing.entries.len() - directories;
    let total: u64 = listing.entries.iter().map(|row| row.size).sum();
    let cut = listing.cut();
    let (rows, unreadable) = (listing.entries, listing.unnamed);
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.push(String::new());
    lines.push(format!("Total: {files} files, {directories} directories"));
    lines.push(format!("Combined size: {}", listed(total)));
    let structured = object([
        ("path", place.path.into()),
        ("entries", rows.into_iter().map(told).collect()),
        ("totalFiles", files.into()),
        ("totalDirectories", directories.into()),
        ("totalSize", total.into()),
        ("unreadableNames", unreadable.into()),
        ("truncated", (cut > 0).into()),
    ]);
    let mut outcome = Outcome::new(structured, lines.join("\n"));
    outcome.content.extend(unnamed(unreadable).into_iter().chain(left_out(cut)).map(Into::into));
    Ok(outcome)
}

fn by_name(one: &Entry, other: &Entry) -> Ordering {
    compare(&one.name, &other.name)
}

fn by_size(one: &Entry, other: &Entry) -> Ordering {
    other.size.cmp(&one.size).then_with(|| one.name.cmp(&other.name))
}

/// A link counts as what it leads to; one that leads nowhere, or out, has no size. Nor has a directory.
fn measure(disk: &Disk, place: &Place, entry: &mut Entry) {
    let stat: Option<Stat> = match entry.kind {
        Kind::Symlink => disk.existing(&join(&place.path, &entry.name), "list").ok().map(|(_, stat)| stat),
        _ => place.child(&entry.name).stat().ok(),
    };
    entry.size = stat.filter(|stat| stat.kind == Kind::File).map_or(0, |stat| stat.size);
    entry.modified = stat.and_then(|stat| stat.modified);
}

fn line(row: &Entry) -> String {
    let size = if row.kind == Kind::Directory { String::new() } else { format!("{:>10}", listed(row.size)) };
    format!("{} {} {size}", tag(row.kind), padded(&visible(&row.name)))
}

/// As wide as clients have come to expect, in units of UTF-16.
fn padded(name: &str) -> String {
    let width = name.encode_utf16().count();
    format!("{name}{}", " ".repeat(30_usize.saturating_sub(width)))
}

fn told(row: Entry) -> Value {
    let mut value = named("name", row.name, row.kind);
    if row.kind != Kind::Directory {
        value["size"] = row.size.into();
    }
    if let Some(at) = row.modified {
        value["modified"] = iso(at).into();
    }
    value
}
