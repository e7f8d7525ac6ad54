use crate::tree::LONGEST;

/// Why a path of a tree or an index must not be used in a worktree; None where it may. Trees can be made by anybody, and some
/// file systems take other spellings for `.git`.
pub fn danger(path: &[u8]) -> Option<&'static str> {
    if std::str::from_utf8(path).is_err() {
        return Some("is no UTF-8, which WebAssembly programs cannot open");
    }
    if path.contains(&b'\\') {
        return Some("contains a backslash, which is a separator elsewhere");
    }
    escape(path)
}

/// What not even an index may hold.
pub fn escape(path: &[u8]) -> Option<&'static str> {
    if path.len() > LONGEST {
        return Some("is longer than any system takes");
    }
    path.split(|byte| *byte == b'/').find_map(|name| match name {
        b"" => Some("has an empty part"),
        b"." | b".." => Some("leads out of the worktree"),
        _ if name.contains(&0) => Some("contains NUL"),
        _ if is_git(name) => Some("would lie in .git"),
        _ => None,
    })
}

/// `.git` in every spelling that a file system may take for it: any case, NTFS' short name and what it cuts off (spaces, dots,
/// streams), and letters that HFS+ ignores.
pub fn is_git(name: &[u8]) -> bool {
    // Most names need no closer look: the letters that are ignored begin with these two bytes.
    if !matches!(name.first(), Some(b'.' | b'g' | b'G' | 0xe2 | 0xef)) {
        return false;
    }
    let text = String::from_utf8_lossy(name);
    let seen: String = text.chars().filter(|letter| !ignored_by_hfs(*letter)).collect();
    let base = seen.split(':').next().unwrap_or_default().trim_end_matches([' ', '.']);
    base.eq_ignore_ascii_case(".git") || base.eq_ignore_ascii_case("git~1")
}

const fn ignored_by_hfs(letter: char) -> bool {
    matches!(letter, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::danger;

    #[test]
    fn no_spelling_of_git_passes() {
        for bad in [
            ".git",
            ".GIT/config",
            "a/.Git/hooks/x",
            "git~1/x",
            "GIT~1",
            ".git./x",
            ".git /x",
            ".git . ./x",
            ".git::$INDEX_ALLOCATION/x",
            ".g\u{200c}it/x",
            "../x",
            "a/../../x",
            "a/./b",
            "/etc/passwd",
            "a//b",
            "a/",
            "",
            "a\\b",
            "..\\x",
            "a\0b",
        ] {
            assert!(danger(bad.as_bytes()).is_some(), "{bad:?}");
        }
        assert!(danger(b"\xff").is_some());
        for good in [".gitignore", ".github/x", "a/git", ".gitmodules", "...", "git~2", "x.git", "a:b"] {
            assert_eq!(danger(good.as_bytes()), None, "{good}");
        }
    }
}
