use super::progress::Progress;
use super::progress_text;
use super::quote::quote;
use super::status::Status;
use super::upstream::Upstream;
use crate::Repository;
use crate::patch::Change;
use crate::refs::Head;

/// What `git status` prints, without the line feed at its end.
pub fn text(repo: &Repository, status: &Status, progress: &Progress, upstream: Option<&Upstream>) -> String {
    let mut out = super::head_text::text(repo, &status.head, progress);
    let initial = status.head.id().is_none();
    if let Some(upstream) = upstream.filter(|_| matches!(status.head, Head::Branch { .. })) {
        out += &super::head_text::tracking(upstream);
    }
    out += &progress_text::text(repo, progress, !status.conflicts.is_empty());
    if initial {
        out += "\nNo commits yet\n\n";
    }
    let quoted = |path: &[u8]| quote(path, repo.config.flag("core.quotepath") != Some(false));
    // In the midst of a merge or cherry-pick git gives no hint how to unstage.
    let plain = !progress.merging && progress.cherry_pick.is_none();
    let unstage = match (plain, initial) {
        (false, _) => "",
        (true, false) => "  (use \"git restore --staged <file>...\" to unstage)\n",
        (true, true) => "  (use \"git rm --cached <file>...\" to unstage)\n",
    };
    if !status.staged.is_empty() {
        out += &format!("Changes to be committed:\n{unstage}{}\n", lines(&status.staged, quoted));
    }
    if !status.conflicts.is_empty() {
        let list: String = status
            .conflicts
            .iter()
            .map(|(path, stages)| format!("\t{:<17}{}\n", label(*stages), quoted(path)))
            .collect();
        out += &format!("Unmerged paths:\n{unstage}{}{list}\n", resolve_hint(status));
    }
    if !status.unstaged.is_empty() {
        let deleted = if status.unstaged.iter().any(|change| change.new.is_none()) { "/rm" } else { "" };
        out += &format!(
            "Changes not staged for commit:\n  (use \"git add{deleted} <file>...\" to update what will be committed)\n  \
             (use \"git restore <file>...\" to discard changes in working directory)\n{}\n",
            lines(&status.unstaged, quoted)
        );
    }
    if !status.untracked.is_empty() {
        let list: String = status.untracked.iter().map(|path| format!("\t{}\n", quoted(path))).collect();
        out +=
            &format!("Untracked files:\n  (use \"git add <file>...\" to include in what will be committed)\n{list}\n");
    }
    let committable = !status.staged.is_empty() || progress.merging && status.conflicts.is_empty();
    if committable && !status.shows_untracked {
        out += "Untracked files not listed (use -u option to show untracked files)\n";
    }
    if !committable {
        out += last_line(status, initial);
    }
    out.trim_end_matches('\n').to_owned()
}

fn last_line(status: &Status, initial: bool) -> &'static str {
    if !status.unstaged.is_empty() || !status.conflicts.is_empty() {
        "no changes added to commit (use \"git add\" and/or \"git commit -a\")"
    } else if !status.untracked.is_empty() {
        "nothing added to commit but untracked files present (use \"git add\" to track)"
    } else if initial {
        "nothing to commit (create/copy files and use \"git add\" to track)"
    } else if !status.shows_untracked {
        "nothing to commit (use -u to show untracked files)"
    } else {
        "nothing to commit, working tree clean"
    }
}

fn lines(changes: &[Change], quoted: impl Fn(&[u8]) -> String) -> String {
    let line = |change: &Change| match (&change.old, &change.new) {
        (Some(old), Some(new)) if old.path != new.path => {
            format!("\t{:<12}{} -> {}\n", "renamed:", quoted(&old.path), quoted(&new.path))
        }
        _ => format!("\t{:<12}{}\n", format!("{}:", kind(change).0), quoted(change.path())),
    };
    changes.iter().map(line).collect()
}

/// What became of a file, in git's word and in one for programs.
pub fn kind(change: &Change) -> (&'static str, &'static str) {
    match (&change.old, &change.new) {
        (None, _) => ("new file", "added"),
        (_, None) => ("deleted", "deleted"),
        (Some(old), Some(new)) if old.path != new.path => ("renamed", "renamed"),
        (Some(old), Some(new)) if old.mode & 0o170_000 != new.mode & 0o170_000 => ("typechange", "type_changed"),
        _ => ("modified", "modified"),
    }
}

/// Which sides of a conflict there are: 1 the ancestor, 2 ours, 4 theirs.
pub const fn label(stages: u8) -> &'static str {
    match stages {
        1 => "both deleted:",
        2 => "added by us:",
        3 => "deleted by them:",
        4 => "added by them:",
        5 => "deleted by us:",
        6 => "both added:",
        _ => "both modified:",
    }
}

fn resolve_hint(status: &Status) -> &'static str {
    let any = |wanted: &[u8]| status.conflicts.values().any(|stages| wanted.contains(stages));
    let (both_deleted, one_deleted, other) = (any(&[1]), any(&[3, 5]), any(&[2, 4, 6, 7]));
    match (both_deleted, one_deleted, other) {
        (false, false, _) => "  (use \"git add <file>...\" to mark resolution)\n",
        (true, false, false) => "  (use \"git rm <file>...\" to mark resolution)\n",
        _ => "  (use \"git add/rm <file>...\" as appropriate to mark resolution)\n",
    }
}
