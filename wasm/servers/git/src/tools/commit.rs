use super::change_list::{list, text};
use super::status::branch;
use crate::commit::Commit;
use crate::id::Id;
use crate::index::Index;
use crate::refs::Expected;
use crate::worktree::status::staged_files;
use crate::worktree::{Worktree, finish};
use crate::{Repository, commit, identity, message, renames, tree};
use mcp_tools::{Args, Outcome};
use serde_json::json;

const NOTHING: &str =
    "No changes staged for commit. Use git_add to stage changes first; git_status shows what is currently staged.";

pub fn run(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let worktree = Worktree::of(&repo)?;
    let given = args.text("message");
    if given.contains('\0') {
        return Err("The commit message contains a NUL character, which git does not take.".to_owned());
    }
    let message = message::tidy(given);
    if message.is_empty() {
        return Err(
            "Aborting commit due to an empty commit message. Give a message that says what was changed and why."
                .to_owned(),
        );
    }
    // Locked although it stays as it is: nobody may change it meanwhile.
    let (index, lock) = Index::locked(&repo.git_dir)?;
    let head = repo.refs.head()?;
    refuse_conflicts(&index)?;
    let merged = merged(&repo)?;
    let changes = worktree.staged(&index)?;
    let first_is_empty = head.id().is_none() && index.entries.is_empty();
    if merged.is_empty() && changes.is_empty() && (head.id().is_some() || first_is_empty) {
        return Err(NOTHING.to_owned());
    }
    let files = staged_files(&index);
    if let Some((path, (_, id))) =
        files.iter().find(|(_, (mode, id))| *mode != tree::GITLINK && !repo.objects.contains(*id))
    {
        return Err(format!(
            "The staged content of '{}' ({id}) is not in the repository. Use git_add to stage the file anew.",
            text(path)
        ));
    }
    let picked = picked(&repo)?;
    let (name, email) = (args.text_if("author_name"), args.text_if("author_email"));
    let author = match &picked {
        Some(picked) if name.is_none() && email.is_none() => picked.author.clone(),
        _ => identity::author(&repo, name, email)?,
    };
    let committer = identity::committer(&repo, &author)?;
    let parents: Vec<Id> = head.id().into_iter().chain(merged.iter().copied()).collect();
    let new = Commit {
        tree: tree::write(&repo, &files)?,
        parents: parents.clone(),
        author: author.clone(),
        committer,
        message,
    };
    let id = commit::write(&repo, &new)?;
    let what = match (parents.len(), &picked) {
        (0, _) => "commit (initial)",
        (2.., _) => "commit (merge)",
        (_, Some(_)) => "commit (cherry-pick)",
        _ => "commit",
    };
    let subject = new.message.lines().next().unwrap_or_default();
    let expected = head.id().map_or(Expected::Missing, Expected::Id);
    repo.refs.update("HEAD", id, expected, &format!("{what}: {subject}"), &new.committer)?;
    drop(lock);
    finish::conclude(&repo);
    let notes = notes(&repo, &new);
    let mut words = format!("Changes committed successfully with hash {id}");
    for note in &notes {
        words += &format!("\n{note}");
    }
    let structured = json!({
        "hash": id.hex(),
        "branch": branch(&head),
        "parents": parents.iter().map(|id| id.hex()).collect::<Vec<_>>(),
        "author": format!("{} <{}>", author.name, author.email),
        "files": list(&renames::detect(&repo, changes)?),
        "notes": notes
    });
    Ok(Outcome::new(structured, words))
}

fn refuse_conflicts(index: &Index) -> Result<(), String> {
    let mut paths: Vec<String> =
        index.entries.iter().filter(|entry| entry.stage != 0).map(|entry| text(&entry.path)).collect();
    paths.dedup();
    if paths.is_empty() {
        return Ok(());
    }
    Err(format!(
        "Committing is not possible because you have unmerged files: {}. Fix them up in the work tree, and then use git_add \
         to mark resolution.",
        paths.join(", ")
    ))
}

/// The commits that are being merged into HEAD.
fn merged(repo: &Repository) -> Result<Vec<Id>, String> {
    let Ok(text) = std::fs::read_to_string(repo.git_dir.join("MERGE_HEAD")) else { return Ok(Vec::new()) };
    let ids: Option<Vec<Id>> = text.split_whitespace().map(|word| Id::from_hex(word.as_bytes())).collect();
    let ids = ids.ok_or(
        "A merge is in progress, but .git/MERGE_HEAD cannot be read. Run `git merge --abort` outside Belljar.",
    )?;
    ids.iter().try_for_each(|id| commit::find(repo, *id).map(|_| ()))?;
    Ok(ids)
}

/// What a cherry-pick that stopped was about: its author stays.
fn picked(repo: &Repository) -> Result<Option<Commit>, String> {
    let Ok(text) = std::fs::read_to_string(repo.git_dir.join("CHERRY_PICK_HEAD")) else { return Ok(None) };
    Id::from_hex(text.trim().as_bytes()).map(|id| commit::find(repo, id)).transpose()
}

/// What git would have done besides.
fn notes(repo: &Repository, new: &Commit) -> Vec<String> {
    let mut notes = Vec::new();
    let hooks = repo
        .config
        .text("core.hookspath")
        .map_or_else(|| repo.common_dir.join("hooks"), |path| repo.git_dir.join(path));
    let found: Vec<&str> = ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"]
        .into_iter()
        .filter(|name| hooks.join(name).exists())
        .collect();
    if !found.is_empty() {
        notes.push(format!("Hooks are not run here: {} did not see this commit.", found.join(", ")));
    }
    if repo.config.flag("commit.gpgsign") == Some(true) {
        notes.push(
            "The commit is not signed, although commit.gpgSign is set: no keys can be reached from here.".to_owned(),
        );
    }
    if let Some(note) = autostash(repo, new) {
        notes.push(note);
    }
    notes
}

/// What `git merge --autostash` put aside goes to the list of stashes, where `git stash pop` finds it.
fn autostash(repo: &Repository, new: &Commit) -> Option<String> {
    let file = repo.git_dir.join("MERGE_AUTOSTASH");
    let id = Id::from_hex(std::fs::read_to_string(&file).ok()?.trim().as_bytes())?;
    // Git lists only stashes that a log knows.
    let log = repo.common_dir.join("logs/refs/stash");
    std::fs::create_dir_all(log.parent()?).ok()?;
    std::fs::OpenOptions::new().append(true).create(true).open(log).ok()?;
    repo.refs.update("refs/stash", id, Expected::Any, "autostash", &new.committer).ok()?;
    let _ = std::fs::remove_file(file);
    Some("The changes that the merge had put aside (autostash) are safe in the stash; run `git stash pop` outside Belljar to bring them back.".to_owned())
}
