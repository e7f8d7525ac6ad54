use super::lock::Lock;
use super::packed::Packed;
use super::{Expected, Refs, name};
use crate::cannot::cannot;
use crate::id::Id;
use crate::signature::Signature;
use std::fs;
use std::path::Path;

impl Refs {
    /// Sets a ref (`HEAD` writes through to its branch), with its reflog and HEAD's; honours `.lock` files.
    pub fn update(
        &self,
        name: &str,
        new: Id,
        expected: Expected,
        message: &str,
        who: &Signature,
    ) -> Result<(), String> {
        let (_, name) = self.follow(name)?;
        if name != "HEAD" && !(name.starts_with("refs/") && name::is_valid(&name)) {
            return Err(format!("{name} is no name for a ref."));
        }
        let path = self.path(&name);
        self.make_room(&name, &path)?;
        let lock = Lock::take(&path)?;
        let old = self.find(&name)?;
        match (expected, old) {
            (Expected::Missing, Some(_)) => return Err(format!("{name} already exists.")),
            (Expected::Id(wanted), found) if found != Some(wanted) => {
                return Err(format!("{name} was changed by another process in between. Nothing was done; try again."));
            }
            _ => {}
        }
        lock.commit(format!("{new}\n").as_bytes())?;
        self.append(&name, old, new, message, who)?;
        if name != "HEAD" && self.target("HEAD").as_deref() == Some(name.as_str()) {
            self.append("HEAD", old, new, message, who)?;
        }
        Ok(())
    }

    /// Lets HEAD point at a branch (full name).
    pub fn attach_head(&self, name: &str, message: &str, who: &Signature) -> Result<(), String> {
        let old = self.find("HEAD")?;
        Lock::take(&self.path("HEAD"))?.commit(format!("ref: {name}\n").as_bytes())?;
        match self.find(name)? {
            Some(new) => self.append("HEAD", old, new, message, who),
            None => Ok(()),
        }
    }

    /// Lets HEAD point at a commit.
    pub fn detach_head(&self, id: Id, message: &str, who: &Signature) -> Result<(), String> {
        let old = self.find("HEAD")?;
        Lock::take(&self.path("HEAD"))?.commit(format!("{id}\n").as_bytes())?;
        self.append("HEAD", old, id, message, who)
    }

    /// A ref is a file, so `a` and `a/b` cannot both be one; empty folders of former refs give way.
    fn make_room(&self, name: &str, path: &Path) -> Result<(), String> {
        let taken = |other: &str| format!("'{other}' exists; cannot create '{name}'. Choose another name.");
        for (end, _) in name.match_indices('/') {
            let other = &name[..end];
            if other.matches('/').count() >= 2 && self.find(other).is_ok_and(|id| id.is_some()) {
                return Err(taken(other));
            }
        }
        let below = format!("{name}/");
        if let Some(other) = Packed::read(&self.common_dir)?.entries.iter().find(|entry| entry.name.starts_with(&below))
        {
            return Err(taken(&other.name));
        }
        if path.is_dir() {
            if let Some(other) = self.list(&below)?.first() {
                return Err(taken(&other.name));
            }
            remove_empty(path, 32);
        }
        let parent = path.parent().unwrap_or(path);
        fs::create_dir_all(parent).map_err(|error| cannot("write", path, &error))
    }
}

fn remove_empty(folder: &Path, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        if file.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_empty(&file.path(), depth);
        }
    }
    let _ = fs::remove_dir(folder);
}
