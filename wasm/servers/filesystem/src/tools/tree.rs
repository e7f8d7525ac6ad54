use crate::disk::{Disk, Entry, Kind, Place, refuse, words};
use crate::glob::{Glob, named};
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::ops::Range;
use wasip2::filesystem::types::ErrorCode;

/// More entries than these are no help to anybody, and twice in the answer.
const MOST: usize = 40_000;

/// Deeper trees are more than many programs can read.
const DEEPEST: usize = 100;

struct Node {
    name: String,
    kind: Kind,
    /// Where its children stand, which lie side by side.
    children: Range<usize>,
    error: Option<&'static str>,
}

struct Walk<'a> {
    nodes: Vec<Node>,
    /// Directories still to be read: their node, where they are, and their path in the tree.
    left: VecDeque<(usize, Place<'a>, String, usize)>,
    excluded: Exclusion,
    unnamed: usize,
    cut: bool,
}

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let place = disk.directory(args.text("path"), "list")?;
    let excluded = Exclusion::new(args.texts("excludePatterns"))?;
    let mut walk = Walk { nodes: Vec::new(), left: VecDeque::new(), excluded, unnamed: 0, cut: false };
    let top = walk.read(&place, "", 0).map_err(|code| refuse("list", &place.path, code))?;
    // One level after the other: what is cut off is what lies deepest.
    while let Some((at, place, path, depth)) = walk.left.pop_front() {
        if walk.nodes.len() >= MOST {
            walk.cut = true;
            walk.nodes[at].error = Some("left out");
            continue;
        }
        match walk.read(&place, &path, depth) {
            Ok(children) => walk.nodes[at].children = children,
            Err(code) => walk.nodes[at].error = Some(words(code)),
        }
    }
    let entries = told(&walk.nodes, top);
    let mut notes = Vec::new();
    if walk.cut {
        notes.push(format!(
            "Note: the tree is cut, it has more than {MOST} entries or {DEEPEST} levels. Look at a subdirectory, or use excludePatterns."
        ));
    }
    notes.extend(crate::tools::list::unnamed(walk.unnamed));
    let text = format!("{entries:#}");
    let structured = json!({
        "path": place.path,
        "count": walk.nodes.len(),
        "truncated": walk.cut,
        "unreadableNames": walk.unnamed,
        "entries": entries
    });
    let mut outcome = Outcome::new(structured, text);
    outcome.content.extend(notes.into_iter().map(Into::into));
    Ok(outcome)
}

impl<'a> Walk<'a> {
    /// Adds what is in a directory; gives where it stands.
    fn read(&mut self, place: &Place<'a>, path: &str, depth: usize) -> Result<Range<usize>, ErrorCode> {
        let listing = place.list()?;
        self.unnamed += listing.unnamed;
        let start = self.nodes.len();
        for Entry { name, kind, .. } in listing.entries {
            let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            if self.excluded.covers(&path) {
                continue;
            }
            if self.nodes.len() >= MOST {
                self.cut = true;
                break;
            }
            let mut error = None;
            // A link to a directory is a link: whoever follows it here may never come back.
            if kind == Kind::Directory && depth + 1 < DEEPEST {
                self.left.push_back((self.nodes.len(), place.child(&name), path, depth + 1));
            } else if kind == Kind::Directory {
                self.cut = true;
                error = Some("left out");
            }
            self.nodes.push(Node { name, kind, children: 0..0, error });
        }
        Ok(start..self.nodes.len())
    }
}

fn told(nodes: &[Node], range: Range<usize>) -> Value {
    nodes[range].iter().map(|node| one(nodes, node)).collect()
}

fn one(nodes: &[Node], node: &Node) -> Value {
    let mut value = json!({ "name": node.name, "type": node.kind.word() });
    if node.kind == Kind::Directory {
        value["children"] = told(nodes, node.children.clone());
    }
    if let Some(error) = node.error {
        value["error"] = json!(error);
    }
    value
}

/// What is left out: a pattern without a star names something at any depth.
struct Exclusion(Vec<Glob>);

impl Exclusion {
    fn new<'a>(patterns: impl Iterator<Item = &'a str>) -> Result<Self, String> {
        let mut globs = Vec::new();
        for pattern in patterns {
            let pattern = named(pattern);
            globs.push(Glob::new(pattern)?);
            if !pattern.contains('*') {
                globs.push(Glob::new(&format!("**/{pattern}"))?);
            }
        }
        Ok(Self(globs))
    }

    fn covers(&self, path: &str) -> bool {
        self.0.iter().any(|glob| glob.matches(path))
    }
}
