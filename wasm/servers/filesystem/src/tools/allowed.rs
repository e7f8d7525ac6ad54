use crate::disk::Disk;
use mcp_tools::{Args, Outcome, object};
use serde_json::Value;

pub fn run(disk: &Disk, _: Args) -> Result<Outcome, String> {
    let folders = disk.folders();
    let names: Vec<&str> = folders.iter().map(|folder| folder.path.as_str()).collect();
    let access = |writable| if writable { "write" } else { "read" };
    let list: Value = folders
        .iter()
        .map(|folder| object([("path", folder.path.as_str().into()), ("access", access(folder.writable).into())]))
        .collect();
    let text = if names.is_empty() { disk.granted() } else { format!("Allowed directories:\n{}", names.join("\n")) };
    Ok(Outcome::new(object([("directories", list)]), text))
}
