use super::pattern::{matches, normal};

/// What a robots.txt says to one program.
#[derive(Default)]
pub struct Rules(Vec<Rule>);

struct Rule {
    allows: bool,
    pattern: String,
}

/// What else is in it does not count.
const LONGEST: usize = 512_000;

impl Rules {
    /// `agent` is a product's name without its version.
    pub fn parse(text: &str, agent: &str) -> Self {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let (mut ours, mut everybodys) = (Vec::new(), Vec::new());
        let mut named_us = false;
        // Whom the group that is read now is for: us by name, everybody.
        let (mut us, mut all, mut in_names) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if !in_names {
                        (us, all) = (false, false);
                    }
                    in_names = true;
                    us |= product(value).eq_ignore_ascii_case(agent);
                    all |= value == "*";
                    named_us |= us;
                }
                "allow" | "disallow" => {
                    in_names = false;
                    // An empty rule rules nothing.
                    if value.is_empty() {
                        continue;
                    }
                    let rule = || Rule { allows: key == "allow", pattern: normal(value) };
                    if us {
                        ours.push(rule());
                    }
                    if all {
                        everybodys.push(rule());
                    }
                }
                _ => {}
            }
        }
        Self(if named_us { ours } else { everybodys })
    }

    /// The rule that forbids a path (with its query), if one does: of those that fit the longest counts, of two the one that allows.
    pub fn forbidding(&self, path: &str) -> Option<&str> {
        let path = normal(path);
        let fitting = self.0.iter().filter(|rule| matches(&rule.pattern, &path));
        let rule = fitting.max_by_key(|rule| (rule.pattern.len(), rule.allows))?;
        (!rule.allows).then_some(&rule.pattern)
    }
}

/// The name in `Name/1.0`.
pub fn product(agent: &str) -> &str {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    agent.split(|c| !is_name(c)).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Rules;

    fn may(text: &str, path: &str) -> bool {
        Rules::parse(text, "Belljar-fetch").forbidding(path).is_none()
    }

    #[test]
    fn the_group_that_names_us_counts_alone() {
        let text =
            "User-agent: *\nDisallow: /\n\nUser-Agent: other\nUser-agent: BELLJAR-fetch/2.0 # us\nDisallow: /private\n";
        assert!(may(text, "/") && !may(text, "/private/x"));
        assert!(!may("User-agent: *\r\nDisallow: /\r\n", "/x"));
        assert!(!may("\u{feff}User-agent: *\rDisallow: /", "/x"));
        assert!(may("User-agent: Belljar\nDisallow: /", "/x"));
        assert!(may("User-agent: belljar-fetch\nDisallow:\n\nUser-agent: *\nDisallow: /", "/x"));
    }

    #[test]
    fn groups_of_one_name_are_one_group() {
        let text = "User-agent: *\nDisallow: /a\nSitemap: https://x/y\nDisallow: /b\nUser-agent: x\nDisallow: /\nUser-agent: *\nDisallow: /c";
        assert!(!may(text, "/a") && !may(text, "/b") && !may(text, "/c") && may(text, "/d"));
    }

    #[test]
    fn the_longest_rule_counts() {
        let text = "User-agent: *\nDisallow: /\nAllow: /public\nDisallow: /public/secret\nAllow: /p*q\nDisallow: /p*q";
        assert!(may(text, "/public/x") && !may(text, "/public/secret/x") && !may(text, "/x") && may(text, "/pxq"));
    }

    #[test]
    fn takes_rubbish() {
        assert!(may("", "/") && may("<html>Disallow: /</html>", "/") && may("Disallow: /", "/x"));
    }
}
