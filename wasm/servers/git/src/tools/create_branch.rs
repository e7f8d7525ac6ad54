use crate::refs::{Expected, Head, name};
use crate::{Repository, identity, revision};
use mcp_tools::{Args, Outcome};
use serde_json::json;

/// Makes a branch, without switching to it.
pub fn run(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let branch = args.text("branch_name");
    let full = format!("refs/heads/{branch}");
    if branch.starts_with('-') || branch == "HEAD" || !name::is_valid(&full) {
        return Err(format!(
            "'{branch}' is not a valid branch name: it must have no spaces, no two dots together and none of ~ ^ : ? * [ \\, \
             and must not begin with - or end with .lock, / or a dot."
        ));
    }
    let base = match args.text_if("base_branch").filter(|base| !base.is_empty()) {
        Some(base) => base.to_owned(),
        None => match repo.refs.head()? {
            Head::Branch { name, .. } => name::short(&name).to_owned(),
            Head::Detached(_) => {
                return Err(
                    "HEAD is detached, so there is no current branch to branch from; pass base_branch (HEAD will do)."
                        .to_owned(),
                );
            }
        },
    };
    if repo.refs.find(&full)?.is_some() {
        return Err(format!("Cannot create branch '{branch}': {full} already exists"));
    }
    let id = revision::commit(&repo, &base).map_err(|why| match repo.refs.head() {
        Ok(Head::Branch { id: None, .. }) => format!("There is no commit yet to branch from. {why}"),
        _ => why,
    })?;
    let message = format!("branch: Created from {base}");
    repo.refs.update(&full, id, Expected::Missing, &message, &identity::for_reflog(&repo))?;
    Ok(Outcome::new(
        json!({ "branch": branch, "base": base, "commit": id.hex() }),
        format!("Created branch '{branch}' from '{base}'"),
    ))
}
