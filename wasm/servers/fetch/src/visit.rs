use crate::place;
use crate::robots::{Asked, Problem};
use crate::settings::Settings;
use http_client::{Deadline, Method, Request, Response, send};
use url::Url;

/// Where the way ended.
pub struct Arrived {
    pub url: Url,
    pub response: Response,
    /// A secure page led to one that is not.
    pub lost_security: bool,
}

const HOPS: usize = 10;

const ACCEPT: &str =
    "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.9,application/json;q=0.9,*/*;q=0.5";

/// Follows redirects and asks every site first whether programs may read the page. An error is a sentence.
pub fn visit(start: &Url, settings: &Settings, deadline: Deadline) -> Result<Arrived, String> {
    let mut url = start.clone();
    let mut seen: Vec<Url> = Vec::new();
    let mut asked = Asked::default();
    let mut lost_security = false;
    loop {
        let way = if seen.is_empty() { String::new() } else { format!("{start} redirects to {url}. ") };
        let address = place::address(&url);
        let failed = |failure: &http_client::Failure| {
            format!("{way}Failed to fetch {url}: {}", failure.sentence(address.host()))
        };
        if !settings.ignores_robots {
            asked.check(&url, &address, settings, deadline).map_err(|problem| match problem {
                Problem::Failed(failure) => failed(&failure),
                Problem::Forbidden(sentence) => format!("{way}{sentence}"),
            })?;
        }
        let headers = [
            ("user-agent", settings.user_agent.as_str()),
            ("accept", ACCEPT),
            ("accept-encoding", crate::body::ACCEPTED),
        ];
        let request = Request { method: Method::Get, address: &address, headers: &headers, body: &[] };
        let response = send(&request, deadline).map_err(|failure| failed(&failure))?;
        let location = response.header("location").filter(|_| matches!(response.status, 301 | 302 | 303 | 307 | 308));
        let Some(location) = location else {
            return Ok(Arrived { url, response, lost_security });
        };
        let next = follow(&url, &location).map_err(|why| format!("Failed to fetch {start}: {url} redirects. {why}"))?;
        seen.push(url.clone());
        if seen.contains(&next) {
            return Err(format!("Failed to fetch {start}: its redirects go round in a circle, back to {next}."));
        }
        if seen.len() > HOPS {
            return Err(format!("Failed to fetch {start}: it redirects more than {HOPS} times, last to {next}."));
        }
        lost_security |= url.scheme() == "https" && next.scheme() == "http";
        url = next;
    }
}

/// The target of a redirect keeps the fragment of where it came from, unless it has its own.
fn follow(url: &Url, location: &str) -> Result<Url, String> {
    // Many send UTF-8 here, which a header gives as Latin-1.
    let bytes: Option<Vec<u8>> = location.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let utf8 = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let target = utf8.as_deref().unwrap_or(location).trim();
    let mut next = url.join(target).map_err(|_| "The target is no URL.".to_owned())?;
    place::check(&next)?;
    if next.fragment().is_none() {
        next.set_fragment(url.fragment());
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::follow;
    use url::Url;

    #[test]
    fn reads_targets_as_browsers_do() {
        let here = Url::parse("https://example.com/a/b?c#d").unwrap();
        let to = |location| follow(&here, location).map(String::from);
        assert_eq!(to("../x"), Ok("https://example.com/x#d".to_owned()));
        assert_eq!(to("//other.example/#e"), Ok("https://other.example/#e".to_owned()));
        assert_eq!(to("/\u{c3}\u{a4}"), Ok("https://example.com/%C3%A4#d".to_owned()));
        assert_eq!(to("/\u{e4}"), Ok("https://example.com/%C3%A4#d".to_owned()));
        assert!(to("file:///etc/passwd").unwrap_err().contains("Only http and https"));
        assert!(to("https://a:b@example.com/").unwrap_err().contains("user name"));
    }
}
