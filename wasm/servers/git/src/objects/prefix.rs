use super::{Objects, loose};
use crate::id::Id;

impl Objects {
    /// All objects whose id begins with these hex digits (at least four), sorted; a damaged pack has none.
    pub fn beginning(&self, digits: &str) -> Result<Vec<Id>, String> {
        let low = Id::from_hex(format!("{digits:0<40}").as_bytes());
        let Some(low) = low.filter(|_| digits.len() >= 4) else { return Ok(Vec::new()) };
        let fits = |id: &Id| common(*id, low) >= digits.len();
        let mut found = Vec::new();
        let packs = self.packs()?;
        for pack in &packs.packs {
            let first = pack.index.position(&packs.windows, low)?;
            for at in first..pack.index.count() {
                let id = pack.index.id(&packs.windows, at)?;
                if !fits(&id) {
                    break;
                }
                found.push(id);
            }
        }
        for folder in &self.folders {
            found.extend(loose::list(folder, low.as_bytes()[0]).into_iter().filter(fits));
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The beginning of an id as git would show it: long enough for the size of the repository, and unique.
    pub fn abbreviate(&self, id: Id) -> String {
        let mut length = self.digits.unwrap_or_else(|| self.usual());
        for other in self.neighbours(id) {
            length = length.max(common(id, other) + 1);
        }
        id.hex()[..length.min(40)].to_owned()
    }

    /// So many that half of all beginnings are not in use.
    fn usual(&self) -> usize {
        let count = self.packs().map_or(0, super::packs::Packs::count);
        let bits = u64::BITS - count.leading_zeros();
        (bits.div_ceil(2) as usize).max(7)
    }

    /// Other objects, among them those that are most alike.
    fn neighbours(&self, id: Id) -> Vec<Id> {
        let mut found: Vec<Id> = self.folders.iter().flat_map(|folder| loose::list(folder, id.as_bytes()[0])).collect();
        if let Ok(packs) = self.packs() {
            for pack in &packs.packs {
                let Ok(at) = pack.index.position(&packs.windows, id) else { continue };
                let places = [at.checked_sub(1), Some(at), Some(at + 1)];
                let places = places.into_iter().flatten().filter(|place| *place < pack.index.count());
                found.extend(places.filter_map(|place| pack.index.id(&packs.windows, place).ok()));
            }
        }
        found.retain(|other| *other != id);
        found
    }
}

/// How many hex digits two ids share.
fn common(a: Id, b: Id) -> usize {
    for (at, (a, b)) in a.as_bytes().iter().zip(b.as_bytes()).enumerate() {
        if a != b {
            return 2 * at + usize::from(a >> 4 == b >> 4);
        }
    }
    40
}
