//! Where a request goes, read so strictly that nobody behind can read it otherwise.

use alloc::string::String;
use core::net::{Ipv4Addr, Ipv6Addr};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// Lower case, without the dot of the root.
    Name(String),
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub https: bool,
    pub host: Host,
    pub port: u16,
}

impl Target {
    pub fn parse(https: bool, authority: &str) -> Option<Self> {
        let (host, port) = split(authority)?;
        let port = match port {
            Some(digits) => parse_port(digits)?,
            None => default_port(https),
        };
        Some(Self { https, host: Host::parse(host)?, port })
    }
}

impl Host {
    /// Numbers that some resolvers take for an address (`127.1`, `2130706433`, `0x7f.1`, `0177.0.0.1`) are no host.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(inner) = text.strip_prefix('[') {
            return inner.strip_suffix(']')?.parse().ok().map(Self::V6);
        }
        let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
        let whole = name.len() <= 253 && name.split('.').all(is_label);
        let last = name.rsplit('.').next()?;
        if !whole {
            None
        } else if is_number(last) {
            name.parse().ok().map(Self::V4)
        } else {
            Some(Self::Name(name))
        }
    }
}

/// `host[:port]` with the brackets of IPv6 kept.
pub fn split(authority: &str) -> Option<(&str, Option<&str>)> {
    let after = if authority.starts_with('[') {
        authority.find(']')? + 1
    } else {
        authority.find(':').unwrap_or(authority.len())
    };
    let (host, rest) = authority.split_at_checked(after)?;
    match rest.strip_prefix(':') {
        Some(port) => Some((host, Some(port))),
        None if rest.is_empty() => Some((host, None)),
        None => None,
    }
}

pub fn parse_port(digits: &str) -> Option<u16> {
    let written = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    if written { digits.parse().ok() } else { None }
}

pub fn default_port(https: bool) -> u16 {
    if https { 443 } else { 80 }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn is_number(label: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(label) || label.strip_prefix("0x").is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::{Host, Target};

    #[test]
    fn has_one_spelling() {
        let name = |text: &str| Host::Name(text.into());
        for (authority, host, port) in [
            ("api.Example.COM", name("api.example.com"), 443),
            ("example.com.:8443", name("example.com"), 8443),
            ("localhost:1", name("localhost"), 1),
            ("1.2.3.4", Host::V4([1, 2, 3, 4].into()), 443),
            ("[2001:DB8::1]:443", Host::V6("2001:db8::1".parse().unwrap()), 443),
            ("xn--bcher-kva.example", name("xn--bcher-kva.example"), 443),
            ("0x7f.example", name("0x7f.example"), 443),
        ] {
            assert_eq!(Target::parse(true, authority), Some(Target { https: true, host, port }), "{authority}");
        }
        assert_eq!(Target::parse(false, "a").unwrap().port, 80);
    }

    #[test]
    fn tricks_are_no_target() {
        for authority in [
            "",
            ".",
            "..",
            "a..b",
            ".a",
            "a..",
            "user@host",
            "user:pw@host",
            "a:b@c",
            "host:",
            "host:0",
            "host:080",
            "host:65536",
            "host:+80",
            "host:80:80",
            "a/b",
            "a\\b",
            "a b",
            "a\tb",
            "a%2eb",
            "a?b",
            "a#b",
            "bücher.example",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0x7f.0.0.1",
            "0177.0.0.1",
            "127.0.0.0x1",
            "127.0.0.01",
            "1.2.3.4.5",
            "256.1.1.1",
            "0x",
            "a.0x",
            "a.1",
            "[::1",
            "[::1]x",
            "[fe80::1%25eth0]",
            "::1",
            "[127.0.0.1]",
            "[]",
            "*",
            "*.a",
        ] {
            assert_eq!(Target::parse(true, authority), None, "{authority}");
        }
    }
}
