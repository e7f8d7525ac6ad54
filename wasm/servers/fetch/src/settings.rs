use std::time::Duration;

/// What a person can choose by environment variables.
#[derive(Clone)]
pub struct Settings {
    pub user_agent: String,
    pub ignores_robots: bool,
    /// For a whole call, with its redirects.
    pub patience: Duration,
}

impl Settings {
    pub fn from_environment() -> Self {
        Self::from(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
    }

    fn from(variable: impl Fn(&str) -> Option<String>) -> Self {
        let seconds = variable("FETCH_TIMEOUT_SECONDS").and_then(|text| text.trim().parse().ok()).unwrap_or(30_u64);
        let yes = |text: String| matches!(text.trim().to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on");
        let own = concat!("Belljar-fetch/", env!("CARGO_PKG_VERSION")).to_owned();
        Self {
            user_agent: variable("FETCH_USER_AGENT").unwrap_or(own),
            ignores_robots: variable("FETCH_IGNORE_ROBOTS_TXT").is_some_and(yes),
            patience: Duration::from_secs(seconds.clamp(1, 3600)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn reads_the_environment() {
        let none = Settings::from(|_| None);
        assert!(none.user_agent.starts_with("Belljar-fetch/") && !none.ignores_robots);
        let set = Settings::from(|name| Some(if name.ends_with("SECONDS") { "7" } else { " TRUE " }.to_owned()));
        assert!(set.ignores_robots);
        assert_eq!(set.patience.as_secs(), 7);
        assert_eq!(Settings::from(|_| Some("rubbish".to_owned())).patience.as_secs(), 30);
    }
}
