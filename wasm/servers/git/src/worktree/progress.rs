use crate::Repository;
use crate::id::Id;
use std::path::Path;

/// What was begun in a repository and is not finished. Several can be, a merge during a rebase for instance.
#[derive(Default)]
pub struct Progress {
    pub merging: bool,
    pub rebase: Option<Rebase>,
    /// Applying patches of mails.
    pub mail: bool,
    /// The commit, where one is known.
    pub cherry_pick: Option<Option<Id>>,
    pub revert: Option<Option<Id>>,
    /// The branch on which it began.
    pub bisect: Option<String>,
}

pub struct Rebase {
    pub interactive: bool,
    /// Without `refs/heads/`; none where HEAD was detached.
    pub branch: Option<String>,
    pub onto: String,
    /// Steps, as git lists them.
    pub done: Vec<String>,
    pub to_do: Vec<String>,
}

impl Progress {
    pub fn of(repo: &Repository) -> Self {
        let git = &repo.git_dir;
        let merging = git.join("MERGE_HEAD").exists();
        let mail = git.join("rebase-apply/applying").exists();
        let rebase = if git.join("rebase-merge").is_dir() {
            Some(rebase(repo, &git.join("rebase-merge")))
        } else if git.join("rebase-apply").is_dir() && !mail {
            Some(rebase(repo, &git.join("rebase-apply")))
        } else {
            None
        };
        let step = sequencer(git);
        let head = |name: &str, verb: &str| match line(&git.join(name)) {
            Some(text) => Some(Id::from_hex(text.as_bytes())),
            None => step.as_deref().filter(|step| *step == verb).map(|_| None),
        };
        Self {
            merging,
            mail,
            // While a commit of a rebase is applied, git says only that it rebases.
            cherry_pick: if rebase.is_some() { None } else { head("CHERRY_PICK_HEAD", "pick") },
            revert: head("REVERT_HEAD", "revert"),
            bisect: git.join("BISECT_LOG").exists().then(|| line(&git.join("BISECT_START")).unwrap_or_default()),
            rebase,
        }
    }

    /// One word for each, for programs.
    pub fn names(&self) -> Vec<&'static str> {
        let all = [
            (self.merging, "merge"),
            (self.rebase.is_some(), "rebase"),
            (self.mail, "am"),
            (self.cherry_pick.is_some(), "cherry-pick"),
            (self.revert.is_some(), "revert"),
            (self.bisect.is_some(), "bisect"),
        ];
        all.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect()
    }
}

fn rebase(repo: &Repository, folder: &Path) -> Rebase {
    let name = |text: String| match text.strip_prefix("refs/heads/") {
        Some(branch) => branch.to_owned(),
        None => shortened(repo, &text),
    };
    let steps = |file: &str| -> Vec<String> {
        let text = std::fs::read(folder.join(file)).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(|line| line.split(' ').map(|word| shortened(repo, word)).collect::<Vec<_>>().join(" ")).collect()
    };
    let branch = line(&folder.join("head-name")).filter(|text| text != "detached HEAD").map(name);
    Rebase {
        interactive: folder.join("interactive").exists(),
        branch,
        onto: line(&folder.join("onto")).map(name).unwrap_or_default(),
        done: steps("done"),
        to_do: steps("git-rebase-todo"),
    }
}

/// The first line of a file, if there is one.
fn line(file: &Path) -> Option<String> {
    let text = std::fs::read(file).ok()?;
    let text = String::from_utf8_lossy(&text).into_owned();
    text.lines().next().map(|line| line.trim_end().to_owned())
}

fn shortened(repo: &Repository, word: &str) -> String {
    Id::from_hex(word.as_bytes()).map_or_else(|| word.to_owned(), |id| repo.objects.abbreviate(id))
}

/// What the next step of a series of cherry-picks or reverts is.
fn sequencer(git_dir: &Path) -> Option<String> {
    let next = line(&git_dir.join("sequencer/todo"))?;
    match next.split_whitespace().next()? {
        "pick" | "p" => Some("pick".to_owned()),
        "revert" => Some("revert".to_owned()),
        _ => None,
    }
}
