/// A commit message as `git commit -m` stores it: no empty lines at either end, never two in a row, no spaces at the ends of
/// lines, one line feed at its end. Empty where nothing is left.
pub fn tidy(message: &str) -> String {
    let mut out = String::with_capacity(message.len() + 1);
    let mut gap = false;
    for line in message.split('\n').map(str::trim_end) {
        if line.is_empty() {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('\n');
        }
        out += line;
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn keeps_paragraphs() {
        assert_eq!(tidy("\n\n one \r\n\n\n\n two\nthree  \n\n"), " one\n\n two\nthree\n");
        assert_eq!(tidy("x"), "x\n");
        assert_eq!(tidy(" \n\t\n"), "");
    }
}
