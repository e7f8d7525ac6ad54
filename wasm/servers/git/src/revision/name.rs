use crate::Repository;
use crate::commit;
use crate::id::Id;
use crate::object::Kind;
use crate::peel;
use crate::refs::Head;
use crate::upstream;

/// Where a short name may stand, the first one that exists being meant.
const PLACES: [(&str, &str); 6] = [
    ("", ""),
    ("refs/", ""),
    ("refs/tags/", ""),
    ("refs/heads/", ""),
    ("refs/remotes/", ""),
    ("refs/remotes/", "/HEAD"),
];

/// What a name without `^` and `~` means.
pub fn find(repo: &Repository, name: &str, wanted: Option<Kind>) -> Result<Id, String> {
    if let Some((before, inside)) = name.strip_suffix('}').and_then(|name| name.split_once("@{")) {
        return at(repo, before, inside);
    }
    if let Some(id) = Id::from_hex(name.as_bytes()) {
        return Ok(id);
    }
    let name = if name == "@" { "HEAD" } else { name };
    if name == "HEAD" {
        return head(repo);
    }
    if let Some((_, id)) = full_name(repo, name)? {
        return Ok(id);
    }
    // As `git describe` writes it: TAG-COUNT-gID.
    let digits = name.rsplit_once("-g").map_or(name, |(_, digits)| digits);
    if (4..40).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        if let Some(id) = beginning(repo, &digits.to_ascii_lowercase(), wanted)? {
            return Ok(id);
        }
    }
    Err(format!(
        "'{name}' is no branch, tag or commit of this repository. git_branch lists its branches, git_log its commits."
    ))
}

/// The full name of a ref that a short one means, and its id.
pub fn full_name(repo: &Repository, name: &str) -> Result<Option<(String, Id)>, String> {
    for (before, after) in PLACES {
        let full = format!("{before}{name}{after}");
        if crate::refs::name::is_safe(&full) {
            if let Some(id) = repo.refs.find(&full)? {
                return Ok(Some((full, id)));
            }
        }
    }
    Ok(None)
}

fn head(repo: &Repository) -> Result<Id, String> {
    match repo.refs.head()? {
        Head::Detached(id) | Head::Branch { id: Some(id), .. } => Ok(id),
        Head::Branch { name, .. } => Err(format!(
            "HEAD has no commit yet: the branch {} is new and empty. git_add and git_commit make the first one.",
            crate::refs::name::short(&name)
        )),
    }
}

/// The only object that begins with these digits, or the only one of the wanted kind.
fn beginning(repo: &Repository, digits: &str, wanted: Option<Kind>) -> Result<Option<Id>, String> {
    let all = repo.objects.beginning(digits)?;
    if let [] | [_] = all.as_slice() {
        return Ok(all.first().copied());
    }
    let fits = |id: &&Id| match wanted {
        Some(Kind::Tree) => peel::to_tree(repo, **id).is_ok(),
        // A commit is what people mean mostly.
        _ => peel::to(repo, **id, Kind::Commit).is_ok(),
    };
    if let [one] = all.iter().filter(fits).collect::<Vec<_>>().as_slice() {
        return Ok(Some(**one));
    }
    let names: Vec<String> = all.iter().take(20).map(|id| describe(repo, *id)).collect();
    Err(format!("'{digits}' is ambiguous, give more digits. It may be {}.", names.join(", ")))
}

fn describe(repo: &Repository, id: Id) -> String {
    let short = repo.objects.abbreviate(id);
    match repo.objects.header(id) {
        Ok((Kind::Commit, _)) => {
            let subject = commit::find(repo, id).map(|commit| commit.subject()).unwrap_or_default();
            format!("{short} (commit \"{subject}\")")
        }
        Ok((kind, _)) => format!("{short} ({kind})"),
        Err(_) => short,
    }
}

/// `NAME@{...}`.
fn at(repo: &Repository, name: &str, inside: &str) -> Result<Id, String> {
    let current = || match repo.refs.head()? {
        Head::Branch { name, .. } => Ok(name),
        Head::Detached(_) => Err("HEAD is detached, there is no current branch.".to_owned()),
    };
    if matches!(inside.to_ascii_lowercase().as_str(), "u" | "upstream") {
        let branch = if name.is_empty() || name == "HEAD" { current()? } else { format!("refs/heads/{name}") };
        let full = upstream::of(repo, &branch)
            .ok_or_else(|| format!("The branch {} has no upstream.", crate::refs::name::short(&branch)))?;
        return repo.refs.find(&full)?.ok_or_else(|| format!("The upstream {full} was never fetched."));
    }
    if let Some(back) = inside.strip_prefix('-').and_then(|number| number.parse::<usize>().ok()) {
        let left = left_branches(repo);
        let name = back.checked_sub(1).and_then(|back| left.get(back));
        return find(repo, name.ok_or_else(|| format!("HEAD's log does not go back to @{{{inside}}}."))?, None);
    }
    let Ok(number) = inside.parse::<usize>() else {
        return Err(format!("@{{{inside}}} is not understood here; @{{upstream}}, @{{1}} and @{{-1}} are."));
    };
    let full = match name {
        "" => current().unwrap_or_else(|_| "HEAD".to_owned()),
        "HEAD" => "HEAD".to_owned(),
        name => full_name(repo, name)?.ok_or_else(|| format!("'{name}' is no ref of this repository."))?.0,
    };
    let log = repo.refs.log(&full);
    let entry = log.len().checked_sub(number + 1).and_then(|at| log.get(at)).map(|entry| entry.new);
    let oldest = || log.first().filter(|entry| log.len() == number && !entry.old.is_null()).map(|entry| entry.old);
    let now = || if number == 0 { repo.refs.find(&full).ok().flatten() } else { None };
    entry.or_else(oldest).or_else(now).ok_or_else(|| format!("The log of {full} has only {} entries.", log.len()))
}

/// Branches that were checked out, the one left last first.
fn left_branches(repo: &Repository) -> Vec<String> {
    let log = repo.refs.log("HEAD");
    let left = |message: &str| {
        let (from, _) = message.strip_prefix("checkout: moving from ")?.split_once(" to ")?;
        Some(from.to_owned())
    };
    log.iter().rev().filter_map(|entry| left(&entry.message)).collect()
}
