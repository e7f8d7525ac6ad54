//! Paths as the tools see them: absolute, with `/`, whatever the host's own look like.

/// Without `.`, `..`, and doubled slashes; nothing is above the root.
pub fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    format!("/{}", parts.join("/"))
}

/// The path as a model may have written it, in the one spelling that granted folders have; None where it is relative.
pub fn rooted(path: &str) -> Option<String> {
    if path.starts_with('/') {
        return Some(normal(path));
    }
    // Folders of Windows are granted as `/c/Users/...`.
    let (drive, rest) = path.split_once(':')?;
    let is_drive = drive.len() == 1 && drive.as_bytes()[0].is_ascii_alphabetic();
    let is_rooted = rest.is_empty() || rest.starts_with(['/', '\\']);
    (is_drive && is_rooted).then(|| normal(&format!("/{}/{}", drive.to_ascii_lowercase(), rest.replace('\\', "/"))))
}

/// What of `path` is below `folder`: None where it is elsewhere, empty for the folder itself. Both are normal.
pub fn below<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    if folder == "/" {
        return path.strip_prefix('/');
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// Below the root, or below nothing: a relative path stays one.
pub fn join(folder: &str, name: &str) -> String {
    if name.is_empty() {
        return folder.to_owned();
    }
    let mut path = String::with_capacity(folder.len() + 1 + name.len());
    path.push_str(folder);
    if !folder.is_empty() && !folder.ends_with('/') {
        path.push('/');
    }
    path.push_str(name);
    path
}

/// The folder that a normal path lies in; the root lies in itself.
pub fn parent(path: &str) -> &str {
    match path.rfind('/') {
        Some(0) | None => "/",
        Some(at) => &path[..at],
    }
}

pub fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// As a sentence names it. Belljar reads these sentences to offer a grant, so nothing is escaped that need not be.
pub fn quote(path: &str) -> String {
    format!("\"{}\"", visible(path))
}

/// A name on one line: whoever named a file cannot add lines to an answer.
pub fn visible(text: &str) -> String {
    if !text.chars().any(char::is_control) {
        return text.to_owned();
    }
    text.chars().map(|one| if one.is_control() { one.escape_default().to_string() } else { one.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_paths_normal() {
        assert_eq!(normal("/a//b/./c/../d/"), "/a/b/d");
        assert_eq!(normal("/../.."), "/");
        assert_eq!(normal("."), "/");
        assert_eq!(rooted("/a/../b").as_deref(), Some("/b"));
        assert_eq!(rooted(r"C:\Users\Ada\notes").as_deref(), Some("/c/Users/Ada/notes"));
        assert_eq!(rooted("d:").as_deref(), Some("/d"));
        assert_eq!(rooted("a:b"), None);
        assert_eq!(rooted("é:/b"), None);
        assert_eq!(rooted("notes/x"), None);
    }

    #[test]
    fn knows_what_is_below() {
        assert_eq!(below("/a", "/a/b/c"), Some("b/c"));
        assert_eq!(below("/a", "/a"), Some(""));
        assert_eq!(below("/a", "/ab"), None);
        assert_eq!(below("/", "/ab"), Some("ab"));
        assert_eq!(join("/", "x"), "/x");
        assert_eq!(join("/a", "x"), "/a/x");
        assert_eq!(join("/a", ""), "/a");
        assert_eq!(join("", "x"), "x");
        assert_eq!(parent("/a/b"), "/a");
        assert_eq!(parent("/a"), "/");
        assert_eq!(name("/a/b"), "b");
    }

    #[test]
    fn shows_names_on_one_line() {
        assert_eq!(quote("/a/né e\u{301}\n[DIR] x"), "\"/a/né e\u{301}\\n[DIR] x\"");
    }
}
