/// A piece of a text, counted in characters.
pub struct Cut<'a> {
    pub text: &'a str,
    pub characters: usize,
    /// Where the next piece begins; None at the end.
    pub next: Option<usize>,
    /// The piece would begin behind the end.
    pub beyond: bool,
}

/// `start` and `most` count characters, which are never split.
pub fn cut(text: &str, start: usize, most: usize) -> Cut<'_> {
    let from = place(text, start);
    let rest = &text[from.unwrap_or(text.len())..];
    let piece = &rest[..place(rest, most).unwrap_or(rest.len())];
    let characters = piece.chars().count();
    let next = (piece.len() < rest.len()).then_some(start + characters);
    Cut { text: piece, characters, next, beyond: piece.is_empty() }
}

fn place(text: &str, characters: usize) -> Option<usize> {
    text.char_indices().nth(characters).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn never_splits_a_character() {
        let piece = cut("aä👍b", 1, 2);
        assert_eq!((piece.text, piece.characters, piece.next), ("ä👍", 2, Some(3)));
        let last = cut("aä👍b", 3, 2);
        assert_eq!((last.text, last.next, last.beyond), ("b", None, false));
        assert!(cut("ab", 2, 5).beyond && cut("", 0, 5).beyond && cut("ab", usize::MAX, 5).beyond);
        assert_eq!(cut("ab", 0, 2).next, None);
    }
}
