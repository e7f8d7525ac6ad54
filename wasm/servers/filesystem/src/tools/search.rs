use crate::answer;
use crate::disk::{Disk, Entry, Kind, Place, refuse};
use crate::glob::Glob;
use crate::path::{join, visible};
use crate::tools::list::named;
use mcp_tools::{Args, Outcome, object};
use serde_json::Value;

/// More matches than these are no help to anybody, and twice in the answer.
const MOST: usize = 20_000;

/// A directory whose entries are being looked at.
struct Level<'a> {
    place: Place<'a>,
    /// Below the directory of the search; empty for that.
    path: String,
    entries: std::vec::IntoIter<Entry>,
}

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let place = disk.directory(args.text("path"), "search")?;
    let pattern = Glob::new(args.text("pattern"))?;
    let excluded = Glob::excluding(args.texts("excludePatterns"))?;
    let top = place.list().map_err(|code| refuse("search", &place.path, code))?;
    let mut unnamed = top.unnamed;
    let mut unread = 0;
    let mut room = answer::MOST;
    let mut found: Vec<(String, Kind)> = Vec::new();
    let mut levels = vec![Level { place: place.clone(), path: String::new(), entries: top.entries.into_iter() }];
    while let depth = levels.len()
        && let Some(level) = levels.last_mut()
        && found.len() <= MOST
        && room > 0
    {
        let Some(Entry { name, kind, .. }) = level.entries.next() else {
            levels.pop();
            continue;
        };
        let path = join(&level.path, &name);
        if excluded.iter().any(|glob| glob.matches(&path)) {
            continue;
        }
        if pattern.matches(&path) {
            let whole = join(&level.place.path, &name);
            // What a link leads to may be out of reach: then it is none of what can be worked with.
            if kind != Kind::Symlink || disk.existing(&whole, "search").is_ok() {
                room = room.saturating_sub(answer::length(&whole) + 30);
                found.push((whole, kind));
            }
        }
        if kind != Kind::Directory || !pattern.reaches_below(depth) {
            continue;
        }
        let here = level.place.child(&name);
        match here.list() {
            Ok(listing) => {
                unnamed += listing.unnamed;
                levels.push(Level { place: here, path, entries: listing.entries.into_iter() });
            }
            Err(_) => unread += 1,
        }
    }
    let cut = found.len() > MOST || room == 0;
    found.truncate(MOST);
    let lines: Vec<String> = found.iter().map(|(path, _)| visible(path)).collect();
    let text = if lines.is_empty() { "No matches found".to_owned() } else { lines.join("\n") };
    let matches: Vec<Value> = found.into_iter().map(|(path, kind)| named("path", path, kind)).collect();
    let structured = object([
        ("path", place.path.into()),
        ("matches", matches.into()),
        ("truncated", cut.into()),
        ("unreadableDirectories", unread.into()),
        ("unreadableNames", unnamed.into()),
    ]);
    let mut outcome = Outcome::new(structured, text);
    if cut {
        outcome
            .content
            .push(format!("Note: these are only the first {} matches. Make the pattern narrower.", lines.len()).into());
    }
    if unread > 0 {
        outcome.content.push(format!("Note: {unread} directories could not be searched: they cannot be read.").into());
    }
    outcome.content.extend(crate::tools::list::unnamed(unnamed).map(Into::into));
    Ok(outcome)
}
