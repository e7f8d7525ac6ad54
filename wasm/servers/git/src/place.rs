use std::path::{Component, Path, PathBuf};

/// The path that an argument means. There is no current directory in a sandbox: a relative path is one in the only granted
/// folder.
pub fn absolute(path: &str) -> Result<PathBuf, String> {
    if path.is_empty() || path.contains('\0') {
        return Err("repo_path must be the path of a folder, for instance /home/ada/project.".to_owned());
    }
    let path = seen(path);
    if path.starts_with("/") {
        return Ok(plain(&path));
    }
    let granted = granted();
    match granted.as_slice() {
        [one] => Ok(plain(&one.join(path))),
        [] => Err("No folder was granted to this server. The person can grant one in Belljar.".to_owned()),
        many => Err(format!(
            "{} is a relative path, and several folders were granted: give the whole path. Granted: {}.",
            path.display(),
            names(many)
        )),
    }
}

/// What there is to say of a path that no granted folder holds.
pub fn why_outside(path: &Path) -> Option<String> {
    let granted = granted();
    if !cfg!(target_os = "wasi") || granted.iter().any(|folder| path.starts_with(folder)) {
        return None;
    }
    let given =
        if granted.is_empty() { "No folder is granted.".to_owned() } else { format!("Granted: {}.", names(&granted)) };
    Some(format!("lies in no granted folder. {given}"))
}

fn names(folders: &[PathBuf]) -> String {
    folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// How a path of Windows is seen here: `C:\x` as `/c/x`.
pub fn seen(path: &str) -> PathBuf {
    match path.as_bytes() {
        [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic() => {
            let drive = char::from(drive.to_ascii_lowercase());
            PathBuf::from(format!("/{drive}/{}", path[3..].replace('\\', "/")))
        }
        _ => PathBuf::from(path),
    }
}

/// Without `.` and `..`: a granted folder is found by its name.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(target_os = "wasi")]
fn granted() -> Vec<PathBuf> {
    wasip2::filesystem::preopens::get_directories().into_iter().map(|(_, path)| PathBuf::from(path)).collect()
}

#[cfg(not(target_os = "wasi"))]
fn granted() -> Vec<PathBuf> {
    std::env::current_dir().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::absolute;
    use std::path::PathBuf;

    #[test]
    fn takes_paths_of_all_systems() {
        assert_eq!(absolute("/a/./b/../c/"), Ok(PathBuf::from("/a/c")));
        assert_eq!(absolute("C:\\Users\\Ada"), Ok(PathBuf::from("/c/Users/Ada")));
        assert_eq!(absolute("/../.."), Ok(PathBuf::from("/")));
        assert!(absolute("").is_err());
        assert!(absolute("a\0b").is_err());
    }
}
