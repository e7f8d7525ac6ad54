use crate::date::{iso, spoken};
use crate::disk::{Disk, Kind};
use mcp_tools::{Args, Outcome};
use serde_json::json;

/// What WASI tells no program: the permissions.
const UNKNOWN: &str = "unknown";

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let (place, stat) = disk.existing(args.text("path"), "look at")?;
    let said = |at: Option<(u64, u32)>| at.map_or(UNKNOWN.to_owned(), spoken);
    let lines = [
        format!("size: {}", stat.size),
        format!("created: {}", said(stat.created)),
        format!("modified: {}", said(stat.modified)),
        format!("accessed: {}", said(stat.accessed)),
        format!("isDirectory: {}", stat.kind == Kind::Directory),
        format!("isFile: {}", stat.kind == Kind::File),
        format!("permissions: {UNKNOWN}"),
    ];
    let mut structured = json!({
        "path": place.path,
        "type": stat.kind.word(),
        "size": stat.size,
        "links": stat.links,
        "isDirectory": stat.kind == Kind::Directory,
        "isFile": stat.kind == Kind::File,
        "writable": place.folder.writable
    });
    for (name, at) in [("created", stat.created), ("modified", stat.modified), ("accessed", stat.accessed)] {
        if let Some(at) = at {
            structured[name] = json!(iso(at));
        }
    }
    Ok(Outcome::new(structured, lines.join("\n")))
}
