use gix_glob::Pattern;
use gix_glob::pattern::{Case, Mode};
use gix_glob::wildmatch;

/// Asterisks in a pattern, and pairs of them.
const MOST: usize = 24;
const MOST_DEEP: usize = 5;

/// The patterns of one file, which hold for the folder that it stands in.
pub struct Patterns {
    /// Without a slash at its end; empty for the repository's own.
    folder: Vec<u8>,
    list: Vec<Pattern>,
}

impl Patterns {
    /// Reads a file of patterns, one in a line.
    pub fn parse(folder: &[u8], text: &[u8]) -> Self {
        let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
        let lines = text.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let list = lines.filter(|line| line.first() != Some(&b'#')).filter_map(|line| gix_glob::parse(trimmed(line)));
        Self { folder: folder.to_owned(), list: list.collect() }
    }

    /// What the last fitting pattern says of a path of the repository: ignored or not; nothing where none fits.
    pub fn decide(&self, path: &[u8], is_folder: bool, case: Case) -> Option<bool> {
        let inside = inside(&self.folder, path)?;
        self.list
            .iter()
            .rev()
            .find(|pattern| fits(pattern, inside, is_folder, case))
            .map(|pattern| !pattern.is_negative())
    }
}

/// The part of a path below a folder.
pub fn inside<'a>(folder: &[u8], path: &'a [u8]) -> Option<&'a [u8]> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix(b"/") }
}

/// Whether a pattern fits a path below the folder that it holds for.
pub fn fits(pattern: &Pattern, path: &[u8], is_folder: bool, case: Case) -> bool {
    let name = path.iter().rposition(|byte| *byte == b'/').map(|at| at + 1);
    // Matching takes exponentially long in these; nobody means such a pattern.
    if pattern.text.windows(2).filter(|two| two == b"**").count() > MOST_DEEP
        || pattern.text.iter().filter(|byte| **byte == b'*').count() > MOST
    {
        return false;
    }
    // `/` alone names nothing.
    if pattern.text.is_empty() && !pattern.mode.contains(Mode::NO_SUB_DIR) {
        return false;
    }
    pattern.matches_repo_relative_path(
        path.into(),
        name,
        Some(is_folder),
        case,
        wildmatch::Mode::NO_MATCH_SLASH_LITERAL,
    )
}

/// Without the spaces at its end, unless the first of them is escaped.
fn trimmed(line: &[u8]) -> &[u8] {
    let mut end = 0;
    let mut at = 0;
    while at < line.len() {
        match line[at] {
            b' ' => at += 1,
            b'\\' => {
                at = (at + 2).min(line.len());
                end = at;
            }
            _ => {
                at += 1;
                end = at;
            }
        }
    }
    &line[..end]
}

#[cfg(test)]
mod tests {
    use super::{Patterns, trimmed};
    use gix_glob::pattern::Case;

    #[test]
    fn cuts_spaces_unless_they_are_escaped() {
        assert_eq!(trimmed(b"a b  "), b"a b");
        assert_eq!(trimmed(br"a\  "), br"a\ ");
        assert_eq!(trimmed(br"a\"), br"a\");
        assert_eq!(trimmed(b"   "), b"");
    }

    #[test]
    fn hostile_patterns_end() {
        let path = format!("{}{}", "a/".repeat(60), "a".repeat(200));
        for pattern in ["**/a/".repeat(30) + "b", "a**/".repeat(30) + "z", "*a".repeat(300) + "b", "[a-".repeat(50)] {
            assert_eq!(Patterns::parse(b"", pattern.as_bytes()).decide(path.as_bytes(), false, Case::Sensitive), None);
        }
    }

    #[test]
    fn the_last_pattern_that_fits_decides() {
        let patterns =
            Patterns::parse(b"sub", b"\xef\xbb\xbf# no\n*.log\r\n!keep.log\n/only\nfolder/\na/**/z\n\\#x\n\n!\n/\n");
        let says = |path: &str, is_folder| patterns.decide(path.as_bytes(), is_folder, Case::Sensitive);
        assert_eq!(says("sub/x.log", false), Some(true));
        assert_eq!(says("sub/deep/x.log", false), Some(true));
        assert_eq!(says("sub/keep.log", false), Some(false));
        assert_eq!(says("x.log", false), None);
        assert_eq!(says("sub/only", false), Some(true));
        assert_eq!(says("sub/deep/only", false), None);
        assert_eq!(says("sub/folder", true), Some(true));
        assert_eq!(says("sub/folder", false), None);
        assert_eq!(says("sub/a/z", false), Some(true));
        assert_eq!(says("sub/a/b/c/z", false), Some(true));
        assert_eq!(says("sub/#x", false), Some(true));
        assert_eq!(says("sub/X.LOG", false), None);
        assert_eq!(patterns.decide(b"sub/X.LOG", false, Case::Fold), Some(true));
    }
}
