use http_client::Address;
use url::Url;

/// Reads what was given as an address; what is missing in front of a plain name is https.
pub fn read(given: &str) -> Result<Url, String> {
    let given = given.trim();
    let parsed = match Url::parse(given) {
        // `example.com:8080/x` reads as a scheme `example.com`.
        Err(url::ParseError::RelativeUrlWithoutBase) if given.contains('.') && !given.starts_with(['/', '.']) => {
            Url::parse(&format!("https://{given}"))
        }
        parsed => parsed,
    };
    let url = parsed
        .map_err(|why| format!("{} is no URL ({why}): give one such as https://example.com/page.", quote(given)))?;
    check(&url)?;
    Ok(url)
}

/// No server takes longer ones, and no sentence should have to repeat them.
const LONGEST: usize = 8000;

/// What this server asks for at all.
pub fn check(url: &Url) -> Result<(), String> {
    if url.as_str().len() > LONGEST {
        return Err(format!("The URL is longer than {LONGEST} characters, which hardly any site takes."));
    }
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("Only http and https URLs can be fetched, not {}.", quote(url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        // Not repeated: it may be a secret.
        return Err("The URL holds a user name or a password, which are never sent: give it without them.".to_owned());
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(format!("{} names no host.", quote(url.as_str())));
    }
    Ok(())
}

pub fn address(url: &Url) -> Address {
    let host = url.host_str().unwrap_or_default();
    let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    Address { https: url.scheme() == "https", authority, path: format!("{}{query}", url.path()) }
}

/// Repeats what was given, but no more of it than a person would read.
fn quote(given: &str) -> String {
    let short: String = given.chars().take(200).collect();
    let rest = if short.len() < given.len() { "…" } else { "" };
    format!("{:?}", short + rest)
}

#[cfg(test)]
mod tests {
    use super::{address, read};

    #[test]
    fn takes_what_people_write() {
        assert_eq!(read(" example.com/a b ").unwrap().as_str(), "https://example.com/a%20b");
        assert_eq!(
            read("HTTP://Bücher.example/ü?q=ü#x").unwrap().as_str(),
            "http://xn--bcher-kva.example/%C3%BC?q=%C3%BC#x"
        );
        let here = address(&read("http://127.0.0.1:8080/x?y#z").unwrap());
        assert_eq!((here.authority.as_str(), here.path.as_str()), ("127.0.0.1:8080", "/x?y"));
    }

    #[test]
    fn refuses_the_rest() {
        let wrong = |given: &str| read(given).unwrap_err();
        assert!(wrong("ftp://example.com/").contains("Only http and https"));
        assert!(wrong("file:///etc/passwd").contains("Only http and https"));
        assert!(wrong("javascript:alert(1)").contains("Only http and https"));
        assert!(wrong("/etc/passwd").contains("is no URL"));
        assert!(wrong(&format!("https://{}/", "a".repeat(9000))).len() < 400);
        assert!(wrong(&format!("https://x/{}", "a".repeat(9000))).contains("longer than 8000"));
        assert!(wrong("").contains("is no URL"));
        assert!(wrong("https://").contains("is no URL"));
        let secret = wrong("https://me:hunter22@example.com/");
        assert!(secret.contains("user name") && !secret.contains("hunter22"));
    }
}
