use crate::Repository;
use crate::cannot::cannot;
use crate::index::Lock;

/// Lets a branch follow one of a remote (`remotes/origin/x`), as `git branch --set-upstream-to` does.
pub fn set(repo: &Repository, branch: &str, remote: &str) -> Result<(), String> {
    let Some((remote, merge)) = remote.strip_prefix("remotes/").and_then(|rest| rest.split_once('/')) else {
        return Ok(());
    };
    let path = repo.common_dir.join("config");
    let lock = Lock::take(&path)?;
    let mut text = std::fs::read(&path).map_err(|error| cannot("read", &path, &error))?;
    if text.last().is_some_and(|byte| *byte != b'\n') {
        text.push(b'\n');
    }
    let quoted = branch.replace('\\', "\\\\").replace('"', "\\\"");
    text.extend(format!("[branch \"{quoted}\"]\n\tremote = {remote}\n\tmerge = refs/heads/{merge}\n").bytes());
    lock.write(&text)
}
