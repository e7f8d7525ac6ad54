use mcp_tools::system_words;
use std::io::Error;
use std::path::Component;
use std::sync::LazyLock;

/// The folders that this server may see; None where it runs without a sandbox.
static GRANTED: LazyLock<Option<Vec<String>>> = LazyLock::new(granted);

#[cfg(target_env = "p2")]
fn granted() -> Option<Vec<String>> {
    Some(wasip2::filesystem::preopens::get_directories().into_iter().map(|(_, name)| name).collect())
}

#[cfg(not(target_env = "p2"))]
fn granted() -> Option<Vec<String>> {
    None
}

/// The path that a caller means: Windows' spelling as Belljar mounts it, a relative one in the only granted folder.
pub fn resolve(given: &str) -> Result<String, String> {
    if given.is_empty() || given.contains('\0') {
        return Err("The path must not be empty, nor hold a NUL.".to_owned());
    }
    let given = seen(given);
    let folders = GRANTED.as_deref();
    let whole = match folders {
        _ if given.starts_with('/') => given,
        Some([folder]) => format!("{folder}/{given}"),
        Some(_) => return Err(format!("{} is a relative path: give the whole path. {}", quoted(&given), listed())),
        None => format!("/{given}"),
    };
    let mut parts: Vec<String> = Vec::new();
    for part in std::path::Path::new(&whole).components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            _ => {}
        }
    }
    let path = format!("/{}", parts.join("/"));
    let is_inside = |folder: &String| {
        let folder = folder.trim_end_matches('/');
        path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    match folders {
        Some(folders) if !folders.iter().any(is_inside) => Err(format!(
            "Cannot open {}: Permission denied, it lies in no granted folder. {} The person can grant its folder in Belljar.",
            quoted(&path),
            listed()
        )),
        _ => Ok(path),
    }
}

/// `C:\Users` and `C:/Users` are seen as `/c/Users`.
fn seen(given: &str) -> String {
    match given.as_bytes() {
        [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic() => {
            format!("/{}/{}", char::from(letter.to_ascii_lowercase()), given[3..].replace('\\', "/"))
        }
        _ => given.to_owned(),
    }
}

fn listed() -> String {
    match GRANTED.as_deref() {
        None | Some([]) => "No folder is granted.".to_owned(),
        Some(folders) => {
            let names: Vec<String> = folders.iter().map(|folder| quoted(folder)).collect();
            format!("Granted: {}.", names.join(", "))
        }
    }
}

/// A sentence about a path that the system refused, in the system's words.
pub fn refused(path: &str, error: &Error) -> String {
    format!("Cannot open {}: {}.", quoted(path), system_words(error))
}

/// Repeats what was given, but no more of it than a person would read.
pub fn quoted(given: &str) -> String {
    let short: String = given.chars().take(1000).collect();
    let rest = if short.len() < given.len() { "…" } else { "" };
    format!("\"{short}{rest}\"")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn knows_how_paths_are_written() {
        assert_eq!(resolve("/a/./b/../c.log").as_deref(), Ok("/a/c.log"));
        assert_eq!(resolve("C:\\Logs\\x.log").as_deref(), Ok("/c/Logs/x.log"));
        assert_eq!(resolve("/../../x").as_deref(), Ok("/x"));
        assert!(resolve("").is_err() && resolve("a\0b").is_err());
    }
}
