use crate::failure::words;
use std::io::Error;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

/// The folders that this server may see; nothing where it runs without a sandbox.
static GRANTED: LazyLock<Option<Vec<String>>> = LazyLock::new(granted);

#[cfg(target_env = "p2")]
fn granted() -> Option<Vec<String>> {
    Some(wasip2::filesystem::preopens::get_directories().into_iter().map(|(_, name)| name).collect())
}

#[cfg(not(target_env = "p2"))]
fn granted() -> Option<Vec<String>> {
    None
}

/// Where a path that a caller gave lies: Windows' spelling as Belljar mounts it, and a relative one in the only granted folder.
pub fn resolve(given: &str) -> Result<PathBuf, String> {
    if given.is_empty() || given.contains('\0') {
        return Err("A path must not be empty, nor hold a NUL.".to_owned());
    }
    let path = drive(given).unwrap_or_else(|| PathBuf::from(given));
    let absolute = if path.is_absolute() { path } else { only_folder(given)?.join(path) };
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    match GRANTED.as_deref() {
        Some(folders) if !folders.iter().any(|folder| plain.starts_with(folder)) => Err(outside(&plain)),
        _ => Ok(plain),
    }
}

/// `C:\Users` and `C:/Users` are seen as `/c/Users`.
fn drive(given: &str) -> Option<PathBuf> {
    let [letter, b':', b'\\' | b'/', ..] = given.as_bytes() else { return None };
    let letter = char::from(letter.to_ascii_lowercase());
    letter.is_ascii_alphabetic().then(|| PathBuf::from(format!("/{letter}/{}", given[3..].replace('\\', "/"))))
}

fn only_folder(given: &str) -> Result<PathBuf, String> {
    match GRANTED.as_deref() {
        None => Ok(PathBuf::from("/")),
        Some([folder]) => Ok(PathBuf::from(folder)),
        Some(_) => Err(format!("{} is a relative path: give an absolute one. {}", quoted(Path::new(given)), folders())),
    }
}

fn outside(path: &Path) -> String {
    format!(
        "Cannot open {}: Permission denied, it lies in no granted folder. {} The person can grant its folder in Belljar.",
        quoted(path),
        folders()
    )
}

fn folders() -> String {
    match GRANTED.as_deref() {
        None | Some([]) => "No folder is granted.".to_owned(),
        Some(folders) => {
            let names: Vec<String> = folders.iter().map(|folder| quoted(Path::new(folder))).collect();
            format!("Granted: {}.", names.join(", "))
        }
    }
}

/// A sentence about a path that the system refused.
pub fn refused(path: &Path, error: &Error) -> String {
    format!("Cannot open {}: {}.", quoted(path), words(error))
}

pub fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let short: String = text.chars().take(1000).collect();
    let rest = if short.len() < text.len() { "…" } else { "" };
    format!("\"{short}{rest}\"")
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use std::path::Path;

    #[test]
    fn knows_how_paths_are_written() {
        let at = |given| resolve(given).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(at("/a/./b/../c.png"), Path::new("/a/c.png"));
        assert_eq!(at("C:\\Users\\Ada\\x.png"), Path::new("/c/Users/Ada/x.png"));
        assert_eq!(at("/../../x"), Path::new("/x"));
        assert!(resolve("").is_err() && resolve("a\0b").is_err());
    }
}
