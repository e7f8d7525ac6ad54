//! The folder that holds one piece of work.

use crate::refusal::{Refusal, Result};
use crate::weld::{Guard, Parts, weld};
use serde_json::{Value, json};
use std::{fs, io::ErrorKind, path::Path};

pub fn run(folder: &Path) -> Result<()> {
    let job: Value = serde_json::from_slice(&read(folder, "job.json")?).map_err(|e| Refusal::ours("job.json", e))?;
    let text = |name: &str| job[name].as_str().map(String::from);
    let server = text("server").ok_or_else(|| Refusal::ours("job.json", "no server is named"))?;
    let guards = job["guards"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let guards: Vec<Guard> = guards
        .map(|file| Ok(Guard { name: file.trim_end_matches(".wasm").to_string(), bytes: read(folder, file)? }))
        .collect::<Result<_>>()?;
    let parts = Parts { server: read(folder, &server)?, guards, policy: text("policy").unwrap_or_default() };
    let welded = weld(parts)?;
    let report = json!({
        "memories": welded.memories,
        "growable": welded.growable,
        "imports": welded.imports,
        "adapted": welded.adapted,
    });
    write(folder, "report.json", report.to_string().as_bytes())?;
    write(folder, "out.wasm", &welded.bytes)
}

fn read(folder: &Path, file: &str) -> Result<Vec<u8>> {
    fs::read(folder.join(file)).map_err(|error| match error.kind() {
        ErrorKind::OutOfMemory => Refusal::too_much_memory(),
        _ => Refusal::ours(&format!("{file} cannot be read"), error),
    })
}

fn write(folder: &Path, file: &str, bytes: &[u8]) -> Result<()> {
    let hint = "Free some space and try again; otherwise check Belljar's cache folder.";
    fs::write(folder.join(file), bytes).map_err(|e| Refusal::new(format!("{file} cannot be written: {e}."), hint))
}
