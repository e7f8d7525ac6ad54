/// Whether git would take it for a full name of a ref (`git check-ref-format`).
pub fn is_valid(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock");
    let letter = |letter: char| letter <= ' ' || matches!(letter, '\u{7f}' | '~' | '^' | ':' | '?' | '*' | '[' | '\\');
    name.split('/').all(part)
        && !name.contains("..")
        && !name.contains("@{")
        && !name.ends_with('.')
        && name != "@"
        && !name.contains(letter)
}

/// Whether it may be looked for: also refs that git would not make, but nothing outside of the git folder.
pub fn is_safe(name: &str) -> bool {
    let inside = name.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    let top = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    inside && name.len() < 1024 && !name.contains('\0') && (name.starts_with("refs/") || top)
}

/// As people know it: `main`, `v1.0`, `origin/main`.
pub fn short(name: &str) -> &str {
    ["refs/heads/", "refs/tags/", "refs/remotes/"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{is_safe, is_valid};

    #[test]
    fn judges_names_as_git_does() {
        for good in
            ["refs/heads/main", "refs/heads/a/b.c", "refs/heads/ü", "refs/heads/@", "refs/heads/-", "refs/heads/a@b"]
        {
            assert!(is_valid(good), "{good}");
        }
        for bad in [
            "refs/heads/",
            "refs/heads/a..b",
            "refs/heads/.a",
            "refs/heads/a.lock",
            "refs/heads/a/",
            "refs//a",
            "refs/heads/a b",
            "refs/heads/a~1",
            "refs/heads/a^",
            "refs/heads/a:b",
            "refs/heads/a?",
            "refs/heads/a*",
            "refs/heads/a[",
            "refs/heads/a\\b",
            "refs/heads/a@{1}",
            "refs/heads/a.",
            "refs/heads/a\n",
            "@",
            "",
        ] {
            assert!(!is_valid(bad), "{bad}");
        }
    }

    #[test]
    fn looks_nowhere_else() {
        assert!(is_safe("HEAD") && is_safe("refs/heads/x y"));
        for bad in ["../x", "refs/../../x", "/etc/passwd", "config", "refs/heads/../x", "refs//x", ""] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
