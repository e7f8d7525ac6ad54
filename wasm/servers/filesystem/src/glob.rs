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
        let deep = pattern.contains("**") || pattern.starts_with('!');
        Ok(Self { pattern: pattern.to_owned(), depth: (!deep).then(|| pattern.matches('/').count() + 1) })
    }

    pub fn matches(&self, path: &str) -> bool {
        glob_match(&self.pattern, path)
    }

    /// Whether something below a folder at this depth, counted from 1, can match at all.
    pub fn reaches_below(&self, depth: usize) -> bool {
        self.depth.is_none_or(|most| depth < most)
    }

    pub fn all<'a>(patterns: impl Iterator<Item = &'a str>) -> Result<Vec<Self>, String> {
        patterns.map(Self::new).collect()
    }
}
