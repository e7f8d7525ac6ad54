//! What clients hear while no host can be reached.
use crate::down::Down;
use crate::up::Up;
use crate::{journal, json, sys, wire};
use std::path::Path;

/// Answers all that waits with `verdict`: what a dead host took and never answered, and the lines that no host has.
pub fn answer_waiting(up: &mut Up, down: &mut Down, journal: Option<&Path>, verdict: &str) {
    let mut answer = |id: &[u8]| down.push(&wire::error_answer(id, verdict));
    let left = journal.and_then(journal::read);
    if let (Some(left), Some(place)) = (&left, journal) {
        left.ids.iter().for_each(|id| answer(id));
        if !left.ids.is_empty() {
            let _ = journal::note_answered(place, left);
        }
    }
    let lines = up.take(left.map(|left| left.accepted));
    for line in lines.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
        match json::request_ids(line) {
            Some(ids) => ids.into_iter().for_each(&mut answer),
            None => sys::say("A line of the client is no JSON; it was dropped."),
        }
    }
}
