use super::lines::Lines;
use gix_imara_diff::Hunk;

/// How many bytes of a function's line are shown.
const FUNCTION: usize = 80;

/// Writes the differences with the lines around them.
pub fn write(lines: &Lines, context: usize, out: &mut Vec<u8>) {
    let mut rest = lines.hunks.as_slice();
    let mut function = Function { looked: 0, line: b"" };
    while !rest.is_empty() {
        let count = together(rest, context);
        let (group, after) = rest.split_at(count);
        write_group(lines, group, context, &mut function, out);
        rest = after;
    }
}

/// How many hunks are so near to each other that the lines between are context of both.
fn together(hunks: &[Hunk], context: usize) -> usize {
    let near = |pair: &[Hunk]| (pair[1].before.start - pair[0].before.end) as usize <= context.saturating_mul(2);
    1 + hunks.windows(2).take_while(|pair| near(pair)).count()
}

fn write_group<'a>(lines: &Lines<'a>, group: &[Hunk], context: usize, function: &mut Function<'a>, out: &mut Vec<u8>) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let before = context.min(first.before.start as usize).min(first.after.start as usize);
    let after =
        context.min(lines.old_count() - last.before.end as usize).min(lines.new_count() - last.after.end as usize);
    let old = first.before.start as usize - before..last.before.end as usize + after;
    let new = first.after.start as usize - before..last.after.end as usize + after;
    out.extend_from_slice(b"@@ -");
    write_range(&old, out);
    out.extend_from_slice(b" +");
    write_range(&new, out);
    out.extend_from_slice(b" @@");
    let title = function.before(lines, old.start);
    if !title.is_empty() {
        out.push(b' ');
        out.extend_from_slice(title);
    }
    out.push(b'\n');
    let mut at = old.start;
    for hunk in group {
        (at..hunk.before.start as usize).for_each(|at| write_line(b' ', lines.old(at), out));
        hunk.before.clone().for_each(|at| write_line(b'-', lines.old(at as usize), out));
        hunk.after.clone().for_each(|at| write_line(b'+', lines.new(at as usize), out));
        at = hunk.before.end as usize;
    }
    (at..old.end).for_each(|at| write_line(b' ', lines.old(at), out));
}

/// Counted from 1; of none, the line before it.
fn write_range(range: &std::ops::Range<usize>, out: &mut Vec<u8>) {
    let text = match range.len() {
        0 => format!("{},0", range.start),
        1 => format!("{}", range.start + 1),
        count => format!("{},{count}", range.start + 1),
    };
    out.extend_from_slice(text.as_bytes());
}

fn write_line(sign: u8, line: &[u8], out: &mut Vec<u8>) {
    out.push(sign);
    out.extend_from_slice(line);
    if !line.ends_with(b"\n") {
        out.extend_from_slice(b"\n\\ No newline at end of file\n");
    }
}

/// The line before a hunk that seems to begin a function: git's guess where no attribute says better.
struct Function<'a> {
    looked: usize,
    line: &'a [u8],
}

impl<'a> Function<'a> {
    fn before(&mut self, lines: &Lines<'a>, start: usize) -> &'a [u8] {
        let begins = |line: &&[u8]| line.first().is_some_and(|byte| byte.is_ascii_alphabetic() || b"_$".contains(byte));
        if let Some(line) = (self.looked..start).rev().map(|at| lines.old(at)).find(begins) {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            self.line = trim_end(&line[..line.len().min(FUNCTION)]);
        }
        self.looked = self.looked.max(start);
        self.line
    }
}

/// As C knows spaces.
fn trim_end(line: &[u8]) -> &[u8] {
    let space = |byte: &u8| matches!(byte, b' ' | 9..=13);
    let end = line.iter().rposition(|byte| !space(byte)).map_or(0, |at| at + 1);
    &line[..end]
}
