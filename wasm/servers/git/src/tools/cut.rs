use crate::id::Id;

/// How much text one result has at most, in bytes: more than that no model reads.
const MOST: usize = 400_000;

/// What is left of a long text, with a note at its end; and whether something is missing.
pub fn cut(text: String) -> (String, bool) {
    if text.len() <= MOST {
        return (text, false);
    }
    let whole_lines = text.as_bytes()[..MOST].iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
    let end = whole_lines.filter(|end| *end > MOST / 2).unwrap_or_else(|| text.floor_char_boundary(MOST));
    (format!("{}{}", &text[..end], note(end, text.len())), true)
}

/// The same of a file, of which no more is turned into text than is shown.
pub fn cut_bytes(bytes: &[u8]) -> (String, bool) {
    if bytes.len() <= MOST {
        return cut(String::from_utf8_lossy(bytes).into_owned());
    }
    let whole_lines = bytes[..MOST].iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
    let letter = || (MOST - 3..MOST).rev().find(|at| bytes[*at] & 0xc0 != 0x80).unwrap_or(MOST);
    let end = whole_lines.filter(|end| *end > MOST / 2).unwrap_or_else(letter);
    (format!("{}{}", String::from_utf8_lossy(&bytes[..end]), note(end, bytes.len())), true)
}

/// The ids of a commit's parents. So many have only commits that were made to be too much.
pub fn parents(ids: &[Id]) -> Vec<String> {
    ids.iter().take(1000).map(Id::hex).collect()
}

fn note(end: usize, of: usize) -> String {
    format!(
        "\n[Cut here: these were {end} of {of} bytes. Ask for less, for instance one file as REV:PATH with git_show.]\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{MOST, cut, cut_bytes};

    #[test]
    fn cuts_at_lines_and_letters() {
        assert_eq!(cut("a\n".to_owned()), ("a\n".to_owned(), false));
        let (short, is_cut) = cut("zeile\n".repeat(MOST));
        assert!(is_cut && short.len() < MOST + 200 && short.contains("zeile\n\n[Cut here"));
        let (short, is_cut) = cut("ü".repeat(MOST));
        assert!(is_cut && short.starts_with("üüü"));
        assert!(!cut("x".repeat(MOST)).1);
        for text in ["zeile\n".repeat(MOST), "ü".repeat(MOST), format!("x{}", "ü".repeat(MOST)), "x".repeat(MOST)] {
            assert_eq!(cut_bytes(text.as_bytes()).1, cut(text.clone()).1);
            assert!(!cut_bytes(text.as_bytes()).0.contains('\u{fffd}'));
        }
        assert!(cut_bytes(&[0xff; 2 * MOST]).0.len() < 3 * MOST + 200);
    }
}
