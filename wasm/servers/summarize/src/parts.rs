/// Cuts a text into parts of at most `most` bytes, between paragraphs where that is possible, else between lines, sentences or words.
pub fn parts(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while rest.len() > most {
        let (part, later) = rest.split_at(border(rest, most));
        parts.push(part.trim_end());
        rest = later.trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// The last good place in the first `most` bytes; paragraphs and lines only in their second half, so that no part is tiny.
fn border(text: &str, most: usize) -> usize {
    let head = &text[..text.floor_char_boundary(most)];
    let least = head.floor_char_boundary(head.len() / 2);
    let behind = |mark: &str| head[least..].rfind(mark).map(|at| least + at + mark.len());
    ["\n\n", "\r\n\r\n", "\n", ". ", "。", " "].iter().find_map(|mark| behind(mark)).unwrap_or(head.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn cuts_where_a_reader_would() {
        let text = format!("{}\n\n{}\n\n{}", "a b. ".repeat(10), "c d. ".repeat(10), "e f. ".repeat(10));
        let found = parts(&text, 60);
        assert_eq!(found.len(), 3);
        assert!(found[0].ends_with("a b.") && found[1].starts_with("c d."));
        assert_eq!(parts("one. two. three.", 10), ["one. two.", "three."]);
        assert_eq!(parts("  short ", 10), ["short"]);
        assert!(parts(" \n ", 10).is_empty());
    }

    #[test]
    fn never_splits_a_character_and_loses_none() {
        let text = "👍".repeat(1000);
        let found = parts(&text, 10);
        assert!(found.iter().all(|part| part.len() <= 10));
        assert_eq!(found.concat(), text);
    }
}
