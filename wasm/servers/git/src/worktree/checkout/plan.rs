use super::super::{Seen, Worktree, danger, stat_of};
use crate::index::{Entry, Index};
use crate::patch::{Change, Side};
use crate::tree::GITLINK;
use std::collections::BTreeSet;

/// What has to be done to a worktree, after everything was looked at that could be lost.
#[derive(Default)]
pub struct Plan {
    /// Entries whose files go, and that the index loses.
    pub remove: Vec<Entry>,
    pub write: Vec<Step>,
}

pub struct Step {
    pub new: Side,
    /// What the index has at this path now.
    pub old: Option<Entry>,
}

/// Paths that stand in the way, by why.
#[derive(Default)]
struct Obstacles {
    changed: BTreeSet<Vec<u8>>,
    untracked: BTreeSet<Vec<u8>>,
    folders: BTreeSet<Vec<u8>>,
}

impl Worktree<'_> {
    /// From the tree that HEAD has to another one: only what differs between them is touched, as `git checkout` does.
    pub fn plan(&self, index: &Index, changes: &[Change]) -> Result<Plan, String> {
        self.consult(index);
        let mut plan = Plan::default();
        let mut obstacles = Obstacles::default();
        for change in changes {
            let path = change.path();
            if let Some(why) = danger(path) {
                let name = String::from_utf8_lossy(path).into_owned();
                return Err(format!(
                    "This commit cannot be checked out: the path {name:?} {why}. Nothing was changed."
                ));
            }
            let staged = index.find(path);
            let same = |side: &Option<Side>| match (staged, side) {
                (Some(entry), Some(side)) => entry.mode == side.mode && entry.id == side.id,
                (None, None) => true,
                _ => false,
            };
            if same(&change.new) {
                continue;
            }
            if !same(&change.old) || staged.is_some_and(|entry| entry.intent_to_add) {
                obstacles.changed.insert(path.to_owned());
                continue;
            }
            if let Some(entry) = staged
                && let Seen::Changed { .. } | Seen::Retyped { .. } = self.look(index, entry)?
            {
                obstacles.changed.insert(path.to_owned());
                continue;
            }
            if let Some(entry) = staged
                && self.convert.filter(path).is_some()
                && !self.is_untouched(index, entry)?
            {
                obstacles.changed.insert(path.to_owned());
                continue;
            }
            match &change.new {
                Some(new) => plan.write.push(Step { new: new.clone(), old: staged.cloned() }),
                None => plan.remove.extend(staged.cloned()),
            }
        }
        self.find_obstacles(index, &plan, &mut obstacles)?;
        obstacles.refuse()?;
        self.check_content(&plan)?;
        Ok(plan)
    }

    /// Whether a file is gone or as it was when the index was written. What goes through a filter cannot be compared in any
    /// other way, and a change of the same length would be lost.
    fn is_untouched(&self, index: &Index, entry: &Entry) -> Result<bool, String> {
        let Some(data) = self.metadata(&entry.path)? else { return Ok(true) };
        let ((old, nanos), now) = (entry.stat.modified, stat_of(&data));
        let same_time = old == now.modified.0 && (nanos == now.modified.1 || nanos == 0 || now.modified.1 == 0);
        Ok(same_time && entry.stat.size == now.size && !index.is_racy(entry))
    }

    /// What lies where new files are to be.
    fn find_obstacles(&self, index: &Index, plan: &Plan, obstacles: &mut Obstacles) -> Result<(), String> {
        let removed: BTreeSet<&[u8]> = plan.remove.iter().map(|entry| entry.path.as_slice()).collect();
        let written: BTreeSet<&[u8]> = plan.write.iter().map(|step| step.new.path.as_slice()).collect();
        for step in &plan.write {
            let path = step.new.path.as_slice();
            for folder in (0..path.len()).filter(|at| path[*at] == b'/').map(|at| &path[..at]) {
                let stays = !index.stages(folder).is_empty() && !removed.contains(folder);
                if written.contains(folder) || stays {
                    let name = String::from_utf8_lossy(folder).into_owned();
                    return Err(format!(
                        "This commit cannot be checked out: {name:?} is a file and a folder in it. Nothing was changed."
                    ));
                }
                // A file where a folder is to be.
                let blocks = !removed.contains(folder) && self.metadata(folder)?.is_some_and(|data| !data.is_dir());
                if blocks {
                    obstacles.untracked.insert(folder.to_owned());
                }
            }
            match self.metadata(path)? {
                Some(data) if data.is_dir() => {
                    if step.new.mode != GITLINK && !self.is_emptied(path, &removed)? {
                        obstacles.folders.insert(path.to_owned());
                    }
                }
                Some(_) if step.old.is_none() && !self.ignore.covers(path, false) => {
                    obstacles.untracked.insert(path.to_owned());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a folder holds nothing but what is to be removed.
    fn is_emptied(&self, folder: &[u8], removed: &BTreeSet<&[u8]>) -> Result<bool, String> {
        let full = self.full(folder)?;
        let Ok(items) = std::fs::read_dir(&full) else { return Ok(false) };
        for item in items {
            let Ok(item) = item else { return Ok(false) };
            let path = [folder, b"/", item.file_name().as_encoded_bytes()].concat();
            let is_folder = item.file_type().is_ok_and(|kind| kind.is_dir());
            if if is_folder { !self.is_emptied(&path, removed)? } else { !removed.contains(path.as_slice()) } {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn check_content(&self, plan: &Plan) -> Result<(), String> {
        let absent =
            plan.write.iter().find(|step| step.new.mode != GITLINK && !self.repo.objects.contains(step.new.id));
        absent.map_or(Ok(()), |step| {
            let name = String::from_utf8_lossy(&step.new.path).into_owned();
            Err(format!("The content of '{name}' ({}) is not in this repository: it may be a partial clone. Run `git fetch` outside Belljar. Nothing was changed.", step.new.id))
        })
    }
}

impl Obstacles {
    fn refuse(&self) -> Result<(), String> {
        let list = |paths: &BTreeSet<Vec<u8>>| {
            let names: String =
                paths.iter().take(100).map(|path| format!("\n\t{}", String::from_utf8_lossy(path))).collect();
            if paths.len() > 100 { format!("{names}\n\tand {} more", paths.len() - 100) } else { names }
        };
        let mut parts = Vec::new();
        if !self.changed.is_empty() {
            parts.push(format!(
                "Your local changes to the following files would be overwritten by checkout:{}\nPlease commit your changes or \
                 stash them before you switch branches.",
                list(&self.changed)
            ));
        }
        if !self.untracked.is_empty() {
            parts.push(format!(
                "The following untracked working tree files would be overwritten by checkout:{}\nPlease move or remove them \
                 before you switch branches.",
                list(&self.untracked)
            ));
        }
        if !self.folders.is_empty() {
            parts.push(format!(
                "Updating the following directories would lose untracked files in them:{}",
                list(&self.folders)
            ));
        }
        if parts.is_empty() { Ok(()) } else { Err(format!("{}\nAborting: nothing was changed.", parts.join("\n"))) }
    }
}
