use crate::date::{iso, spoken};
use crate::disk::{Disk, Kind};
use mcp_tools::{Args, Outcome, object};

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
    let mut structured = object([
        ("path", place.path.into()),
        ("type", stat.kind.word().into()),
        ("size", stat.size.into()),
        ("links", stat.links.into()),
        ("isDirectory", (stat.kind == Kind::Directory).into()),
        ("isFile", (stat.kind == Kind::File).into()),
        ("writable", place.folder.writable.into()),
    ]);
    for (name, at) in [("created", stat.created), ("modified", stat.modified), ("accessed", stat.accessed)] {
        if let Some(at) = at {
            structured[name] = iso(at).into();
        }
    }
    Ok(Outcome::new(structured, lines.join("\n")))
}
