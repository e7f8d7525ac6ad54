use crate::key;
use crate::order::order;
use serde_json::Value;
use std::collections::HashMap;

/// Numbers keys in the order in which they were first seen.
#[derive(Default)]
pub struct Numbers(HashMap<String, usize>);

impl Numbers {
    pub fn of(&mut self, key: &str) -> usize {
        if let Some(number) = self.0.get(key) {
            return *number;
        }
        let number = self.0.len();
        self.0.insert(key.to_owned(), number);
        number
    }
}

/// Numbers values in the order in which they were first seen; equal ones get the same number.
#[derive(Default)]
pub struct Groups<'a> {
    numbers: Numbers,
    /// Of each group the first value; None where the field was not there.
    pub first: Vec<Option<&'a Value>>,
    key: String,
}

impl<'a> Groups<'a> {
    pub fn number(&mut self, value: Option<&'a Value>) -> usize {
        self.key.clear();
        key::append(value, &mut self.key);
        let number = self.numbers.of(&self.key);
        if number == self.first.len() {
            self.first.push(value);
        }
        number
    }
}

/// How often each value occurs.
#[derive(Default)]
pub struct Counts<'a> {
    groups: Groups<'a>,
    counts: Vec<u64>,
}

impl<'a> Counts<'a> {
    pub fn add(&mut self, value: Option<&'a Value>) {
        let number = self.groups.number(value);
        if number == self.counts.len() {
            self.counts.push(0);
        }
        self.counts[number] += 1;
    }

    /// The most frequent first, equally frequent ones as they were first seen.
    pub fn into_sorted(self) -> Vec<(Option<&'a Value>, u64)> {
        let places = order(self.counts.len(), &|a, b| self.counts[b].cmp(&self.counts[a]));
        places.into_iter().map(|place| (self.groups.first[place], self.counts[place])).collect()
    }
}
