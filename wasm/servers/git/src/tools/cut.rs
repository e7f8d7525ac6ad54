/// How much text one result has at most, in bytes: more than that no model reads.
const MOST: usize = 400_000;

/// What is left of a long text, with a note at its end; and whether something is missing.
pub fn cut(text: String) -> (String, bool) {
    if text.len() <= MOST {
        return (text, false);
    }
    let whole_lines = text.as_bytes()[..MOST].iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
    let end = whole_lines.filter(|end| *end > MOST / 2).unwrap_or_else(|| text.floor_char_boundary(MOST));
    let short = format!(
        "{}\n[Cut here: these were {end} of {} bytes. Ask for less, for instance one file as REV:PATH with git_show.]\n",
        &text[..end],
        text.len()
    );
    (short, true)
}

#[cfg(test)]
mod tests {
    use super::{MOST, cut};

    #[test]
    fn cuts_at_lines_and_letters() {
        assert_eq!(cut("a\n".to_owned()), ("a\n".to_owned(), false));
        let (short, is_cut) = cut("zeile\n".repeat(MOST));
        assert!(is_cut && short.len() < MOST + 200 && short.contains("zeile\n\n[Cut here"));
        let (short, is_cut) = cut("ü".repeat(MOST));
        assert!(is_cut && short.starts_with("üüü"));
        assert!(!cut("x".repeat(MOST)).1);
    }
}
