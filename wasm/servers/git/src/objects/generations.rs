use crate::quick::Map;
use std::hash::Hash;

/// A cache of a limited weight. What is asked for while the older half is thrown away stays: nearly "least recently used",
/// at the price of two maps.
pub struct Generations<K, V> {
    young: Map<K, V>,
    old: Map<K, V>,
    weight: usize,
    limit: usize,
}

impl<K: Hash + Eq + Copy, V: Clone> Generations<K, V> {
    /// Holds at most twice `limit`.
    pub fn new(limit: usize) -> Self {
        Self { young: Map::default(), old: Map::default(), weight: 0, limit }
    }

    pub fn get(&mut self, key: K, weigh: impl Fn(&V) -> usize) -> Option<V> {
        if let Some(value) = self.young.get(&key) {
            return Some(value.clone());
        }
        let value = self.old.remove(&key)?;
        let weight = weigh(&value);
        self.put(key, value.clone(), weight);
        Some(value)
    }

    pub fn put(&mut self, key: K, value: V, weight: usize) {
        if weight > self.limit {
            return;
        }
        if self.weight + weight > self.limit {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
        self.weight += weight;
        self.young.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::Generations;

    #[test]
    fn keeps_what_is_used() {
        let mut cache = Generations::new(3);
        for key in 0..100 {
            cache.put(key, key, 1);
            assert_eq!(cache.get(0, |_| 1), Some(0), "{key}");
        }
        assert_eq!(cache.get(50, |_| 1), None);
        assert_eq!(cache.get(99, |_| 1), Some(99));
        cache.put(7, 7, 4);
        assert_eq!(cache.get(7, |_| 4), None);
    }
}
