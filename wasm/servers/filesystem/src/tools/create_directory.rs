use crate::disk::{Disk, Kind, refuse};
use crate::path::{below, parent};
use mcp_tools::{Args, Outcome, object};
use wasip2::filesystem::types::ErrorCode;

const DOING: &str = "create the directory";

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let path = args.text("path");
    let found = disk.resolve(path, DOING, true)?;
    let place = &found.place;
    if let Some(stat) = found.stat
        && stat.kind != Kind::Directory
    {
        return Err(refuse(DOING, &place.path, ErrorCode::Exist));
    }
    // From the outermost one that is missing to the innermost.
    let mut missing = Vec::new();
    let mut next = place.path.as_str();
    for _ in 0..found.missing {
        missing.push(next);
        next = parent(next);
    }
    let mut base = place.clone();
    base.path = next.to_owned();
    base.rest = below(&place.folder.path, next).filter(|rest| !rest.is_empty()).unwrap_or(".").to_owned();
    for path in missing.iter().rev() {
        let step = base.child(crate::path::name(path));
        match step.make_directory() {
            // Somebody else was faster.
            Ok(()) | Err(ErrorCode::Exist) => base = step,
            Err(code) => return Err(refuse(DOING, path, code)),
        }
    }
    let structured = object([("path", place.path.as_str().into()), ("created", (found.missing > 0).into())]);
    Ok(Outcome::new(structured, format!("Successfully created directory {path}")))
}
