use super::cut;
use crate::Repository;
use crate::civil::{iso, python};
use crate::commit::{self, Commit};
use crate::id::Id;
use crate::revision;
use crate::walk::Walk;
use crate::when::{self, End};
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// How much one answer holds, in bytes: clients take no line of 10 MB.
const MOST: usize = 6_000_000;

/// The history of HEAD, the newest commit first.
pub fn run(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let most = match args.integer("max_count") {
        None => 10,
        Some(count) => usize::try_from(count).unwrap_or(usize::MAX),
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() as i64);
    let bound = |name, end| args.text_if(name).filter(|text| !text.is_empty()).map(|text| when::parse(text, now, end));
    let since = bound("start_timestamp", End::First).transpose()?;
    let until = bound("end_timestamp", End::Last).transpose()?;
    let head = revision::resolve(&repo, "HEAD")?;
    let mut texts = Vec::new();
    let mut commits = Vec::new();
    let mut size = 0;
    if most > 0 {
        for step in Walk::new(&repo, head, since)? {
            let step = step?;
            if until.is_some_and(|until| step.links.seconds > until) {
                continue;
            }
            let mut commit = commit::parse(&step.data)
                .ok_or_else(|| format!("The commit {} is damaged. `git fsck` tells more.", step.id))?;
            commit.message = cut::cut(commit.message).0;
            // The message stands in text and value, and what is around it is about as long as this.
            size += 2 * commit.message.len() + 400;
            if size > MOST {
                break;
            }
            texts.push(text(step.id, &commit));
            commits.push(value(step.id, &commit, &step.links.parents));
            if commits.len() == most {
                break;
            }
        }
    }
    let truncated = size > MOST;
    if truncated {
        texts.push(format!(
            "[Cut here: these are {} commits, and more would be too long. Ask for older ones with end_timestamp.]\n",
            commits.len()
        ));
    }
    let text = format!("Commit history:\n{}", texts.join("\n"));
    Ok(Outcome::new(json!({ "commits": commits, "truncated": truncated }), text))
}

fn text(id: Id, commit: &Commit) -> String {
    let Commit { author, message, .. } = commit;
    format!(
        "Commit: {id}\nAuthor: {}\nDate: {}\nMessage: {message}\n",
        author.name,
        python(author.seconds, author.offset)
    )
}

fn value(id: Id, commit: &Commit, parents: &[Id]) -> Value {
    json!({
        "hash": id.hex(),
        "parents": cut::parents(parents),
        "author": commit.author.name,
        "email": commit.author.email,
        "date": iso(commit.author.seconds, commit.author.offset),
        "message": commit.message
    })
}
