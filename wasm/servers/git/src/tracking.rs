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
    // In quotes, since names may hold what begins a comment: fix-#12.
    let quoted = |name: &str| name.replace('\\', "\\\\").replace('"', "\\\"");
    let (branch, remote, merge) = (quoted(branch), quoted(remote), quoted(merge));
    let plain = |value: String| if value.contains(['#', ';', '"', '\\', ' ']) { format!("\"{value}\"") } else { value };
    let (remote, merge) = (plain(remote), plain(format!("refs/heads/{merge}")));
    text.extend(format!("[branch \"{branch}\"]\n\tremote = {remote}\n\tmerge = {merge}\n").bytes());
    lock.write(&text)
}
