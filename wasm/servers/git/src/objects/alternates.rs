use crate::place;
use mcp_tools::system_words;
use std::fs;
use std::path::{Path, PathBuf};

/// Chains of alternates are not followed further than git does.
const DEEPEST: usize = 5;

/// The folder and those that it borrows objects from; and a sentence for each that cannot be used.
pub fn follow(folder: PathBuf) -> (Vec<PathBuf>, Vec<String>) {
    let mut found = vec![folder];
    let mut missing = Vec::new();
    let mut from = 0;
    for _ in 0..DEEPEST {
        let new: Vec<PathBuf> = found[from..].iter().flat_map(|folder| named(folder)).collect();
        from = found.len();
        for folder in new {
            match fs::metadata(&folder) {
                Ok(_) if found.contains(&folder) => {}
                Ok(_) => found.push(folder),
                Err(error) => missing.push(format!(
                    "It borrows objects from {0}, which cannot be read: {1}. \
                     The person can grant the folder {0} in Belljar.",
                    folder.display(),
                    system_words(&error)
                )),
            }
        }
    }
    (found, missing)
}

fn named(folder: &Path) -> Vec<PathBuf> {
    let text = fs::read(folder.join("info/alternates")).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| place::plain(&folder.join(line)))
        .collect()
}
