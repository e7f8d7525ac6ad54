use super::State;
use crate::ignore::fits;
use gix_glob::Pattern;
use gix_glob::pattern::Case;

/// One line: a pattern, and what it says of attributes.
pub struct Rule {
    pattern: Pattern,
    states: Vec<(String, State)>,
}

impl Rule {
    pub fn state(&self, name: &str) -> Option<&State> {
        self.states.iter().rev().find(|(known, _)| known == name).map(|(_, state)| state)
    }

    pub fn fits(&self, path: &[u8], case: Case) -> bool {
        fits(&self.pattern, path, false, case)
    }
}

/// Reads a file of attributes. Macros (`[attr]name ...`) are not, but for git's own `binary`.
pub fn rules(text: &[u8]) -> Vec<Rule> {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    text.split(|byte| *byte == b'\n').filter_map(rule).collect()
}

fn rule(line: &[u8]) -> Option<Rule> {
    let line = String::from_utf8_lossy(line);
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') || line.starts_with("[attr]") {
        return None;
    }
    let (pattern, rest) = if line.starts_with('"') {
        quoted(line)?
    } else {
        let (pattern, rest) = line.split_once(char::is_whitespace)?;
        (pattern.to_owned(), rest)
    };
    // A pattern that takes back is not allowed here, and a folder has no attributes.
    let pattern = Pattern::from_bytes(pattern.as_bytes()).filter(|pattern| !pattern.is_negative())?;
    let states = rest.split_whitespace().flat_map(states).collect();
    Some(Rule { pattern, states })
}

fn quoted(line: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut letters = line.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((text, &line[at + 1..])),
            '\\' => text.push(letters.next()?.1),
            _ => text.push(letter),
        }
    }
    None
}

fn states(word: &str) -> Vec<(String, State)> {
    let one = |name: &str, state| vec![(name.to_owned(), state)];
    if word == "binary" {
        return ["diff", "merge", "text"].map(|name| (name.to_owned(), State::Unset)).into();
    }
    if let Some(name) = word.strip_prefix('-') {
        return one(name, State::Unset);
    }
    if let Some(name) = word.strip_prefix('!') {
        return one(name, State::Unspecified);
    }
    match word.split_once('=') {
        Some((name, value)) => one(name, State::Value(value.to_owned())),
        None => one(word, State::Set),
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, State, rules};

    #[test]
    fn reads_lines() {
        let all = rules(
            b"# no\n*.txt text=auto eol=crlf -diff\n\"a b\" filter=lfs !text\n*.bin binary\n!x text\n[attr]y text\n",
        );
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].state("eol"), Some(&State::Value("crlf".to_owned())));
        assert_eq!(all[0].state("diff"), Some(&State::Unset));
        assert!(all[0].fits(b"deep/x.txt", Case::Sensitive) && !all[0].fits(b"x.text", Case::Sensitive));
        assert!(all[1].fits(b"a b", Case::Sensitive));
        assert_eq!(all[1].state("text"), Some(&State::Unspecified));
        assert_eq!(all[2].state("text"), Some(&State::Unset));
    }
}
