//! What a server may do, read from the lines that are welded into it. A line that is not understood allows nothing.

use crate::pattern::Pattern;
use alloc::vec::Vec;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// How a folder may be used, by its exact guest path; nothing for one that the server shall not see.
pub fn access(policy: &str, guest_path: &str) -> Option<Access> {
    let named = |word: &str| policy.lines().any(|line| line.split_once(' ') == Some((word, guest_path)));
    if named("read") {
        Some(Access::Read)
    } else if named("write") {
        Some(Access::Write)
    } else {
        None
    }
}

#[derive(Debug)]
pub enum Egress {
    Nowhere,
    /// The host's proxy decides.
    Proxy,
    List(Vec<Pattern>),
}

pub fn egress(policy: &str) -> Egress {
    let says = |text: &str| policy.lines().any(|line| line == text);
    if says("egress proxy") {
        Egress::Proxy
    } else if says("egress list") {
        Egress::List(policy.lines().filter_map(|line| Pattern::parse(line.strip_prefix("host ")?)).collect())
    } else {
        Egress::Nowhere
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, Egress, access, egress};

    #[test]
    fn a_folder_is_named_exactly() {
        let policy = "read /data\nwrite /out dir\nread /both\nwrite /both\nwrite\nappend /x\n";
        assert_eq!(access(policy, "/data"), Some(Access::Read));
        assert_eq!(access(policy, "/out dir"), Some(Access::Write));
        assert_eq!(access(policy, "/both"), Some(Access::Read));
        for path in ["/data/", "/data-evil", "/dat", "/", "", "/x", "data", "/out"] {
            assert_eq!(access(policy, path), None, "{path}");
        }
        assert_eq!(access("", ""), None);
    }

    #[test]
    fn without_a_word_nothing_leaves() {
        assert!(matches!(egress(""), Egress::Nowhere));
        assert!(matches!(egress("host *\negress  proxy\n"), Egress::Nowhere));
        assert!(matches!(egress("read /a\negress proxy\n"), Egress::Proxy));
        assert!(matches!(egress("egress list\negress proxy\nhost *\n"), Egress::Proxy));
        let Egress::List(list) = egress("egress list\nhost a.test\nhost //\nhosts b.test\nhost *.c.test\n") else {
            panic!()
        };
        assert_eq!(list.len(), 2);
    }
}
