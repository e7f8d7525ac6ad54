/// New lines in place of `file`, which are the same as `old` but for the spaces around them: each is indented as the file
/// indents what `old` indents like it.
pub fn indented(file: &[&str], old: &[&str], new: &str) -> Vec<String> {
    new.split('\n').enumerate().map(|(at, line)| line_of(file, old, at, line)).collect()
}

fn line_of(file: &[&str], old: &[&str], at: usize, line: &str) -> String {
    let (wanted, text) = parted(line);
    if text.is_empty() {
        return String::new();
    }
    // Blank lines tell nothing about how deep a block is.
    let known = || file.iter().zip(old).enumerate().filter(|(_, (_, old))| !old.trim().is_empty());
    let distance = |place: usize| place.abs_diff(at);
    // A line of the same depth, else the deepest of those that are less deep; the nearest of several.
    let like = known()
        .filter(|(_, (_, old))| wanted.starts_with(parted(old).0))
        .min_by_key(|(place, (_, old))| (std::cmp::Reverse(parted(old).0.len()), distance(*place)));
    if let Some((_, (file, old))) = like {
        let deeper = &wanted[parted(old).0.len()..];
        return format!("{}{deeper}{text}", parted(file).0);
    }
    // Less deep than all of them, by as much as it is less deep than the first.
    let Some((_, (file, old))) = known().next() else { return line.to_owned() };
    let (file, old) = (parted(file).0, parted(old).0);
    let less = old.chars().count().saturating_sub(wanted.chars().count());
    let kept = file.chars().count().saturating_sub(less);
    format!("{}{text}", file.chars().take(kept).collect::<String>())
}

fn parted(line: &str) -> (&str, &str) {
    let text = line.trim_start();
    line.split_at(line.len() - text.len())
}

#[cfg(test)]
mod tests {
    use super::indented;

    fn check(file: &str, old: &str, new: &str, result: &str) {
        let (file, old): (Vec<&str>, Vec<&str>) = (file.split('\n').collect(), old.split('\n').collect());
        assert_eq!(indented(&file, &old, new).join("\n"), result);
    }

    #[test]
    fn keeps_the_depth_of_the_file() {
        check("    a\n    b", "a\nb", "x\n\ny", "    x\n\n    y");
        // A block keeps its depth below the first line.
        check(
            "    if a:\n        b",
            "if a:\n    b",
            "if c:\n    d\n    e\nf",
            "    if c:\n        d\n        e\n    f",
        );
        // Deeper than everything that was there.
        check("  a", "a", "a:\n  b\n    c", "  a:\n    b\n      c");
        // Tabs in the file, spaces in the edit.
        check("\ta\n\t\tb", "  a\n    b", "  a\n    c", "\ta\n\t\tc");
        // Less deep than before.
        check("        a", "    a", "b", "    b");
        check("a", "    a", "b", "b");
    }
}
