//! `[http://|https://]HOST[:PORT]`, where HOST is a name, `*.name`, an address, or `*` for every public place.

use crate::address::{is_public_v4, is_public_v6};
use crate::target::{Host, Target, default_port, parse_port, split};
use alloc::string::String;

#[derive(Debug)]
pub struct Pattern {
    /// Both where nothing is said.
    https: Option<bool>,
    hosts: Hosts,
    ports: Ports,
}

#[derive(Debug)]
enum Hosts {
    /// Never localhost, never an address of one's own network.
    Public,
    /// What stands in front of this name, with its dot.
    Below(String),
    Only(Host),
}

#[derive(Debug)]
enum Ports {
    /// The scheme's own.
    Own,
    Any,
    Only(u16),
}

impl Pattern {
    pub fn parse(text: &str) -> Option<Self> {
        let (https, rest) = match text.split_once("://") {
            Some(("http", rest)) => (Some(false), rest),
            Some(("https", rest)) => (Some(true), rest),
            Some(_) => return None,
            None => (None, text),
        };
        let (host, port) = split(rest)?;
        let ports = match port {
            None => Ports::Own,
            Some("*") => Ports::Any,
            Some(digits) => Ports::Only(parse_port(digits)?),
        };
        let hosts = match (host, host.strip_prefix("*.")) {
            ("*", _) => Hosts::Public,
            (_, None) => Hosts::Only(Host::parse(host)?),
            (_, Some(name)) => match Host::parse(name)? {
                Host::Name(mut name) => {
                    name.insert(0, '.');
                    Hosts::Below(name)
                }
                Host::V4(_) | Host::V6(_) => return None,
            },
        };
        Some(Self { https, hosts, ports })
    }

    pub fn allows(&self, target: &Target) -> bool {
        self.https.is_none_or(|https| https == target.https)
            && self.ports.allow(target)
            && self.hosts.allow(&target.host)
    }
}

impl Ports {
    fn allow(&self, target: &Target) -> bool {
        match self {
            Self::Own => target.port == default_port(target.https),
            Self::Any => true,
            Self::Only(port) => *port == target.port,
        }
    }
}

impl Hosts {
    fn allow(&self, host: &Host) -> bool {
        match (self, host) {
            (Self::Only(only), host) => only == host,
            (Self::Below(end), Host::Name(name)) => name.len() > end.len() && name.ends_with(end),
            (Self::Below(_), Host::V4(_) | Host::V6(_)) => false,
            (Self::Public, Host::Name(name)) => name != "localhost" && !name.ends_with(".localhost"),
            (Self::Public, Host::V4(address)) => is_public_v4(*address),
            (Self::Public, Host::V6(address)) => is_public_v6(*address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use crate::target::Target;

    fn allows(pattern: &str, url: &str) -> bool {
        let (scheme, authority) = url.split_once("://").unwrap();
        let target = Target::parse(scheme == "https", authority);
        target.is_some_and(|target| Pattern::parse(pattern).unwrap().allows(&target))
    }

    #[test]
    fn names_one_host() {
        for url in ["https://api.example.com", "http://API.example.com.", "https://api.example.com:443"] {
            assert!(allows("api.example.com", url), "{url}");
        }
        for url in [
            "https://example.com",
            "https://x.api.example.com",
            "https://api.example.com:8443",
            "https://api.example.com.evil.test",
            "http://api.example.com:443",
        ] {
            assert!(!allows("api.example.com", url), "{url}");
        }
    }

    #[test]
    fn names_a_scheme_and_a_port() {
        assert!(allows("https://a.test", "https://a.test"));
        assert!(!allows("https://a.test", "http://a.test"));
        assert!(!allows("http://a.test", "https://a.test"));
        assert!(allows("localhost:8080", "http://localhost:8080"));
        assert!(!allows("localhost:8080", "http://localhost"));
        assert!(allows("a.test:*", "http://a.test:9"));
        assert!(allows("127.0.0.1:8080", "http://127.0.0.1:8080"));
        assert!(allows("[::1]:*", "http://[0::1]:5"));
    }

    #[test]
    fn a_star_in_front_is_one_or_more_labels() {
        assert!(allows("*.example.com", "https://a.example.com"));
        assert!(allows("*.example.com", "https://a.b.Example.com"));
        for url in ["https://example.com", "https://aexample.com", "https://example.com.evil.test", "https://1.2.3.4"] {
            assert!(!allows("*.example.com", url), "{url}");
        }
    }

    #[test]
    fn a_star_alone_is_every_public_place() {
        for url in ["https://a.test", "http://1.1.1.1", "https://[2606:4700:4700::1111]"] {
            assert!(allows("*", url), "{url}");
        }
        for url in [
            "http://localhost",
            "http://LOCALHOST.",
            "http://x.localhost",
            "http://127.0.0.1",
            "http://10.0.0.1",
            "http://[::1]",
            "http://[::ffff:127.0.0.1]",
            "http://[::ffff:7f00:1]",
            "http://[64:ff9b::7f00:1]",
            "http://169.254.169.254",
            "http://127.1",
            "http://2130706433",
            "http://0x7f000001",
            "http://0177.0.0.1",
            "http://0",
            "https://a.test:8443",
            "http://u@a.test",
        ] {
            assert!(!allows("*", url), "{url}");
        }
        assert!(allows("*:*", "https://a.test:8443"));
    }

    #[test]
    fn anything_else_is_no_pattern() {
        for text in [
            "",
            "ftp://a",
            "a:b",
            "a/b",
            "u@a",
            "*.1.2.3.4",
            "*.",
            "a.*",
            "**",
            "*a",
            "https://",
            "127.1",
            "a b",
            "a:0",
        ] {
            assert!(Pattern::parse(text).is_none(), "{text}");
        }
    }
}
