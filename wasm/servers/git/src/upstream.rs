use crate::Repository;

/// The ref that a branch (full name) follows, by its configuration; it may not exist.
pub fn of(repo: &Repository, branch: &str) -> Option<String> {
    let name = branch.strip_prefix("refs/heads/")?;
    let remote = repo.config.text(&format!("branch.{name}.remote"))?;
    let merge = repo.config.text(&format!("branch.{name}.merge"))?;
    if remote == "." {
        return Some(merge.to_owned());
    }
    // Where the remote's refs are put, mostly refs/remotes/NAME/*.
    let fetched = repo.config.text(&format!("remote.{remote}.fetch"))?;
    let (from, to) = fetched.trim_start_matches('+').split_once(':')?;
    match (from.split_once('*'), to.split_once('*')) {
        (Some((before, after)), Some((start, end))) => {
            let middle = merge.strip_prefix(before)?.strip_suffix(after)?;
            Some(format!("{start}{middle}{end}"))
        }
        _ => (from == merge).then(|| to.to_owned()),
    }
}
