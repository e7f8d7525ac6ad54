use crate::Repository;
use gix_imara_diff::sources::byte_lines;
use gix_imara_diff::{Algorithm, Diff, Hunk, InternedInput};

/// Two files in lines, and where they differ.
pub struct Lines<'a> {
    input: InternedInput<&'a [u8]>,
    pub hunks: Vec<Hunk>,
}

impl<'a> Lines<'a> {
    /// By the algorithm that the repository's configuration names.
    pub fn compare(repo: &Repository, old: &'a [u8], new: &'a [u8]) -> Self {
        let algorithm = match repo.config.text("diff.algorithm") {
            Some("histogram" | "patience") => Algorithm::Histogram,
            Some("minimal") => Algorithm::MyersMinimal,
            _ => Algorithm::Myers,
        };
        let input = InternedInput::new(byte_lines(old), byte_lines(new));
        let mut diff = Diff::compute(algorithm, &input);
        if repo.config.flag("diff.indentheuristic") == Some(false) {
            diff.postprocess_no_heuristic(&input);
        } else {
            diff.postprocess_lines(&input);
        }
        let hunks = diff.hunks().collect();
        Self { input, hunks }
    }

    pub fn old_count(&self) -> usize {
        self.input.before.len()
    }

    pub fn new_count(&self) -> usize {
        self.input.after.len()
    }

    /// With its line feed, if it has one.
    pub fn old(&self, at: usize) -> &'a [u8] {
        self.input.before.get(at).map_or(&[], |token| self.input.interner[*token])
    }

    pub fn new(&self, at: usize) -> &'a [u8] {
        self.input.after.get(at).map_or(&[], |token| self.input.interner[*token])
    }
}
