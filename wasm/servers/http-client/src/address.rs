/// Where a request goes: what is needed of a URL, already separated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub https: bool,
    /// `host` or `host:port`, without a user name.
    pub authority: String,
    /// Begins with `/`; with the query.
    pub path: String,
}

impl Address {
    /// Reads `http(s)://host[:port][/path]`. The error says what is wrong with it, and does not repeat it: it may hold a secret.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (scheme, rest) = text.trim().split_once("://").ok_or("it does not begin with https:// or http://")?;
        let https = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err("it does not begin with https:// or http://"),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err("it holds a user name");
        }
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        if authority.is_empty() || authority.starts_with(':') || !authority.bytes().all(fits) {
            return Err("it names no host");
        }
        if path.bytes().any(|byte| byte <= b' ' || byte >= 0x7f) {
            return Err("its path has characters that must be percent-encoded");
        }
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Ok(Self { https, authority: authority.to_ascii_lowercase(), path })
    }

    /// Without the port.
    pub fn host(&self) -> &str {
        match self.authority.strip_prefix('[') {
            Some(_) => self.authority.split_inclusive(']').next().unwrap_or_default(),
            None => self.authority.split(':').next().unwrap_or_default(),
        }
    }

    pub fn origin(&self) -> String {
        format!("{}://{}", if self.https { "https" } else { "http" }, self.authority)
    }

    /// The same with more behind its path.
    pub fn below(&self, more: &str) -> Self {
        Self { path: format!("{}{more}", self.path.trim_end_matches('/')), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn reads_what_a_base_url_may_be() {
        let address = Address::parse(" HTTPS://API.example.com/v1/ ").unwrap();
        assert_eq!(
            (address.https, address.authority.as_str(), address.path.as_str()),
            (true, "api.example.com", "/v1/")
        );
        assert_eq!(address.below("/chat/completions").path, "/v1/chat/completions");
        let local = Address::parse("http://localhost:11434").unwrap();
        assert_eq!((local.host(), local.path.as_str()), ("localhost", "/"));
        assert_eq!(local.below("/chat").path, "/chat");
        assert_eq!(Address::parse("http://[::1]:80/x").unwrap().host(), "[::1]");
        assert_eq!(local.origin(), "http://localhost:11434");
    }

    #[test]
    fn refuses_the_rest() {
        for bad in [
            "",
            "api.example.com",
            "ftp://x",
            "https://",
            "https:///v1",
            "https://a@b",
            "http://:80",
            "http://a b/",
            "http://a/ü",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
    }
}
