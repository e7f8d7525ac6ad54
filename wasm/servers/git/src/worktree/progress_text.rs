use super::progress::{Progress, Rebase};
use crate::Repository;

/// What `git status` says of what is not finished, with an empty line after each.
pub fn text(repo: &Repository, progress: &Progress, conflicts: bool) -> String {
    let mut out = String::new();
    if progress.merging {
        if let Some(rebase) = progress.rebase.as_ref().filter(|rebase| rebase.interactive) {
            out += &format!("{}\n", steps(rebase));
        }
        out += if conflicts {
            "You have unmerged paths.\n  (fix conflicts and run \"git commit\")\n  (use \"git merge --abort\" to abort the merge)\n\n"
        } else {
            "All conflicts fixed but you are still merging.\n  (use \"git commit\" to conclude merge)\n\n"
        };
    } else if progress.mail {
        out += "You are in the middle of an am session.\n";
        out += if conflicts { "  (fix conflicts and then run \"git am --continue\")\n" } else { "" };
        out += "  (use \"git am --skip\" to skip this patch)\n  (use \"git am --abort\" to restore the original branch)\n\n";
    } else if let Some(rebase) = &progress.rebase {
        out += &rebasing(repo, rebase, conflicts);
    } else if let Some(commit) = progress.cherry_pick {
        out += &match commit {
            Some(id) => format!("You are currently cherry-picking commit {}.\n", repo.objects.abbreviate(id)),
            None => "Cherry-pick currently in progress.\n".to_owned(),
        };
        out += &continued("cherry-pick", conflicts, commit.is_none());
        out += "  (use \"git cherry-pick --abort\" to cancel the cherry-pick operation)\n\n";
    } else if let Some(commit) = progress.revert {
        out += &match commit {
            Some(id) => format!("You are currently reverting commit {}.\n", repo.objects.abbreviate(id)),
            None => "Revert currently in progress.\n".to_owned(),
        };
        out += &continued("revert", conflicts, commit.is_none());
        out += "  (use \"git revert --abort\" to cancel the revert operation)\n\n";
    }
    if let Some(branch) = &progress.bisect {
        out += &match branch.as_str() {
            "" => "You are currently bisecting.\n".to_owned(),
            branch => format!("You are currently bisecting, started from branch '{branch}'.\n"),
        };
        out += "  (use \"git bisect reset\" to get back to the original branch)\n\n";
    }
    out
}

fn continued(what: &str, conflicts: bool, between: bool) -> String {
    let first = match (conflicts, between) {
        (true, _) => format!("  (fix conflicts and run \"git {what} --continue\")\n"),
        (false, true) => format!("  (run \"git {what} --continue\" to continue)\n"),
        (false, false) => format!("  (all conflicts fixed: run \"git {what} --continue\")\n"),
    };
    format!("{first}  (use \"git {what} --skip\" to skip this patch)\n")
}

fn rebasing(repo: &Repository, rebase: &Rebase, conflicts: bool) -> String {
    let mut out = if rebase.interactive { steps(rebase) } else { String::new() };
    let now = match &rebase.branch {
        Some(branch) => format!("You are currently rebasing branch '{branch}' on '{}'.\n", rebase.onto),
        None => "You are currently rebasing.\n".to_owned(),
    };
    if conflicts {
        out += &now;
        out += "  (fix conflicts and then run \"git rebase --continue\")\n  (use \"git rebase --skip\" to skip this patch)\n  \
                (use \"git rebase --abort\" to check out the original branch)\n";
    } else if !rebase.interactive || repo.git_dir.join("MERGE_MSG").exists() {
        out += &now;
        out += "  (all conflicts fixed: run \"git rebase --continue\")\n";
    } else {
        out += &match &rebase.branch {
            Some(branch) => {
                format!("You are currently editing a commit while rebasing branch '{branch}' on '{}'.\n", rebase.onto)
            }
            None => "You are currently editing a commit during a rebase.\n".to_owned(),
        };
        out += "  (use \"git commit --amend\" to amend the current commit)\n  \
                (use \"git rebase --continue\" once you are satisfied with your changes)\n";
    }
    out + "\n"
}

fn steps(rebase: &Rebase) -> String {
    let mut out = match rebase.done.len() {
        0 => "No commands done.\n".to_owned(),
        1 => "Last command done (1 command done):\n".to_owned(),
        count => format!("Last commands done ({count} commands done):\n"),
    };
    let show = |step: &String| format!("   {step}\n");
    out.extend(rebase.done.iter().skip(rebase.done.len().saturating_sub(2)).map(show));
    if rebase.done.len() > 2 {
        out += "  (see more in file .git/rebase-merge/done)\n";
    }
    out += &match rebase.to_do.len() {
        0 => return out + "No commands remaining.\n",
        1 => "Next command to do (1 remaining command):\n".to_owned(),
        count => format!("Next commands to do ({count} remaining commands):\n"),
    };
    out.extend(rebase.to_do.iter().take(2).map(show));
    out + "  (use \"git rebase --edit-todo\" to view and edit)\n"
}
