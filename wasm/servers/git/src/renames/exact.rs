use super::FULL;
use super::pairs::{Pairs, name};
use crate::id::Id;
use crate::tree::{EXECUTABLE, FILE};
use std::collections::HashMap;

/// Pairs of files with the same content; one with the same name is preferred.
pub fn find(pairs: &mut Pairs) {
    let mut by_id: HashMap<Id, Vec<usize>> = HashMap::new();
    for (at, old) in pairs.old.iter().enumerate() {
        by_id.entry(old.side.id).or_default().push(at);
    }
    for new in 0..pairs.new.len() {
        let side = pairs.new[new].side;
        let same = by_id.get(&side.id).map_or(&[][..], Vec::as_slice);
        let fits = |at: &&usize| {
            let old = &pairs.old[**at];
            let plain = |mode| mode == FILE || mode == EXECUTABLE;
            !old.used && (old.side.mode == side.mode || plain(old.side.mode) && plain(side.mode))
        };
        let named = same.iter().filter(fits).find(|at| name(&pairs.old[**at].side.path) == name(&side.path));
        if let Some(old) = named.or_else(|| same.iter().find(fits)).copied() {
            pairs.join(old, new, FULL);
        }
    }
}
