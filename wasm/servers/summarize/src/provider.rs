use crate::key::Key;
use http_client::Address;
use std::time::Duration;

/// Who is asked, and how.
pub struct Provider {
    /// `openai` or `upstage`.
    pub name: &'static str,
    pub title: &'static str,
    /// The environment variable that chooses its model.
    pub model_variable: &'static str,
    pub key_variable: &'static str,
    pub model: String,
    pub address: Address,
    pub key: Option<Key>,
    /// How many characters of a text are sent at once.
    pub part: usize,
    /// For a whole call.
    pub patience: Duration,
}

/// What differs between the two.
struct Known {
    name: &'static str,
    title: &'static str,
    base: &'static str,
    model: &'static str,
    variables: [&'static str; 3],
}

const OPENAI: Known = Known {
    name: "openai",
    title: "OpenAI",
    base: "https://api.openai.com/v1",
    model: "gpt-6-luna",
    variables: ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL"],
};

const UPSTAGE: Known = Known {
    name: "upstage",
    title: "Upstage",
    base: "https://api.upstage.ai/v1",
    model: "solar-pro4",
    variables: ["UPSTAGE_API_KEY", "UPSTAGE_BASE_URL", "UPSTAGE_MODEL"],
};

/// Twelve thousand tokens: every model of the two takes that.
const PART: usize = 48_000;
/// Models on one's own computer often take four thousand tokens and drop the rest unsaid.
const PART_OF_OTHERS: usize = 12_000;

impl Provider {
    pub fn from_environment() -> Result<Self, String> {
        Self::from(|name| {
            std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        })
    }

    /// An error is a sentence that says what to set or to grant.
    pub fn from(variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let known = choose(&variable)?;
        let [key_variable, base_variable, model_variable] = known.variables;
        let own_base = variable(base_variable);
        let is_own = own_base.as_deref().is_some_and(|base| base.trim_end_matches('/') != known.base);
        let base = own_base.unwrap_or_else(|| known.base.to_owned());
        let base = base.trim_end_matches('/').trim_end_matches("/chat/completions");
        let address = Address::parse(base).map_err(|why| {
            format!(
                "{base_variable} is no URL that can be used: {why}. One is, for instance, http://localhost:11434/v1."
            )
        })?;
        let key = variable(key_variable).map(|value| Key::new(&value)).transpose();
        let key = key.map_err(|why| format!("The value of {key_variable} {why}. Set the secret again."))?;
        if key.is_none() && !is_own {
            return Err(without_key(known));
        }
        let seconds = variable("SUMMARIZE_TIMEOUT_SECONDS").and_then(|text| text.parse().ok()).unwrap_or(45_u64);
        Ok(Self {
            name: known.name,
            title: known.title,
            model_variable,
            key_variable,
            model: variable(model_variable).unwrap_or_else(|| known.model.to_owned()),
            address,
            key,
            part: if is_own { PART_OF_OTHERS } else { PART },
            patience: Duration::from_secs(seconds.clamp(1, 3600)),
        })
    }

    /// For words about it: the key in them, whoever put it there, is hidden.
    pub fn clean(&self, text: &str) -> String {
        self.key.as_ref().map_or_else(|| text.to_owned(), |key| key.hide(text))
    }
}

fn choose(variable: &impl Fn(&str) -> Option<String>) -> Result<&'static Known, String> {
    match variable("SUMMARIZE_PROVIDER").map(|name| name.to_ascii_lowercase()).as_deref() {
        Some("openai") => Ok(&OPENAI),
        Some("upstage") => Ok(&UPSTAGE),
        Some(_) => {
            Err("SUMMARIZE_PROVIDER must be openai or upstage; without it, the key that is there decides.".to_owned())
        }
        None if variable("OPENAI_API_KEY").is_none()
            && variable("OPENAI_BASE_URL").is_none()
            && variable("UPSTAGE_API_KEY").is_some() =>
        {
            Ok(&UPSTAGE)
        }
        None => Ok(&OPENAI),
    }
}

fn without_key(known: &Known) -> String {
    let [key, base, _] = known.variables;
    let host = known.base.trim_start_matches("https://").split('/').next().unwrap_or_default();
    let other =
        if known.name == "openai" { " Instead, UPSTAGE_API_KEY with the host api.upstage.ai works too." } else { "" };
    format!(
        "The environment variable {key} is not set, so {title} cannot be asked. In Belljar, a person can grant this server a secret \
         as {key} and the host {host}.{other} An endpoint without keys needs only {base}, for instance http://localhost:11434/v1, \
         and its host.",
        title = known.title
    )
}

#[cfg(test)]
mod tests {
    use super::Provider;

    fn with(pairs: &[(&str, &str)]) -> Result<Provider, String> {
        Provider::from(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_key_that_is_there_decides() {
        let named = |pairs: &[(&str, &str)]| {
            with(pairs).map(|provider| (provider.name, provider.address.origin(), provider.model))
        };
        let upstage = ("upstage", "https://api.upstage.ai".to_owned(), "solar-pro4".to_owned());
        assert_eq!(named(&[("UPSTAGE_API_KEY", "x")]), Ok(upstage.clone()));
        assert_eq!(named(&[("OPENAI_API_KEY", "a"), ("UPSTAGE_API_KEY", "b")]).unwrap().0, "openai");
        let chosen = [("OPENAI_API_KEY", "a"), ("UPSTAGE_API_KEY", "b"), ("SUMMARIZE_PROVIDER", "Upstage")];
        assert_eq!(named(&chosen), Ok(upstage));
        let local = [("OPENAI_BASE_URL", "http://localhost:11434/v1/"), ("OPENAI_MODEL", "m")];
        assert_eq!(named(&local), Ok(("openai", "http://localhost:11434".to_owned(), "m".to_owned())));
    }

    #[test]
    fn says_what_is_missing() {
        let wrong = |pairs: &[(&str, &str)]| with(pairs).err().unwrap();
        assert!(wrong(&[]).contains("OPENAI_API_KEY") && wrong(&[]).contains("api.openai.com"));
        assert!(wrong(&[("SUMMARIZE_PROVIDER", "upstage")]).contains("api.upstage.ai"));
        assert!(wrong(&[("SUMMARIZE_PROVIDER", "other")]).contains("openai or upstage"));
        let secret = wrong(&[("OPENAI_BASE_URL", "https://me:hunter22@x/v1")]);
        assert!(secret.contains("user name") && !secret.contains("hunter22"));
        assert!(!wrong(&[("OPENAI_API_KEY", "hunter22 x")]).contains("hunter22"));
        assert!(wrong(&[("OPENAI_BASE_URL", "https://api.openai.com/v1/")]).contains("not set"));
    }
}
