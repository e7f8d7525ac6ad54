use super::likeness::Files;
use super::pairs::{Pairs, name};
use std::collections::HashMap;

/// How many sources are kept for each added file.
const KEPT: usize = 4;

/// Pairs of files with the same name, where no other deleted or added file has it: mostly a file that moved to another folder.
pub fn by_name(pairs: &mut Pairs, files: &mut Files, least: u64) -> Result<(), String> {
    let mut old: HashMap<&[u8], Option<usize>> = HashMap::new();
    let mut new: HashMap<&[u8], Option<usize>> = HashMap::new();
    for (names, side) in [(&mut old, &pairs.old), (&mut new, &pairs.new)] {
        for (at, one) in side.iter().enumerate().filter(|(_, one)| !one.used) {
            names.entry(name(&one.side.path)).and_modify(|only| *only = None).or_insert(Some(at));
        }
    }
    for at in 0..pairs.old.len() {
        let name = name(&pairs.old[at].side.path);
        if old.get(name) != Some(&Some(at)) {
            continue;
        }
        if let Some(Some(other)) = new.get(name).copied() {
            let score = files.compare(pairs.old[at].side, pairs.new[other].side, least)?;
            if score >= least {
                pairs.join(at, other, score);
            }
        }
    }
    Ok(())
}

struct Guess {
    old: usize,
    new: usize,
    score: u64,
    same_name: bool,
}

impl Guess {
    fn rank(&self) -> (u64, bool) {
        (self.score, self.same_name)
    }
}

/// Compares all that are left with each other; the pairs that are most alike come first.
pub fn all(pairs: &mut Pairs, files: &mut Files, least: u64) -> Result<(), String> {
    let mut guesses: Vec<Guess> = Vec::new();
    for (new, added) in pairs.new.iter().enumerate().filter(|(_, one)| !one.used) {
        let mut best: Vec<Guess> = Vec::with_capacity(KEPT);
        for (old, deleted) in pairs.old.iter().enumerate().filter(|(_, one)| !one.used) {
            let score = files.compare(deleted.side, added.side, least)?;
            let same_name = name(&deleted.side.path) == name(&added.side.path);
            let guess = Guess { old, new, score, same_name };
            if best.len() < KEPT {
                best.push(guess);
                continue;
            }
            // The first of the worst gives way.
            let worst = (1..KEPT).fold(0, |worst, at| if best[at].rank() < best[worst].rank() { at } else { worst });
            if guess.rank() > best[worst].rank() {
                best[worst] = guess;
            }
        }
        guesses.append(&mut best);
    }
    guesses.sort_by(|a, b| b.rank().cmp(&a.rank()));
    for guess in guesses {
        if guess.score >= least && !pairs.old[guess.old].used && !pairs.new[guess.new].used {
            pairs.join(guess.old, guess.new, guess.score);
        }
    }
    Ok(())
}
