//! Guest paths as text. Nothing here touches a file: who may go where is decided by wasmtime, the guard only names it.

use alloc::string::String;

/// In bytes. A guard keeps a path for every handle, and its memory is small.
const MOST: usize = 2000;

/// `path` as the server would say it, seen from a folder. Dots stay: resolving them would hide a detour over a link.
/// A very long one is cut, and ends in an ellipsis.
pub fn join(folder: &str, path: &str) -> String {
    let folder = if path.starts_with('/') { "" } else { folder.strip_suffix('/').unwrap_or(folder) };
    let slash = if path.starts_with('/') { "" } else { "/" };
    let length = folder.len() + slash.len() + path.len();
    let mut joined = String::with_capacity(length.min(MOST) + '…'.len_utf8());
    for part in [folder, slash, path] {
        joined.push_str(&part[..part.floor_char_boundary(MOST - joined.len())]);
    }
    if joined.len() < length {
        joined.truncate(joined.trim_end_matches('…').len());
        joined.push('…');
    }
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
    fn stays_short() {
        let mut path = join("/data", &"é".repeat(2000));
        assert_eq!((path.len(), path.ends_with("é…")), (2003, true));
        for _ in 0..1000 {
            path = join(&path, "deeper/and/deeper");
        }
        assert!(path.len() <= 2003 && path.starts_with("/data/éé"), "{}", path.len());
        assert_eq!(join("/data", &"/x".repeat(1500)).len(), 2003);
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
