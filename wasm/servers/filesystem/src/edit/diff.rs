use imara_diff::{Algorithm, Hunk, InternedInput, Interner, Token};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// Lines around a change, as many as clients have come to expect.
const CONTEXT: usize = 4;

/// How one text became another, line by line. What they begin and end with alike is left out, but for the lines around.
pub struct Diff<'a> {
    /// Lines before those.
    first: usize,
    old: Vec<&'a str>,
    new: Vec<&'a str>,
    changes: Vec<Change>,
}

/// Lines that were replaced by others.
#[derive(Clone)]
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

impl<'a> Diff<'a> {
    pub fn new(old: &'a str, new: &'a str) -> Self {
        let (before, old, new) = differing(old, new);
        let first = before.bytes().filter(|byte| *byte == b'\n').count();
        let old: Vec<&str> = old.split_inclusive('\n').collect();
        let new: Vec<&str> = new.split_inclusive('\n').collect();
        let mut known = BTreeMap::new();
        let mut tokens = |lines: &[&'a str]| -> Vec<Token> {
            let next = |line: &&'a str, known: &mut BTreeMap<&'a str, u32>| {
                let count = known.len() as u32;
                Token(*known.entry(line).or_insert(count))
            };
            lines.iter().map(|line| next(line, &mut known)).collect()
        };
        let (before, after) = (tokens(&old), tokens(&new));
        let input: InternedInput<()> = InternedInput { before, after, interner: Interner::new(0) };
        let mut diff = imara_diff::Diff::default();
        diff.compute_with(Algorithm::Myers, &input.before, &input.after, known.len() as u32);
        // Changes that fit in several places stand as far down as they can, as everybody has them.
        diff.postprocess_no_heuristic(&input);
        let range = |lines: Range<u32>| lines.start as usize..lines.end as usize;
        let changes =
            diff.hunks().map(|Hunk { before, after }| Change { old: range(before), new: range(after) }).collect();
        Self { first, old, new, changes }
    }

    /// Unified, with the headers that clients have come to expect.
    pub fn unified(&self, path: &str) -> String {
        let mut text = format!("Index: {path}\n{}\n--- {path}\toriginal\n+++ {path}\tmodified\n", "=".repeat(67));
        // Changes so close to each other that the lines around them meet stand together.
        for near in self.changes.chunk_by(|one, next| next.old.start - one.old.end <= 2 * CONTEXT) {
            self.hunk(&mut text, near);
        }
        text
    }

    fn hunk(&self, text: &mut String, changes: &[Change]) {
        let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return };
        let before = first.old.start.min(CONTEXT);
        let after = (self.old.len() - last.old.end).min(CONTEXT);
        let old = first.old.start - before..last.old.end + after;
        let new = first.new.start - before..last.new.end + after;
        // An empty range is named by the line before it.
        let start = |range: &Range<usize>| self.first + range.start + usize::from(!range.is_empty());
        // Nothing can go wrong while a string is written.
        let _ = writeln!(text, "@@ -{},{} +{},{} @@", start(&old), old.len(), start(&new), new.len());
        let mut at = old.start;
        for change in changes {
            show(text, ' ', &self.old[at..change.old.start]);
            show(text, '-', &self.old[change.old.clone()]);
            show(text, '+', &self.new[change.new.clone()]);
            at = change.old.end;
        }
        show(text, ' ', &self.old[at..old.end]);
    }

    /// The new text with the line ends of the original: lines that stayed keep theirs, new ones get what most have there.
    pub fn with_ends_of(&self, original: &str) -> String {
        let ends = original.matches('\n').count();
        let returns = original.matches("\r\n").count();
        let usual = if returns * 2 > ends { "\r\n" } else { "\n" };
        let mut lines = original.split_inclusive('\n');
        let mut text = String::with_capacity(original.len());
        let mut at = 0;
        for change in &self.changes {
            let start = self.first + change.old.start;
            text.extend(lines.by_ref().take(start - at));
            for line in &self.new[change.new.clone()] {
                match line.strip_suffix('\n') {
                    Some(line) => text.extend([line, usual]),
                    None => text.push_str(line),
                }
            }
            lines.by_ref().take(change.old.len()).for_each(drop);
            at = start + change.old.len();
        }
        text.extend(lines);
        text
    }
}

/// What both begin with alike, and the rest of each without what they end with alike; whole lines, with those around.
fn differing<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str, &'a str) {
    let alike = old.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
    let start = old.as_bytes()[..alike].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let (old_rest, new_rest) = (&old.as_bytes()[start..], &new.as_bytes()[start..]);
    let alike = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let end = &old_rest[old_rest.len() - alike..];
    // From the first whole line in it, and behind the lines around.
    let kept = ends(end).nth(CONTEXT).map_or(0, |at| end.len() - at);
    let around = old.as_bytes()[..start].iter().enumerate().rev().filter(|(_, byte)| **byte == b'\n');
    let from = around.map(|(at, _)| at + 1).nth(CONTEXT).unwrap_or(0);
    (&old[..from], &old[from..old.len() - kept], &new[from..new.len() - kept])
}

/// Where lines end.
fn ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1)
}

/// The text with `\n` for every `\r\n`.
pub fn joined(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn show(text: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        text.push(sign);
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// In a fence that is longer than any in it.
pub fn fenced(diff: &str) -> String {
    let mut fence = "```".to_owned();
    while diff.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}diff\n{diff}{fence}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_changed() {
        let old = "1\n2\n3\n4\n5\n6\n7\n";
        assert_eq!(
            Diff::new(old, "1\n2\n3\n4\n5\n6\n8").unified("/a"),
            "Index: /a\n===================================================================\n--- /a\toriginal\n+++ /a\tmodified\n\
             @@ -3,5 +3,5 @@\n 3\n 4\n 5\n 6\n-7\n+8\n\\ No newline at end of file\n"
        );
        assert!(Diff::new("", "a\n").unified("/a").contains("@@ -0,0 +1,1 @@\n+a\n"));
        assert!(!Diff::new(old, old).unified("/a").contains("@@"));
    }

    #[test]
    fn joins_what_is_near() {
        let old: String = (1..40).map(|line| format!("{line}\n")).collect();
        let hunks = |one: &str, other: &str| {
            let new = old.replace(one, "x\n").replace(other, "y\n");
            Diff::new(&old, &new).unified("/a").matches("@@ -").count()
        };
        assert_eq!(hunks("\n10\n", "\n19\n"), 1);
        assert_eq!(hunks("\n10\n", "\n21\n"), 2);
    }

    #[test]
    fn looks_only_at_what_differs() {
        let old: String = (1..=1000).map(|line| format!("{line}\n")).collect();
        let new = old.replace("\n500\n", "\n500\nx\n").replace("\n510\n", "\n");
        let diff = Diff::new(&old, &new);
        assert!(diff.old.len() < 30, "{}", diff.old.len());
        let text = diff.unified("/a");
        assert!(text.contains("@@ -497,8 +497,9 @@\n 497\n 498\n 499\n 500\n+x\n 501\n"), "{text}");
        assert!(text.contains("@@ -506,9 +507,8 @@\n 506\n 507\n 508\n 509\n-510\n 511\n"), "{text}");
        assert_eq!(diff.with_ends_of(&old), new);
        let returns = old.replace('\n', "\r\n");
        assert_eq!(diff.with_ends_of(&returns), new.replace('\n', "\r\n"));
        for (old, new) in
            [("é\n", "è\n"), ("a\n\n\n\n\n\n\n\n", "\n\n\n\n\n\n\n"), ("x", "xx"), ("\na", "a"), ("a", "")]
        {
            assert_eq!(Diff::new(old, new).with_ends_of(old), new);
        }
    }

    #[test]
    fn keeps_line_ends() {
        let changed = |original: &str, new: &str| Diff::new(&joined(original), new).with_ends_of(original);
        assert_eq!(changed("a\nb\n", "a\nc\n"), "a\nc\n");
        assert_eq!(changed("a\r\nb\r\n", "a\nc\nd\n"), "a\r\nc\r\nd\r\n");
        assert_eq!(changed("a\r\nb\nc\r\nd\r\n", "a\nb\nx\nd\n"), "a\r\nb\nx\r\nd\r\n");
        assert_eq!(changed("a\r\nb\nc\nd\n", "a\nb\nx\nd\n"), "a\r\nb\nx\nd\n");
        assert_eq!(changed("a\r\nb\n", ""), "");
        assert_eq!(changed("", "a\nb\n"), "a\nb\n");
        // A return that ends no line is a character like any other.
        assert_eq!(changed("a\rb\nc\n", "a\rb\nd\n"), "a\rb\nd\n");
    }

    #[test]
    fn fences_fences() {
        assert_eq!(fenced("+```\n"), "````diff\n+```\n````\n\n");
    }
}
