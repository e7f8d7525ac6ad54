//! Bringing the worktree from one commit to another without losing anything.

mod files;
mod plan;

pub use plan::Plan;

use super::Worktree;
use crate::index::{Entry, Index, Stat};
use crate::tree::{EXECUTABLE, GITLINK};
use plan::Step;
use std::collections::BTreeMap;

/// What was done, for the index and for people.
#[derive(Default)]
pub struct Done {
    pub changes: BTreeMap<Vec<u8>, Option<Entry>>,
    pub notes: Vec<String>,
}

/// What could not be brought about as the commit has it.
#[derive(Default)]
struct Shortfalls {
    executable: Vec<String>,
    links: Vec<String>,
    raw: Vec<String>,
    submodules: Vec<String>,
}

impl Worktree<'_> {
    /// Removes and writes files; where that fails in the midst, everything is brought back as far as that goes.
    pub fn carry_out(&self, index: &Index, plan: &Plan) -> Result<Done, String> {
        let gone = |path: &[u8]| plan.remove.iter().any(|entry| entry.path == path);
        let staged = index.entries.iter().map(|entry| (entry.path.as_slice(), entry.id));
        let stay = staged.filter(|(path, _)| path.ends_with(b".gitattributes") && !gone(path));
        // Later ones replace earlier ones.
        self.know(stay.chain(plan.write.iter().map(|step| (step.new.path.as_slice(), step.new.id))), true);
        let mut done = Done::default();
        let mut shortfalls = Shortfalls::default();
        let result = self.try_all(plan, &mut done, &mut shortfalls);
        self.forget_folders();
        match result {
            Ok(()) => {
                done.notes = shortfalls.sentences();
                Ok(done)
            }
            Err(sentence) => Err(self.take_back(plan, &done, sentence)),
        }
    }

    fn try_all(&self, plan: &Plan, done: &mut Done, shortfalls: &mut Shortfalls) -> Result<(), String> {
        for entry in &plan.remove {
            if entry.mode == GITLINK {
                shortfalls.submodules.push(text(&entry.path));
            } else {
                self.remove_file(&entry.path)?;
            }
            done.changes.insert(entry.path.clone(), None);
        }
        for entry in &plan.remove {
            self.remove_empty_folders(&entry.path);
        }
        self.forget_folders();
        for step in &plan.write {
            // First, so that also a file that was half written is brought back.
            let mut entry = Entry::new(step.new.path.clone(), step.new.mode, step.new.id, Stat::default());
            done.changes.insert(step.new.path.clone(), Some(entry.clone()));
            entry.stat = self.write_step(step, shortfalls)?;
            done.changes.insert(step.new.path.clone(), Some(entry));
        }
        Ok(())
    }

    fn write_step(&self, step: &Step, shortfalls: &mut Shortfalls) -> Result<Stat, String> {
        let new = &step.new;
        if new.mode == GITLINK {
            shortfalls.submodules.push(text(&new.path));
            self.make_folders(&[&new.path, &b"/"[..]].concat())?;
            return Ok(Stat::default());
        }
        let was_executable = step.old.as_ref().is_some_and(|old| old.mode == EXECUTABLE);
        let written = self.put(&new.path, new.mode, new.id, was_executable)?;
        if new.mode == EXECUTABLE && !written.kept_mode {
            shortfalls.executable.push(text(&new.path));
        }
        if self.convert.filter(&new.path).is_some() || self.convert.encoding(&new.path).is_some() {
            shortfalls.raw.push(text(&new.path));
        }
        if written.stat.is_none() {
            shortfalls.links.push(text(&new.path));
        }
        Ok(written.stat.unwrap_or_default())
    }

    /// Undoes what was done, and says what is left if that fails.
    fn take_back(&self, plan: &Plan, done: &Done, sentence: String) -> String {
        let mut left = Vec::new();
        for step in
            plan.write.iter().rev().filter(|step| done.changes.contains_key(&step.new.path) && step.new.mode != GITLINK)
        {
            let undone = match &step.old {
                Some(old) if old.mode != GITLINK => {
                    self.put(&old.path, old.mode, old.id, old.mode == EXECUTABLE).map(|_| ())
                }
                _ => self.remove_file(&step.new.path),
            };
            match undone {
                Ok(()) => self.remove_empty_folders(&step.new.path),
                Err(_) => left.push(text(&step.new.path)),
            }
        }
        self.forget_folders();
        for entry in plan.remove.iter().filter(|entry| done.changes.contains_key(&entry.path) && entry.mode != GITLINK)
        {
            if self.put(&entry.path, entry.mode, entry.id, false).is_err() {
                left.push(text(&entry.path));
            }
        }
        if left.is_empty() {
            return format!(
                "{sentence} The files that had been changed were brought back; HEAD and index are as they were."
            );
        }
        format!(
            "{sentence} HEAD and index are as they were, but these files could not be brought back: {}. `git restore FILE` \
             does that.",
            left.join(", ")
        )
    }
}

impl Shortfalls {
    fn sentences(&self) -> Vec<String> {
        let all = [
            (
                &self.executable,
                "Modes cannot be set from here: make these executable yourself (chmod +x), git takes them for changed until then: ",
            ),
            (
                &self.links,
                "These symbolic links lead out of the granted folder and could not be made; git takes them for deleted: ",
            ),
            (
                &self.raw,
                "These files were written as they are stored, without their filter or encoding (.gitattributes): ",
            ),
            (&self.submodules, "Submodules were left as they are; `git submodule update` brings them up to date: "),
        ];
        all.into_iter()
            .filter(|(names, _)| !names.is_empty())
            .map(|(names, words)| format!("{words}{}.", some(names)))
            .collect()
    }
}

fn some(names: &[String]) -> String {
    let shown = names.iter().take(50).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > 50 { format!("{shown} and {} more", names.len() - 50) } else { shown }
}

fn text(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}
