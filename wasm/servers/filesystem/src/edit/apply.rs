use super::indent::indented;

pub struct Edit {
    pub old: String,
    pub new: String,
}

/// What one edit did.
pub struct Applied {
    /// Where, from 1, in the text as it was then.
    pub line: usize,
    pub exact: bool,
    /// How many places would have fitted; the first was changed.
    pub occurrences: usize,
}

/// Applies all edits, each to what those before made of the text; or says which one does not fit.
pub fn apply(text: &str, edits: &[Edit]) -> Result<(String, Vec<Applied>), String> {
    let mut text = text.to_owned();
    let mut applied = Vec::new();
    for (at, edit) in edits.iter().enumerate() {
        let (next, what) = step(&text, edit).map_err(|why| {
            let which = if edits.len() > 1 { format!(" {} of {}", at + 1, edits.len()) } else { String::new() };
            format!(
                "Could not find exact match for edit{which}, so nothing was changed. {why}\nIts oldText:\n{}",
                edit.old
            )
        })?;
        text = next;
        applied.push(what);
    }
    Ok((text, applied))
}

fn step(text: &str, edit: &Edit) -> Result<(String, Applied), String> {
    if edit.old.is_empty() && !text.is_empty() {
        return Err("An empty oldText says no place: repeat a line of the file in oldText and in newText, with the new text beside it.".to_owned());
    }
    if let Some(at) = text.find(&edit.old) {
        let next = [&text[..at], &edit.new, &text[at + edit.old.len()..]].concat();
        let occurrences = if edit.old.is_empty() { 1 } else { text.matches(&edit.old).count() };
        let line = text[..at].matches('\n').count() + 1;
        return Ok((next, Applied { line, exact: true, occurrences }));
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let old: Vec<&str> = edit.old.split('\n').collect();
    let wanted: Vec<&str> = old.iter().map(|line| line.trim()).collect();
    // Only spaces: they would fit anywhere.
    if wanted.iter().all(|line| line.is_empty()) {
        return Err("Its oldText holds nothing but spaces.".to_owned());
    }
    let (first, occurrences) = places(&lines, &wanted);
    let Some(at) = first else { return Err(nearest(&lines, &wanted)) };
    let end = at + old.len();
    let new = indented(&lines[at..end], &old, &edit.new);
    let mut next = lines[..at].to_vec();
    next.extend(new.iter().map(String::as_str));
    next.extend_from_slice(&lines[end..]);
    Ok((next.join("\n"), Applied { line: at + 1, exact: false, occurrences }))
}

/// Where the wanted lines stand first, and how often, whatever spaces are around them. One pass (Knuth, Morris and Pratt): text
/// of many lines that are alike would else be compared without end.
fn places(lines: &[&str], wanted: &[&str]) -> (Option<usize>, usize) {
    // How many lines the wanted ones begin with again, up to each of them.
    let mut again = vec![0];
    let mut same = 0;
    for line in &wanted[1..] {
        while same > 0 && wanted[same] != *line {
            same = again[same - 1];
        }
        same += usize::from(wanted[same] == *line);
        again.push(same);
    }
    let (mut first, mut count, mut same) = (None, 0, 0);
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim();
        while same > 0 && wanted.get(same) != Some(&line) {
            same = again[same - 1];
        }
        same += usize::from(wanted[same] == line);
        if same == wanted.len() {
            first = first.or(Some(at + 1 - same));
            count += 1;
        }
    }
    (first, count)
}

/// Where a model may look for its mistake.
fn nearest(lines: &[&str], wanted: &[&str]) -> String {
    let first = wanted.iter().find(|line| !line.is_empty()).copied().unwrap_or_default();
    match lines.iter().position(|line| line.trim() == first) {
        Some(at) if wanted.len() > 1 => {
            format!(
                "Its first line is line {} of the file, but the lines after that are others. Read the file again.",
                at + 1
            )
        }
        _ => "Read the file again and repeat the text as it is there.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, edits: &[(&str, &str)]) -> Result<String, String> {
        let edits: Vec<Edit> = edits.iter().map(|(old, new)| Edit { old: (*old).into(), new: (*new).into() }).collect();
        apply(text, &edits).map(|(text, _)| text)
    }

    #[test]
    fn replaces_the_first_exact_place() {
        assert_eq!(edited("a b a\n", &[("a", "$&c")]).unwrap(), "$&c b a\n");
        assert_eq!(edited("a\nb\n", &[("a\nb", "c"), ("c\n", "d")]).unwrap(), "d");
        let (_, applied) = apply("x\na a a", &[Edit { old: "a".into(), new: "b".into() }]).unwrap();
        assert_eq!((applied[0].line, applied[0].exact, applied[0].occurrences), (2, true, 3));
        assert_eq!(edited("", &[("", "new")]).unwrap(), "new");
    }

    #[test]
    fn finds_lines_with_other_spaces() {
        assert_eq!(edited("    one\n    two\n", &[("one\ntwo", "1\n2")]).unwrap(), "    1\n    2\n");
        assert_eq!(
            edited("\tif x:\n\t\tfoo()\n", &[("if x:\n\tfoo() ", "if y:\n\tbar()")]).unwrap(),
            "\tif y:\n\t\tbar()\n"
        );
        let (_, applied) = apply("q\n a\n  a\n", &[Edit { old: "a ".into(), new: "b".into() }]).unwrap();
        assert_eq!((applied[0].line, applied[0].exact, applied[0].occurrences), (2, false, 2));
    }

    #[test]
    fn finds_lines_that_begin_alike() {
        let of = |text: &str, wanted: &str| {
            places(&text.split(' ').collect::<Vec<_>>(), &wanted.split(' ').collect::<Vec<_>>())
        };
        assert_eq!(of("a a a b a a b", "a a b"), (Some(1), 2));
        assert_eq!(of("a b a b a b c", "a b a b c"), (Some(2), 1));
        assert_eq!(of("a a a a", "a a"), (Some(0), 3));
        assert_eq!(of("a a a a", "a a a a a"), (None, 0));
        assert_eq!(of("x", "x"), (Some(0), 1));
        let (text, wanted) = ("a ".repeat(200_000), "a ".repeat(100_000) + "b");
        assert_eq!(of(&text, &wanted), (None, 0));
    }

    #[test]
    fn says_which_edit_does_not_fit() {
        let wrong = edited("a\nb\nc\n", &[("a", "x"), ("b\nd", "y")]).unwrap_err();
        assert!(
            wrong.starts_with(
                "Could not find exact match for edit 2 of 2, so nothing was changed. Its first line is line 2"
            ),
            "{wrong}"
        );
        assert!(edited("a", &[("", "x")]).unwrap_err().contains("An empty oldText"));
        assert!(edited("a\n\n", &[("  \n ", "x")]).unwrap_err().contains("nothing but spaces"));
        assert!(edited("a", &[("b", "x")]).unwrap_err().contains("Read the file again"));
        assert!(edited("a", &[("b\nc\nd", "x")]).unwrap_err().contains("Read the file again"));
    }
}
