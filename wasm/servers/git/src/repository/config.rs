/// What `.git/config` says. Names are `section.key` or `section.subsection.key`, section and key in lower case.
#[derive(Default, Debug)]
pub struct Config {
    entries: Vec<(String, String)>,
}

impl Config {
    /// The last value.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.entries.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.text(name)?.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" | "" => Some(false),
            _ => None,
        }
    }
}
