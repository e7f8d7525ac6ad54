//! Guest paths as text. Nothing here touches a file: who may go where is decided by wasmtime, the guard only names it.

use alloc::string::String;

/// `path` as the server would say it, seen from a folder. Dots stay: resolving them would hide a detour over a link.
pub fn join(folder: &str, path: &str) -> String {
    if path.starts_with('/') {
        return path.into();
    }
    let mut joined = String::with_capacity(folder.len() + 1 + path.len());
    joined.push_str(folder.strip_suffix('/').unwrap_or(folder));
    joined.push('/');
    joined.push_str(path);
    joined
}

/// Whether the text alone leads out of the folder that it is seen from.
pub fn leads_out(path: &str) -> bool {
    let mut depth = 0_usize;
    path.starts_with('/')
        || path.split('/').any(|step| match step {
            "" | "." => false,
            ".." if depth == 0 => true,
            ".." => {
                depth -= 1;
                false
            }
            _ => {
                depth += 1;
                false
            }
        })
}

#[cfg(test)]
mod tests {
    use super::{join, leads_out};

    #[test]
    fn joins_as_text() {
        assert_eq!(join("/data", "a/b"), "/data/a/b");
        assert_eq!(join("/", "a"), "/a");
        assert_eq!(join("/data", "."), "/data/.");
        assert_eq!(join("/data", "../x"), "/data/../x");
        assert_eq!(join("/data", "/etc/passwd"), "/etc/passwd");
        assert_eq!(join("/data", ""), "/data/");
    }

    #[test]
    fn sees_ways_out() {
        for path in ["/etc", "..", "a/../..", "../a", "./..", "a/../../b"] {
            assert!(leads_out(path), "{path}");
        }
        for path in ["", ".", "a", "a/..", "a/b/../../c", "...", "..a", "a//b"] {
            assert!(!leads_out(path), "{path}");
        }
    }
}
