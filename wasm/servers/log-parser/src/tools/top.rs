use std::cmp::Reverse;
use std::collections::HashMap;

/// Counts by name, for a limited number of different names, so that memory has an end.
pub struct Top<T> {
    names: HashMap<String, usize>,
    pub all: Vec<(u64, T)>,
    most: usize,
    /// How often a name came that there was no room for.
    pub lost: u64,
}

impl<T> Top<T> {
    pub fn new(most: usize) -> Self {
        Self { names: HashMap::new(), all: Vec::new(), most, lost: 0 }
    }

    /// Counts a name; what else is known of it is made when it is new.
    pub fn count(&mut self, name: &str, new: impl FnOnce() -> T) -> Option<&mut T> {
        let number = match self.names.get(name) {
            Some(number) => *number,
            None if self.all.len() == self.most => {
                self.lost += 1;
                return None;
            }
            None => {
                self.names.insert(name.to_owned(), self.all.len());
                self.all.push((0, new()));
                self.all.len() - 1
            }
        };
        let (count, known) = &mut self.all[number];
        *count += 1;
        Some(known)
    }

    pub fn distinct(&self) -> usize {
        self.all.len()
    }

    /// The most frequent ones, equally frequent ones in the order of their names.
    pub fn first(&self, most: usize) -> Vec<(&str, u64, &T)> {
        let mut sorted: Vec<(&str, u64, &T)> = self
            .names
            .iter()
            .map(|(name, number)| (name.as_str(), self.all[*number].0, &self.all[*number].1))
            .collect();
        sorted.sort_unstable_by_key(|(name, count, _)| (Reverse(*count), *name));
        sorted.truncate(most);
        sorted
    }
}
