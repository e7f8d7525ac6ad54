use crate::answer;
use crate::disk::{Disk, Entry, Kind, Place, refuse, words};
use crate::glob::{self, Glob};
use crate::path::join;
use crate::tools::list::named;
use mcp_tools::{Args, Outcome, object};
use serde_json::Value;
use std::collections::VecDeque;
use std::ops::Range;
use wasip2::filesystem::types::ErrorCode;

/// More entries than these are no help to anybody, and twice in the answer.
const MOST: usize = 20_000;

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
    /// What is left of the answer, in bytes.
    room: u64,
    cut: bool,
}

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let place = disk.directory(args.text("path"), "list")?;
    let excluded = Exclusion::new(args.texts("excludePatterns"))?;
    let mut walk =
        Walk { nodes: Vec::new(), left: VecDeque::new(), excluded, unnamed: 0, room: 2 * answer::MOST, cut: false };
    let top = walk.read(&place, "", 0).map_err(|code| refuse("list", &place.path, code))?;
    // One level after the other: what is cut off is what lies deepest.
    while let Some((at, place, path, depth)) = walk.left.pop_front() {
        if walk.is_full() {
            walk.cut = true;
            walk.nodes[at].error = Some("left out");
            continue;
        }
        match walk.read(&place, &path, depth) {
            Ok(children) => walk.nodes[at].children = children,
            Err(code) => walk.nodes[at].error = Some(words(code)),
        }
    }
    let mut notes = Vec::new();
    if walk.cut {
        notes.push(format!(
            "Note: the tree is cut, it has more entries than these {}, or more than {DEEPEST} levels. Look at a subdirectory, or use excludePatterns.", walk.nodes.len()
        ));
    }
    notes.extend(crate::tools::list::unnamed(walk.unnamed));
    let mut text = String::new();
    draw(&mut text, &walk.nodes, top.clone(), 0);
    let structured = object([
        ("path", place.path.into()),
        ("count", walk.nodes.len().into()),
        ("truncated", walk.cut.into()),
        ("unreadableNames", walk.unnamed.into()),
        ("entries", told(&mut walk.nodes, top)),
    ]);
    let mut outcome = Outcome::new(structured, text);
    outcome.content.extend(notes.into_iter().map(Into::into));
    Ok(outcome)
}

impl<'a> Walk<'a> {
    fn is_full(&self) -> bool {
        self.nodes.len() >= MOST || self.room == 0
    }

    /// Adds what is in a directory; gives where it stands.
    fn read(&mut self, place: &Place<'a>, path: &str, depth: usize) -> Result<Range<usize>, ErrorCode> {
        let listing = place.list()?;
        self.unnamed += listing.unnamed;
        let start = self.nodes.len();
        for Entry { name, kind, .. } in listing.entries {
            let path = if self.excluded.0.is_empty() { String::new() } else { join(path, &name) };
            if self.excluded.covers(&path) {
                continue;
            }
            if self.is_full() {
                self.cut = true;
                break;
            }
            // Indented in the text, and once more as data.
            self.room = self.room.saturating_sub(2 * answer::length(&name) + 20 * depth as u64 + 130);
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

/// The names move into it.
fn told(nodes: &mut [Node], range: Range<usize>) -> Value {
    let mut list = Vec::with_capacity(range.len());
    for at in range {
        let Node { name, kind, children, error } = &mut nodes[at];
        let (kind, children, error) = (*kind, children.clone(), *error);
        let mut value = named("name", std::mem::take(name), kind);
        if kind == Kind::Directory {
            value["children"] = told(nodes, children);
        }
        if let Some(error) = error {
            value["error"] = error.into();
        }
        list.push(value);
    }
    list.into()
}

/// The same as indented text. By hand, because that takes a fraction of the time.
fn draw(text: &mut String, nodes: &[Node], range: Range<usize>, depth: usize) {
    if range.is_empty() {
        text.push_str("[]");
        return;
    }
    let line = |text: &mut String, depth: usize| {
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", depth));
    };
    text.push('[');
    for (at, node) in nodes[range].iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        line(text, depth + 1);
        text.push('{');
        line(text, depth + 2);
        text.push_str("\"name\": ");
        text.push_str(&quoted(&node.name));
        text.push(',');
        line(text, depth + 2);
        text.extend(["\"type\": \"", node.kind.word(), "\""]);
        if node.kind == Kind::Directory {
            text.push(',');
            line(text, depth + 2);
            text.push_str("\"children\": ");
            draw(text, nodes, node.children.clone(), depth + 2);
        }
        if let Some(error) = node.error {
            text.push(',');
            line(text, depth + 2);
            text.extend(["\"error\": \"", error, "\""]);
        }
        line(text, depth + 1);
        text.push('}');
    }
    line(text, depth);
    text.push(']');
}

fn quoted(name: &str) -> String {
    serde_json::to_string(name).unwrap_or_default()
}

/// What is left out: a pattern without a star names something at any depth.
struct Exclusion(Vec<Glob>);

impl Exclusion {
    fn new<'a>(patterns: impl Iterator<Item = &'a str>) -> Result<Self, String> {
        let mut globs = Vec::new();
        for pattern in patterns {
            let pattern = glob::named(pattern);
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
