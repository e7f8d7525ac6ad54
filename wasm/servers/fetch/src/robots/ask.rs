use super::rules::{Rules, product};
use crate::settings::Settings;
use http_client::{Address, Deadline, Failure, Method, Request, send};
use url::Url;

/// The rules of the sites that were asked in one call.
#[derive(Default)]
pub struct Asked(Vec<(String, Rules)>);

/// Redirects of a robots.txt, inside its own site: another one may not be granted, and a page that is led there is asked about there.
const HOPS: usize = 5;

pub enum Problem {
    Failed(Failure),
    /// A sentence.
    Forbidden(String),
}

impl Asked {
    pub fn check(
        &mut self,
        url: &Url,
        address: &Address,
        settings: &Settings,
        deadline: Deadline,
    ) -> Result<(), Problem> {
        let origin = address.origin();
        if !self.0.iter().any(|(known, _)| *known == origin) {
            let rules = ask(address, settings, deadline)?;
            self.0.push((origin.clone(), rules));
        }
        let rules = self.0.iter().find(|(known, _)| *known == origin).map(|(_, rules)| rules);
        match rules.and_then(|rules| rules.forbidding(&address.path)) {
            None => Ok(()),
            Some(rule) => Err(Problem::Forbidden(format!(
                "The site's robots.txt ({origin}/robots.txt) does not allow programs to fetch {url} (its rule is \
                 \"Disallow: {rule}\", this one is {}). Tell the user that the page was not read; they can open it in a browser.",
                product(&settings.user_agent)
            ))),
        }
    }
}

fn ask(page: &Address, settings: &Settings, deadline: Deadline) -> Result<Rules, Problem> {
    let mut address = Address { path: "/robots.txt".to_owned(), ..page.clone() };
    for _ in 0..=HOPS {
        let headers = [("user-agent", settings.user_agent.as_str()), ("accept", "text/plain,*/*;q=0.5")];
        let request = Request { method: Method::Get, address: &address, headers: &headers, body: &[] };
        let mut response = send(&request, deadline).map_err(Problem::Failed)?;
        match response.status {
            300..400 => match next(&address, response.header("location")) {
                Some(path) => address.path = path,
                None => return Ok(Rules::default()),
            },
            401 | 403 => return Err(refused(page, response.status, "so programs may not read this site")),
            // A site that cannot say what it allows is to be left alone for now.
            500.. => {
                return Err(refused(
                    page,
                    response.status,
                    "so nobody knows what this site allows now: try again later",
                ));
            }
            400..500 => return Ok(Rules::default()),
            _ => {
                // What is cut off at the end is not among the first 500 KB, which count.
                let (bytes, _) = response.read(600_000).map_err(Problem::Failed)?;
                return Ok(Rules::parse(&String::from_utf8_lossy(&bytes), product(&settings.user_agent)));
            }
        }
    }
    Ok(Rules::default())
}

/// None where it leads to another site.
fn next(address: &Address, location: Option<String>) -> Option<String> {
    let here = Url::parse(&format!("{}{}", address.origin(), address.path)).ok()?;
    let there = crate::place::address(&here.join(&location?).ok()?);
    (there.origin() == address.origin()).then_some(there.path)
}

fn refused(page: &Address, status: u16, so: &str) -> Problem {
    Problem::Forbidden(format!("{}/robots.txt was answered with status {status}, {so}. Tell the user.", page.origin()))
}
