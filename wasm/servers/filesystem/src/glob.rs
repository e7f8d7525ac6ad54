use fast_glob::{glob_match, validate};

/// A pattern that is known to be sound. Names that begin with a dot are like any other.
pub struct Glob {
    pattern: String,
    /// How many parts of a path it can match at most, None where any number.
    depth: Option<usize>,
}

impl Glob {
    pub fn new(pattern: &str) -> Result<Self, String> {
        validate(pattern).map_err(|error| format!("The glob pattern {pattern:?} is not sound: {error}."))?;
        let mut pattern = pattern.to_owned();
        while let Some(at) = pattern.find("//") {
            pattern.remove(at);
        }
        let deep = pattern.contains("**") || pattern.starts_with('!');
        let depth = (!deep).then(|| pattern.matches('/').count() + 1);
        Ok(Self { pattern, depth })
    }

    /// Who leaves out `build/` means the folder, not only what is in it.
    pub fn excluding<'a>(patterns: impl Iterator<Item = &'a str>) -> Result<Vec<Self>, String> {
        patterns.map(|pattern| Self::new(named(pattern))).collect()
    }

    pub fn matches(&self, path: &str) -> bool {
        if path.is_ascii() && self.pattern.is_ascii() {
            return glob_match(&self.pattern, path);
        }
        match narrow(&self.pattern, path) {
            Some((pattern, path)) => glob_match(pattern, path),
            None => glob_match(&self.pattern, path),
        }
    }

    /// Whether something below a folder at this depth, counted from 1, can match at all.
    pub fn reaches_below(&self, depth: usize) -> bool {
        self.depth.is_none_or(|most| depth < most)
    }
}

/// A pattern without the slash at its end.
pub fn named(pattern: &str) -> &str {
    pattern.strip_suffix('/').filter(|name| !name.ends_with("**")).unwrap_or(pattern)
}

/// Both with one byte for each character, in the order of the characters: the matcher takes bytes for characters. None where
/// there are more different ones than bytes for them.
fn narrow(pattern: &str, path: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut wide: Vec<char> = Vec::new();
    for one in pattern.chars().chain(path.chars()) {
        if !one.is_ascii() && !wide.contains(&one) {
            wide.push(one);
        }
    }
    if wide.len() > 128 {
        return None;
    }
    let place = |one: char| wide.iter().filter(|other| **other < one).count() as u8;
    let byte = |one: char| if one.is_ascii() { one as u8 } else { 0x80 + place(one) };
    Some((pattern.chars().map(byte).collect(), path.chars().map(byte).collect()))
}

#[cfg(test)]
mod tests {
    use super::Glob;

    fn matches(pattern: &str, path: &str) -> bool {
        Glob::new(pattern).unwrap().matches(path)
    }

    #[test]
    fn takes_characters_for_characters() {
        assert!(matches("gr?n.txt", "grün.txt"));
        assert!(!matches("gr??n.txt", "grün.txt"));
        assert!(matches("[äöü]*", "über"));
        assert!(matches("[а-я]?.md", "дa.md"));
        assert!(!matches("[а-в]*", "дa.md"));
        assert!(matches("**/🌏*", "x/🌏.txt"));
        let many: String = ('一'..).take(200).collect();
        assert!(matches("**/*.txt", &format!("{many}/ü.txt")));
    }

    #[test]
    fn says_what_is_not_sound() {
        assert!(Glob::new("src/{a,b").err().unwrap().contains("unclosed brace"));
        assert!(Glob::new("[a").err().unwrap().contains("is not sound"));
    }

    #[test]
    fn comes_to_an_end() {
        let path = "a".repeat(200) + "/" + &"ab/".repeat(60);
        for pattern in
            ["*a".repeat(40) + "b", "**/*a".repeat(8) + "/c", "{a,*a}".repeat(10) + "c", "{**/,*}".repeat(10) + "c"]
        {
            assert!(!matches(&pattern, &path));
        }
    }

    #[test]
    fn knows_how_deep_it_reaches() {
        let reaches = |pattern, depth| Glob::new(pattern).unwrap().reaches_below(depth);
        assert!(!reaches("*.ts", 1));
        assert!(reaches("src/*.ts", 1) && !reaches("src/*.ts", 2));
        assert!(reaches("**/x", 9) && reaches("!x", 9));
    }
}
