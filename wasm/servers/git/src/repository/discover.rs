use crate::cannot::cannot;
use crate::place;
use mcp_tools::system_words;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the parts of a repository are.
pub struct Found {
    pub git_dir: PathBuf,
    pub common_dir: PathBuf,
    /// None: the git folder was named, and stands alone.
    pub work_dir: Option<PathBuf>,
    /// A `.git` file led here.
    pub linked: bool,
}

/// Looks in a folder and those around it, as far as they were granted.
pub fn find(start: &Path) -> Result<Found, String> {
    fs::metadata(start).map_err(|error| cannot("open", start, &error))?;
    for folder in start.ancestors() {
        let dot = folder.join(".git");
        match fs::metadata(&dot) {
            Ok(about) if about.is_file() => {
                let git_dir = follow(&dot, folder)?;
                return found(git_dir, Some(folder.to_owned()), true);
            }
            Ok(_) if is_git_folder(&dot) => return found(dot, Some(folder.to_owned()), false),
            _ => {}
        }
        if is_git_folder(folder) {
            let parent = folder.parent().filter(|_| folder.file_name().is_some_and(|name| name == ".git"));
            return found(folder.to_owned(), parent.map(Path::to_owned), false);
        }
    }
    Err(format!(
        "{} is no git repository: there is no .git in it, nor in the granted folders around it. Name the folder that has .git.",
        start.display()
    ))
}

fn found(git_dir: PathBuf, work_dir: Option<PathBuf>, linked: bool) -> Result<Found, String> {
    let named = fs::read_to_string(git_dir.join("commondir")).ok();
    let common_dir = named.map_or_else(|| git_dir.clone(), |named| place::plain(&git_dir.join(named.trim_end())));
    fs::metadata(common_dir.join("objects")).map_err(|error| {
        // The path that may have to be granted comes first: Belljar takes the first one of a line.
        format!("{} It holds the objects and branches of {}.", cannot("read", &common_dir, &error), git_dir.display())
    })?;
    Ok(Found { git_dir, common_dir, work_dir, linked })
}

/// Where a `.git` file leads: worktrees and submodules have one.
fn follow(file: &Path, folder: &Path) -> Result<PathBuf, String> {
    let bytes = fs::read(file).map_err(|error| cannot("read", file, &error))?;
    let text = String::from_utf8_lossy(&bytes);
    let named = text
        .strip_prefix("gitdir: ")
        .map(|named| named.trim_end_matches(['\n', '\r']))
        .filter(|named| !named.is_empty() && named.len() < 4096 && !named.contains('\n'))
        .ok_or_else(|| format!("{} is a file that does not say where the repository is.", file.display()))?;
    let git_dir = place::plain(&folder.join(place::seen(named)));
    match fs::metadata(git_dir.join("HEAD")) {
        Ok(_) => Ok(git_dir),
        Err(error) => Err(format!(
            "{0} holds the repository of {1}, but cannot be read: {2}. The person can grant the folder {0} in Belljar.",
            git_dir.display(),
            folder.display(),
            system_words(&error)
        )),
    }
}

fn is_git_folder(folder: &Path) -> bool {
    let has = |name: &str| fs::symlink_metadata(folder.join(name)).is_ok();
    has("HEAD") && (has("objects") && has("refs") || has("commondir"))
}
