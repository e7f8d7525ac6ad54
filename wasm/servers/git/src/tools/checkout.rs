use super::change_list::list;
use super::target::{Target, find};
use crate::index::Index;
use crate::patch::Change;
use crate::refs::{Expected, Head};
use crate::worktree::{Worktree, progress::Progress};
use crate::{Repository, changes, commit, id::Id, identity, tracking};
use mcp_tools::{Args, Outcome};
use serde_json::json;

pub fn run(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let worktree = Worktree::of(&repo)?;
    let word = args.text("branch_name");
    let head = repo.refs.head()?;
    let mut target = find(&repo, word)?;
    // Staying where one is detaches nothing.
    if let (Target::Commit(_), Head::Branch { name, id: Some(id) }) = (&target, &head)
        && matches!(word, "HEAD" | "@")
    {
        target = Target::Branch { name: name.clone(), id: *id };
    }
    let (mut index, lock) = Index::locked(&repo.git_dir)?;
    refuse(&repo, &index, &head, &target)?;
    let new = commit::find(&repo, target.id())?;
    let old = head.id().map(|id| commit::find(&repo, id)).transpose()?.map_or(Id::EMPTY_TREE, |commit| commit.tree);
    let plan = worktree.plan(&index, &changes::trees(&repo, old, new.tree)?)?;
    let changed = plan.write.len() + plan.remove.len();
    let mut done = worktree.carry_out(&index, &plan)?;
    if changed > 0 {
        index.apply(done.changes);
        let written = index.write(lock);
        written.map_err(|sentence| format!("{sentence} The files are those of {word} already, HEAD and index are as they were: `git reset` outside Belljar helps."))?;
    } else {
        drop(lock);
    }
    move_head(&repo, &head, &target, word).map_err(|sentence| {
        format!("{sentence} Files and index are those of {word} already, but HEAD is as it was: they seem staged.")
    })?;
    let mut words = match &target {
        Target::Commit(id) => format!("HEAD is now detached at {}", &id.hex()[..7]),
        Target::Branch { .. } => format!("Switched to branch '{}'", short(&target)),
        Target::Follow { remote, .. } => {
            let remote = remote.trim_start_matches("refs/remotes/");
            done.notes.insert(0, format!("The branch is new and set up to track '{remote}'."));
            format!("Switched to branch '{}'", short(&target))
        }
    };
    let index = Index::read(&repo.git_dir)?;
    let kept: Vec<Change> = worktree.staged(&index)?.into_iter().chain(worktree.unstaged(&index)?).collect();
    for note in &done.notes {
        words += &format!("\n{note}");
    }
    let structured = json!({
        "branch": match &target { Target::Commit(_) => None, _ => Some(short(&target)) },
        "head": target.id().hex(),
        "changed": changed,
        "kept": list(&kept),
        "notes": done.notes
    });
    Ok(Outcome::new(structured, words))
}

fn short(target: &Target) -> &str {
    match target {
        Target::Branch { name, .. } | Target::Follow { name, .. } => name.strip_prefix("refs/heads/").unwrap_or(name),
        Target::Commit(_) => "",
    }
}

/// What must be settled before anything can be checked out.
fn refuse(repo: &Repository, index: &Index, head: &Head, target: &Target) -> Result<(), String> {
    let stays =
        matches!((head, target), (Head::Branch { name: old, .. }, Target::Branch { name: new, .. }) if old == new);
    let conflicts: Vec<String> = index
        .entries
        .iter()
        .filter(|entry| entry.stage != 0)
        .map(|entry| String::from_utf8_lossy(&entry.path).into_owned())
        .collect();
    if !conflicts.is_empty() {
        let mut names = conflicts;
        names.dedup();
        return Err(format!(
            "You need to resolve your current index first: {} needs merge. Nothing was changed.",
            names.join(", ")
        ));
    }
    let progress = Progress::of(repo);
    let begun = progress.names().into_iter().find(|name| matches!(*name, "merge" | "cherry-pick" | "revert" | "am"));
    if let Some(begun) = begun.filter(|_| !stays) {
        return Err(format!(
            "A {begun} is in progress, which switching would forget. Conclude it with git_commit, or end it with `git {begun} \
             --abort` outside Belljar. Nothing was changed."
        ));
    }
    if index.entries.iter().any(|entry| entry.skip_worktree) {
        return Err(
            "This is a sparse checkout, which cannot be switched from here. Use git itself. Nothing was changed."
                .to_owned(),
        );
    }
    Ok(())
}

fn move_head(repo: &Repository, head: &Head, target: &Target, word: &str) -> Result<(), String> {
    let who = identity::for_reflog(repo);
    let from = match head {
        Head::Branch { name, .. } => name.strip_prefix("refs/heads/").unwrap_or(name).to_owned(),
        Head::Detached(id) => id.hex(),
    };
    let message = format!("checkout: moving from {from} to {word}");
    match target {
        Target::Branch { name, .. } => repo.refs.attach_head(name, &message, &who),
        Target::Commit(id) => repo.refs.detach_head(*id, &message, &who),
        Target::Follow { name, remote, id } => {
            let base = remote.trim_start_matches("refs/");
            repo.refs.update(name, *id, Expected::Missing, &format!("branch: Created from {remote}"), &who)?;
            tracking::set(repo, name.trim_start_matches("refs/heads/"), base)?;
            repo.refs.attach_head(name, &message, &who)
        }
    }
}
