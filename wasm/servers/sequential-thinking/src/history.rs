use std::collections::BTreeSet;

/// Thoughts of one session.
const MOST_THOUGHTS: usize = 100_000;
const MOST_BRANCHES: usize = 1000;
/// Bytes of a branch's name: every answer repeats all of them.
const LONGEST_NAME: usize = 200;

/// What is remembered: no thought's words are ever asked for again, so none are kept.
#[derive(Default)]
pub struct History {
    length: usize,
    numbers: BTreeSet<i64>,
    /// In the order in which they began.
    branches: Vec<String>,
}

impl History {
    /// Takes a thought in, and its branch when it has one; or nothing of it.
    pub fn add(&mut self, number: i64, branch: Option<&str>) -> Result<(), String> {
        if self.length >= MOST_THOUGHTS {
            return Err(format!(
                "This session already has {MOST_THOUGHTS} thoughts, which is all that it keeps. Finish here, or start a new session."
            ));
        }
        if let Some(name) = branch.filter(|name| !self.branches.iter().any(|known| known == name)) {
            if name.len() > LONGEST_NAME {
                return Err(format!("branchId may have {LONGEST_NAME} bytes, not {}. Give a short name.", name.len()));
            }
            if self.branches.len() >= MOST_BRANCHES {
                return Err(format!(
                    "This session already has {MOST_BRANCHES} branches, which is all that it keeps. Go on in one of them."
                ));
            }
            self.branches.push(name.to_owned());
        }
        self.length += 1;
        self.numbers.insert(number);
        Ok(())
    }

    /// Whether a thought with that number came before.
    pub fn knows(&self, number: i64) -> bool {
        self.numbers.contains(&number)
    }

    pub fn length(&self) -> usize {
        self.length
    }

    pub fn branches(&self) -> &[String] {
        &self.branches
    }
}

#[cfg(test)]
mod tests {
    use super::{History, MOST_BRANCHES, MOST_THOUGHTS};

    #[test]
    fn has_an_end() {
        let mut history = History::default();
        for at in 0..MOST_THOUGHTS {
            assert_eq!(history.add(at as i64, None), Ok(()));
        }
        let said = history.add(1, None).unwrap_err();
        assert!(said.contains("100000 thoughts") && said.contains("new session"), "{said}");
        assert_eq!(history.length(), MOST_THOUGHTS);
    }

    #[test]
    fn keeps_so_many_branches() {
        let mut history = History::default();
        for at in 0..MOST_BRANCHES {
            assert_eq!(history.add(1, Some(&format!("b{at}"))), Ok(()));
        }
        assert!(history.add(1, Some("more")).unwrap_err().contains("1000 branches"));
        assert_eq!(history.add(1, Some("b7")), Ok(()));
        assert!(history.add(1, Some(&"é".repeat(101))).unwrap_err().contains("200 bytes, not 202"));
        assert_eq!((history.length(), history.branches().len()), (MOST_BRANCHES + 1, MOST_BRANCHES));
    }
}
