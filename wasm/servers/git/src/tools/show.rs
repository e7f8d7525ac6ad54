use super::change_list;
use super::cut::{cut, cut_bytes, parents};
use crate::civil::iso;
use crate::commit::{self, Headers};
use crate::id::Id;
use crate::object::{Kind, Object};
use crate::patch::{self, Change, Limited, is_binary};
use crate::signature::Signature;
use crate::{Repository, changes, peel, renames, revision, tree};
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};

/// How many lines stand around a change.
const CONTEXT: usize = 3;

/// A commit with what it changed, a file or a folder.
pub fn run(args: Args) -> Result<Outcome, String> {
    let repo = Repository::open(args.text("repo_path"))?;
    let named = revision::resolve(&repo, args.text("revision"))?;
    let id = peel::all(&repo, named)?;
    let (kind, size) = if id == Id::EMPTY_TREE { (Kind::Tree, 0) } else { repo.objects.header(id)? };
    let mut outcome = match kind {
        Kind::Blob => file(id, &repo.objects.find(id).map_err(|why| format!("The file has {size} bytes. {why}"))?),
        Kind::Tree => folder(id, &tree::entries(&repo, id)?),
        _ => change(&repo, id)?,
    };
    if named != id {
        outcome.structured["tag"] = tag(&repo.objects.find(named)?);
    }
    Ok(outcome)
}

fn file(id: Id, object: &Object) -> Outcome {
    let size = object.data.len();
    let binary = is_binary(&object.data);
    let (text, truncated) =
        if binary { (format!("This is a binary file of {size} bytes."), false) } else { cut_bytes(&object.data) };
    let structured = json!({ "type": "blob", "hash": id.hex(), "size": size, "binary": binary, "content": text, "truncated": truncated });
    Outcome::new(structured, text)
}

fn folder(id: Id, entries: &[tree::Entry]) -> Outcome {
    let name = |entry: &tree::Entry| String::from_utf8_lossy(&entry.name).into_owned();
    let lines: Vec<String> =
        entries.iter().map(|entry| format!("{}{}", name(entry), if entry.is_folder() { "/" } else { "" })).collect();
    let (text, truncated) = cut(lines.join("\n"));
    let kind = |entry: &tree::Entry| match entry.mode & 0o170_000 {
        tree::FOLDER => "tree",
        tree::GITLINK => "commit",
        _ => "blob",
    };
    let entries: Vec<Value> = entries
        .iter()
        .take(if truncated { 1000 } else { usize::MAX })
        .map(|entry| json!({ "name": name(entry), "type": kind(entry), "mode": format!("{:06o}", entry.mode), "hash": entry.id.hex() }))
        .collect();
    Outcome::new(json!({ "type": "tree", "hash": id.hex(), "entries": entries, "truncated": truncated }), text)
}

fn change(repo: &Repository, id: Id) -> Result<Outcome, String> {
    let commit = commit::find(repo, id)?;
    let before = match commit.parents.first() {
        Some(parent) => commit::find(repo, *parent)?.tree,
        None => Id::EMPTY_TREE,
    };
    let changes = renames::detect(repo, changes::trees(repo, before, commit.tree)?)?;
    let (diff, truncated) = diff(repo, &changes)?;
    let date = iso(commit.author.seconds, commit.author.offset);
    let Signature { name, email, .. } = &commit.author;
    let mut text = format!("commit {id}\nAuthor: {name} <{email}>\nDate:   {date}\n\n");
    let (message, message_cut) = cut(commit.message);
    for line in message.trim_end_matches('\n').split('\n') {
        text.push_str(&format!("    {line}\n"));
    }
    text.push_str(&diff);
    let structured = json!({
        "type": "commit",
        "hash": id.hex(),
        "parents": parents(&commit.parents),
        "author": name,
        "email": email,
        "date": date,
        "message": message,
        "files": change_list::list(&changes),
        "diff": diff,
        "truncated": truncated || message_cut
    });
    Ok(Outcome::new(structured, text))
}

/// Each file under its two names, without what else git says of it; and whether it was cut.
fn diff(repo: &Repository, changes: &[Change]) -> Result<(String, bool), String> {
    let mut out = Limited::default();
    let mut shown = 0;
    for change in changes {
        for text in patch::texts(repo, change, CONTEXT)? {
            let name = |prefix: &str, path: Option<Vec<u8>>| match path {
                Some(path) => format!("{prefix}{}", String::from_utf8_lossy(&path)),
                None => "/dev/null".to_owned(),
            };
            out.add(format!("\n--- {}\n+++ {}\n", name("a/", text.old), name("b/", text.new)).as_bytes());
            out.add(&text.body);
        }
        shown += 1;
        if out.is_full() {
            break;
        }
    }
    let is_cut = out.is_full();
    Ok((String::from_utf8_lossy(&out.finish(&changes[shown..])).into_owned(), is_cut))
}

fn tag(object: &Object) -> Value {
    let mut headers = Headers::of(&object.data);
    let mut found = json!({});
    for (name, value) in headers.by_ref() {
        let text = String::from_utf8_lossy(value);
        match name {
            b"tag" => found["name"] = json!(text),
            b"tagger" => {
                let Signature { name, email, seconds, offset } = Signature::parse(&text);
                found["tagger"] = json!(format!("{name} <{email}>"));
                found["date"] = json!(iso(seconds, offset));
            }
            _ => {}
        }
    }
    found["message"] = json!(String::from_utf8_lossy(headers.rest));
    found
}
