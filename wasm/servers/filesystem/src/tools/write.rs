use crate::disk::{Disk, Kind, Place, Resolved, refuse};
use crate::path::{parent, quote};
use mcp_tools::{Args, Outcome, object};
use wasip2::filesystem::types::ErrorCode;

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let path = args.text("path");
    let content = args.text("content");
    let found = disk.resolve(path, "write", true)?;
    let place = writable(&found, "write")?;
    place.replace_with(content.as_bytes()).map_err(|code| refuse("write", &place.path, code))?;
    let structured = object([
        ("path", place.path.as_str().into()),
        ("bytes", content.len().into()),
        ("created", found.stat.is_none().into()),
    ]);
    Ok(Outcome::new(structured, format!("Successfully wrote to {path}")))
}

/// Whether a file may stand there: nothing yet in a folder that exists, or a file.
pub fn writable<'a>(found: &'a Resolved<'a>, doing: &str) -> Result<&'a Place<'a>, String> {
    let path = &found.place.path;
    match found.stat.map(|stat| stat.kind) {
        None if found.missing > 1 => Err(format!(
            "Cannot {doing} {}: No such file or directory. The folder {} does not exist; make it with create_directory first.",
            quote(path),
            quote(parent(path))
        )),
        None | Some(Kind::File) => Ok(&found.place),
        Some(Kind::Directory) => Err(refuse(doing, path, ErrorCode::IsDirectory)),
        Some(_) => {
            Err(format!("Cannot {doing} {}: it is no regular file but a pipe, a socket or a device.", quote(path)))
        }
    }
}
