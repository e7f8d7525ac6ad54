use url::Url;

/// The whole address behind a link; None where it leads nowhere that could be fetched or read.
pub fn resolve(link: &str, base: &Url) -> Option<String> {
    let link = link.trim();
    if link.starts_with('#') {
        return Some(link.to_owned()).filter(|link| link.len() > 1 && !link.contains(char::is_whitespace));
    }
    let address = base.join(link).ok()?;
    matches!(address.scheme(), "http" | "https" | "mailto" | "ftp" | "tel").then(|| address.into())
}
