//! How a request is put to the host's proxy: its target becomes a part of the path, behind a token.

use alloc::{format, string::String};

#[derive(Debug, PartialEq, Eq)]
pub struct Rewritten {
    pub authority: String,
    pub path: String,
}

/// `proxy` is `ADDRESS:PORT/TOKEN`. Nothing where the authority could be read as more than host and port.
pub fn rewrite(proxy: &str, https: bool, authority: &str, path: Option<&str>) -> Option<Rewritten> {
    let (place, token) = proxy.split_once('/')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']');
    if place.is_empty() || token.is_empty() || authority.is_empty() || !authority.bytes().all(plain) {
        return None;
    }
    let scheme = if https { "https" } else { "http" };
    let path = path.unwrap_or_default();
    // Without it the path would go on where the authority ends.
    let slash = if path.starts_with('/') { "" } else { "/" };
    Some(Rewritten { authority: place.into(), path: format!("/{token}/{scheme}/{authority}{slash}{path}") })
}

#[cfg(test)]
mod tests {
    use super::rewrite;

    fn path(https: bool, authority: &str, path: Option<&str>) -> Option<alloc::string::String> {
        let rewritten = rewrite("127.0.0.1:4000/t0k", https, authority, path)?;
        assert_eq!(rewritten.authority, "127.0.0.1:4000");
        Some(rewritten.path)
    }

    #[test]
    fn keeps_the_target_in_the_path() {
        assert_eq!(path(true, "a.test", Some("/x?y=/z")).unwrap(), "/t0k/https/a.test/x?y=/z");
        assert_eq!(path(false, "A.test:8080", None).unwrap(), "/t0k/http/A.test:8080/");
        assert_eq!(path(false, "[::1]:80", Some("/")).unwrap(), "/t0k/http/[::1]:80/");
        assert_eq!(path(true, "a.test", Some("?q")).unwrap(), "/t0k/https/a.test/?q");
        assert_eq!(path(true, "a.test", Some(".evil.test/")).unwrap(), "/t0k/https/a.test/.evil.test/");
        assert_eq!(path(true, "a.test", Some("")).unwrap(), "/t0k/https/a.test/");
        assert_eq!(path(true, "a.test", Some("*")).unwrap(), "/t0k/https/a.test/*");
    }

    #[test]
    fn refuses_what_is_more_than_host_and_port() {
        for authority in ["", "u@a", "a/b", "a\\b", "a b", "a?b", "a#b", "a\u{7f}", "a\n", "a%2f", "é"] {
            assert_eq!(path(true, authority, Some("/")), None, "{authority}");
        }
        for proxy in ["", "127.0.0.1:1", "127.0.0.1:1/", "/t"] {
            assert_eq!(rewrite(proxy, true, "a", None), None, "{proxy}");
        }
    }
}
