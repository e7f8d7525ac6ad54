use similar::{Algorithm, DiffOp, capture_diff_slices_deadline, group_diff_ops};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Lines around a change, as many as clients have come to expect.
const CONTEXT: usize = 4;

/// After this a diff that is longer than it need be is taken.
const PATIENCE: Duration = Duration::from_secs(2);

/// How one text became another, line by line.
pub struct Diff<'a> {
    old: Vec<&'a str>,
    new: Vec<&'a str>,
    pub ops: Vec<DiffOp>,
}

impl<'a> Diff<'a> {
    pub fn new(old: &'a str, new: &'a str) -> Self {
        let old: Vec<&str> = old.split_inclusive('\n').collect();
        let new: Vec<&str> = new.split_inclusive('\n').collect();
        let deadline = Instant::now() + PATIENCE;
        let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(deadline));
        Self { old, new, ops }
    }

    /// Unified, with the headers that clients have come to expect.
    pub fn unified(&self, path: &str) -> String {
        let mut text = format!("Index: {path}\n{}\n--- {path}\toriginal\n+++ {path}\tmodified\n", "=".repeat(67));
        for hunk in group_diff_ops(self.ops.clone(), CONTEXT) {
            self.hunk(&mut text, &hunk);
        }
        text
    }

    fn hunk(&self, text: &mut String, ops: &[DiffOp]) {
        let (Some(first), Some(last)) = (ops.first(), ops.last()) else { return };
        let old = first.old_range().start..last.old_range().end;
        let new = first.new_range().start..last.new_range().end;
        // An empty range is named by the line before it.
        let start = |range: &std::ops::Range<usize>| range.start + usize::from(!range.is_empty());
        // Nothing can go wrong while a string is written.
        let _ = writeln!(text, "@@ -{},{} +{},{} @@", start(&old), old.len(), start(&new), new.len());
        for op in ops {
            if let DiffOp::Equal { .. } = op {
                self.old[op.old_range()].iter().for_each(|line| show(text, ' ', line));
                continue;
            }
            self.old[op.old_range()].iter().for_each(|line| show(text, '-', line));
            self.new[op.new_range()].iter().for_each(|line| show(text, '+', line));
        }
    }
}

fn show(text: &mut String, sign: char, line: &str) {
    text.push(sign);
    text.push_str(line);
    if !line.ends_with('\n') {
        text.push_str("\n\\ No newline at end of file\n");
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
    fn fences_fences() {
        assert_eq!(fenced("+```\n"), "````diff\n+```\n````\n\n");
    }
}
