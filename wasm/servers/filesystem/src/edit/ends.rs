use similar::DiffOp;

/// The text with `\n` for every `\r\n`.
pub fn joined(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A new text with the line ends of the original: lines that stayed keep theirs, new ones get what most have there.
pub fn restored(original: &str, new: &str, ops: &[DiffOp]) -> String {
    let returns = original.matches("\r\n").count();
    if returns == 0 {
        return new.to_owned();
    }
    let all_return = returns == original.matches('\n').count();
    if all_return {
        return new.replace('\n', "\r\n");
    }
    let usual = returns * 2 > original.matches('\n').count();
    let before: Vec<&str> = original.split_inclusive('\n').collect();
    let after: Vec<&str> = new.split_inclusive('\n').collect();
    let mut text = String::with_capacity(new.len() + returns);
    for op in ops {
        if let DiffOp::Equal { old_index, len, .. } = *op {
            text.extend(before.iter().skip(old_index).take(len).copied());
            continue;
        }
        for line in after.iter().skip(op.new_range().start).take(op.new_range().len()) {
            match line.strip_suffix('\n') {
                Some(line) if usual => text.extend([line, "\r\n"]),
                _ => text.push_str(line),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Diff;

    fn changed(original: &str, new: &str) -> String {
        let before = joined(original);
        let diff = Diff::new(&before, new);
        restored(original, new, &diff.ops)
    }

    #[test]
    fn keeps_line_ends() {
        assert_eq!(changed("a\nb\n", "a\nc\n"), "a\nc\n");
        assert_eq!(changed("a\r\nb", "a\nc\nd\n"), "a\r\nc\r\nd\r\n");
        assert_eq!(changed("a\r\nb\nc\r\nd\r\n", "a\nb\nx\nd\n"), "a\r\nb\nx\r\nd\r\n");
        assert_eq!(changed("a\r\nb\nc\nd\n", "a\nb\nx\nd\n"), "a\r\nb\nx\nd\n");
        assert_eq!(changed("a\r\nb\n", ""), "");
        // A return that ends no line is a character like any other.
        assert_eq!(changed("a\rb\nc\n", "a\rb\nd\n"), "a\rb\nd\n");
    }
}
