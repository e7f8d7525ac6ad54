use crate::disk::Disk;
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};

pub fn run(disk: &Disk, _: Args) -> Result<Outcome, String> {
    let folders = disk.folders();
    let names: Vec<&str> = folders.iter().map(|folder| folder.path.as_str()).collect();
    let list: Vec<Value> = folders
        .iter()
        .map(|folder| json!({ "path": folder.path, "access": if folder.writable { "write" } else { "read" } }))
        .collect();
    let text = if names.is_empty() { disk.granted() } else { format!("Allowed directories:\n{}", names.join("\n")) };
    Ok(Outcome::new(json!({ "directories": list }), text))
}
