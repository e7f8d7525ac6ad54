//! Names of interfaces, `namespace:package/interface@version`.

/// What two names must share for one to serve as the other: versions 0.2.x do, drafts and candidates only when they are the same.
pub fn key(name: &str) -> String {
    match name.split_once('@') {
        Some((base, version)) if is_stable(version) => format!("{base}@0.2"),
        _ => name.to_string(),
    }
}

fn is_stable(version: &str) -> bool {
    let patch = version.strip_prefix("0.2.").unwrap_or_default();
    !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn stable_patches_are_one() {
        assert_eq!(key("wasi:io/poll@0.2.0"), key("wasi:io/poll@0.2.12"));
        assert_ne!(key("wasi:io/poll@0.2.0"), key("wasi:io/streams@0.2.0"));
    }

    #[test]
    fn drafts_and_other_versions_are_themselves() {
        for name in
            ["wasi:config/store@0.2.0-rc.1", "wasi:io/poll@0.3.0", "wasi:io/poll@0.2", "wasi:io/poll", "a:b/c@1.0.0"]
        {
            assert_eq!(key(name), name);
        }
    }
}
