use crate::answer;
use crate::disk::Disk;
use crate::path::quote;
use crate::size::plain;
use crate::text::{MOST, Part, whole};
use mcp_tools::{Args, Outcome, object};
use serde_json::Value;

/// One file that cannot be read does not keep the others from being read.
pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let mut texts = Vec::new();
    let mut files: Vec<Value> = Vec::new();
    let mut left = answer::MOST;
    for path in args.texts("paths") {
        match read(disk, path, left) {
            Ok(Part { text, encoding, .. }) => {
                left -= answer::length(&text).min(left);
                texts.push(format!("{path}:\n{text}\n"));
                files.push(object([
                    ("path", path.into()),
                    ("content", text.into()),
                    ("encoding", encoding.name().into()),
                ]));
            }
            Err(why) => {
                texts.push(format!("{path}: Error - {why}"));
                files.push(object([("path", path.into()), ("error", why.into())]));
            }
        }
    }
    Ok(Outcome::new(object([("files", files.into())]), texts.join("\n---\n")))
}

fn read(disk: &Disk, path: &str, left: u64) -> Result<Part, String> {
    let (place, stat) = disk.file(path, "read")?;
    let full = || {
        format!(
            "{} does not fit into this answer any more, which holds {} altogether. Read it in a call of its own.",
            quote(&place.path),
            plain(MOST)
        )
    };
    if stat.size <= MOST && stat.size > left {
        return Err(full());
    }
    let part = whole(&place, &stat)?;
    if answer::length(&part.text) > left { Err(full()) } else { Ok(part) }
}
