use crate::patch::{Change, Side};

/// One side of a possible pair.
pub struct Candidate<'a> {
    /// Which of the changes it is.
    pub at: usize,
    pub side: &'a Side,
    pub used: bool,
}

/// Deleted and added files, and which of them belong together.
pub struct Pairs<'a> {
    pub old: Vec<Candidate<'a>>,
    pub new: Vec<Candidate<'a>>,
    /// Places in `old` and `new`, and how alike they are.
    found: Vec<(usize, usize, u64)>,
}

impl<'a> Pairs<'a> {
    pub fn new(changes: &'a [Change]) -> Self {
        let mut pairs = Self { old: Vec::new(), new: Vec::new(), found: Vec::new() };
        for (at, change) in changes.iter().enumerate() {
            match (&change.old, &change.new) {
                (Some(side), None) => pairs.old.push(Candidate { at, side, used: false }),
                (None, Some(side)) => pairs.new.push(Candidate { at, side, used: false }),
                _ => {}
            }
        }
        pairs
    }

    pub fn join(&mut self, old: usize, new: usize, score: u64) {
        self.old[old].used = true;
        self.new[new].used = true;
        self.found.push((old, new, score));
    }

    pub fn is_done(&self) -> bool {
        self.combinations() == 0
    }

    /// How many pairs are still possible.
    pub fn combinations(&self) -> u64 {
        let free = |side: &[Candidate]| side.iter().filter(|one| !one.used).count() as u64;
        free(&self.old) * free(&self.new)
    }

    /// Which changes belong together, and how alike they are.
    pub fn finish(self) -> Vec<(usize, usize, u64)> {
        self.found.iter().map(|(old, new, score)| (self.old[*old].at, self.new[*new].at, *score)).collect()
    }
}

/// What stands after the last slash.
pub fn name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or(path)
}
