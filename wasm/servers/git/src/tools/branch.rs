use crate::Repository;
use crate::id::Id;
use crate::reach::Reach;
use crate::refs::{Head, Reference};
use crate::revision;
use crate::worktree::head_text;
use crate::worktree::progress::Progress;
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};

const LOCAL: &str = "refs/heads/";
const REMOTE: &str = "refs/remotes/";

/// Branches as `git branch` lists them.
pub fn run(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let kind = args.text("branch_type");
    let prefixes: &[&str] = match kind {
        "local" => &[LOCAL],
        "remote" => &[REMOTE],
        _ => &[LOCAL, REMOTE],
    };
    let filter = Filter::new(&repo, args)?;
    let head = repo.refs.head()?;
    let elsewhere = repo.refs.elsewhere();
    let mut lines = Vec::new();
    let mut branches = Vec::new();
    if let (Head::Detached(id), true) = (&head, kind != "remote") {
        if filter.fits(&repo, *id)? {
            lines.push(format!("* ({})", detached(&repo, &head)));
        }
    }
    for prefix in prefixes {
        for branch in repo.refs.list(prefix)? {
            if !filter.fits(&repo, branch.id)? {
                continue;
            }
            let current = matches!(&head, Head::Branch { name, .. } if *name == branch.name);
            let sign = match branch.name.as_str() {
                _ if current => '*',
                name if elsewhere.iter().any(|other| other == name) => '+',
                _ => ' ',
            };
            // Beside local ones, remote ones are told apart by their whole name.
            let shown = if kind == "all" { branch.name.strip_prefix("refs/") } else { None };
            let name = shown.filter(|_| *prefix == REMOTE).unwrap_or_else(|| short(&branch.name));
            let target = branch.target.as_deref().map(|target| format!(" -> {}", short(target))).unwrap_or_default();
            lines.push(format!("{sign} {name}{target}"));
            branches.push(value(&branch, current, *prefix == REMOTE));
        }
    }
    let structured = json!({ "current": current(&head), "head": head.id().map(|id| id.hex()), "branches": branches });
    Ok(Outcome::new(structured, lines.join("\n")))
}

fn value(branch: &Reference, current: bool, remote: bool) -> Value {
    let mut value =
        json!({ "name": short(&branch.name), "commit": branch.id.hex(), "current": current, "remote": remote });
    if let Some(target) = &branch.target {
        value["target"] = json!(short(target));
    }
    value
}

fn current(head: &Head) -> Option<&str> {
    match head {
        Head::Branch { name, .. } => Some(short(name)),
        Head::Detached(_) => None,
    }
}

fn short(name: &str) -> &str {
    name.strip_prefix(LOCAL).or_else(|| name.strip_prefix(REMOTE)).unwrap_or(name)
}

/// What stands in brackets in place of a branch.
fn detached(repo: &Repository, head: &Head) -> String {
    let progress = Progress::of(repo);
    if let Some(rebase) = &progress.rebase {
        let detached = || head.id().map(|id| format!("detached HEAD {}", repo.objects.abbreviate(id)));
        return format!("no branch, rebasing {}", rebase.branch.clone().or_else(detached).unwrap_or_default());
    }
    let text = head_text::text(repo, head, &progress);
    match text.trim_end() {
        "Not currently on any branch." => "no branch".to_owned(),
        text => text.to_owned(),
    }
}

/// Which commits a branch must hold, and which not.
struct Filter {
    contains: Option<Reach>,
    lacks: Option<Reach>,
}

impl Filter {
    fn new(repo: &Repository, args: Args) -> Result<Self, String> {
        let named = |name| args.text_if(name).filter(|text| !text.is_empty());
        let reach = |name| named(name).map(|spec| revision::commit(repo, spec).map(Reach::new)).transpose();
        Ok(Self { contains: reach("contains")?, lacks: reach("not_contains")? })
    }

    fn fits(&self, repo: &Repository, id: Id) -> Result<bool, String> {
        let holds = |reach: &Option<Reach>| reach.as_ref().map(|reach| reach.from(repo, id)).transpose();
        Ok(holds(&self.contains)? != Some(false) && holds(&self.lacks)? != Some(true))
    }
}
