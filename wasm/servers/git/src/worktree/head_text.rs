use super::progress::Progress;
use super::upstream::Upstream;
use crate::Repository;
use crate::id::Id;
use crate::refs::Head;

/// The first line of `git status`.
pub fn text(repo: &Repository, head: &Head, progress: &Progress) -> String {
    let detached = match head {
        Head::Branch { name, .. } => {
            return format!("On branch {}\n", name.strip_prefix("refs/heads/").unwrap_or(name));
        }
        Head::Detached(id) => *id,
    };
    match &progress.rebase {
        Some(rebase) if rebase.interactive => format!("interactive rebase in progress; onto {}\n", rebase.onto),
        Some(rebase) => format!("rebase in progress; onto {}\n", rebase.onto),
        None => match came_from(repo, detached) {
            Some((name, true)) => format!("HEAD detached at {name}\n"),
            Some((name, false)) => format!("HEAD detached from {name}\n"),
            None => "Not currently on any branch.\n".to_owned(),
        },
    }
}

/// What was last checked out, by HEAD's reflog, and whether HEAD is still there.
fn came_from(repo: &Repository, head: Id) -> Option<(String, bool)> {
    let log = std::fs::read(repo.git_dir.join("logs/HEAD")).ok()?;
    let log = String::from_utf8_lossy(&log);
    let line = log.lines().rev().find(|line| line.contains("\tcheckout: moving from "))?;
    let id = Id::from_hex(line.split(' ').nth(1)?.as_bytes())?;
    let name = line.rsplit_once(" to ")?.1;
    let full = ["refs/tags/", "refs/heads/", "refs/remotes/"].iter().find(|prefix| {
        let target = repo.refs.find(&format!("{prefix}{name}")).ok().flatten();
        target.is_some_and(|target| target == id || crate::revision::commit(repo, &format!("{prefix}{name}")) == Ok(id))
    });
    let shown = if full.is_some() { name.to_owned() } else { repo.objects.abbreviate(id) };
    Some((shown, id == head))
}

/// How a branch stands to the one that it follows.
pub fn tracking(upstream: &Upstream) -> String {
    let name = &upstream.name;
    let commits = |count: usize| if count == 1 { "commit" } else { "commits" };
    match upstream.counts {
        None => format!(
            "Your branch is based on '{name}', but the upstream is gone.\n  (use \"git branch --unset-upstream\" to fixup)\n\n"
        ),
        Some((0, 0)) => format!("Your branch is up to date with '{name}'.\n\n"),
        Some((ahead, 0)) => format!(
            "Your branch is ahead of '{name}' by {ahead} {}.\n  (use \"git push\" to publish your local commits)\n\n",
            commits(ahead)
        ),
        Some((0, behind)) => format!(
            "Your branch is behind '{name}' by {behind} {}, and can be fast-forwarded.\n  \
             (use \"git pull\" to update your local branch)\n\n",
            commits(behind)
        ),
        Some((ahead, behind)) => format!(
            "Your branch and '{name}' have diverged,\nand have {ahead} and {behind} different {} each, respectively.\n  \
             (use \"git pull\" to merge the remote branch into yours)\n\n",
            commits(ahead + behind)
        ),
    }
}
