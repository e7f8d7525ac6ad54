/// What a status of 400 and above means for whoever asked.
pub fn explain(url: &str, status: u16, retry_after: Option<&str>) -> String {
    let words = match status {
        400 => "Bad Request: the address may be incomplete or mistyped.",
        401 => "Unauthorized: the page needs a login, which this tool does not have.",
        403 => "Forbidden: the site refuses this request, perhaps because it comes from a program.",
        404 => "Not Found: there is no such page. Check the address, or look for it from the site's start page.",
        405 => "Method Not Allowed: this address is not for reading.",
        406 => "Not Acceptable: the site does not offer this in a form that can be read here.",
        410 => "Gone: the page was removed.",
        429 => "Too Many Requests: wait before the next request to this site.",
        451 => "Unavailable For Legal Reasons.",
        500 => "Internal Server Error: the site has a fault. Try again later.",
        502..=504 => "The site is overloaded or down. Try again later.",
        505.. | 501 => "The site has a fault. Try again later.",
        _ => "The site refuses this request.",
    };
    // Only what is short and plain: it comes from outside.
    let wait = retry_after.map(str::trim).filter(|text| text.len() < 40 && !text.is_empty());
    let wait = wait.map_or_else(String::new, |text| match text.parse::<u32>() {
        Ok(seconds) => format!(" It asks to wait {seconds} seconds."),
        Err(_) => format!(" It asks to wait until {text}."),
    });
    format!("Failed to fetch {url} - status code {status}. {words}{wait}")
}
