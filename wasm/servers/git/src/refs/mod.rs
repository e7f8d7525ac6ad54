//! Branches, tags and HEAD: loose files and `packed-refs`.

use crate::id::Id;
use crate::signature::Signature;
use std::path::PathBuf;

/// Where HEAD points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// `name` is full (`refs/heads/main`); no id: it has no commit yet.
    Branch {
        name: String,
        id: Option<Id>,
    },
    Detached(Id),
}

impl Head {
    pub fn id(&self) -> Option<Id> {
        match self {
            Self::Branch { id, .. } => *id,
            Self::Detached(id) => Some(*id),
        }
    }
}

/// One ref. `target` is set when it is symbolic (`refs/remotes/origin/HEAD`).
#[derive(Clone, Debug)]
pub struct Reference {
    pub name: String,
    pub id: Id,
    pub target: Option<String>,
}

/// What a ref must be before it is changed.
#[derive(Clone, Copy, Debug)]
pub enum Expected {
    Any,
    Missing,
    Id(Id),
}

pub struct Refs {
    git_dir: PathBuf,
    common_dir: PathBuf,
}

impl Refs {
    pub fn new(git_dir: PathBuf, common_dir: PathBuf) -> Self {
        Self { git_dir, common_dir }
    }

    pub fn head(&self) -> Result<Head, String> {
        Err(format!("{} cannot be read yet.", self.git_dir.join("HEAD").display()))
    }

    /// By its full name (`HEAD`, `refs/heads/main`); None when it does not exist or has no commit yet.
    pub fn find(&self, _name: &str) -> Result<Option<Id>, String> {
        Err(format!("{} cannot be read yet.", self.common_dir.display()))
    }

    /// All that begin with `prefix` (`refs/heads/`), by name.
    pub fn list(&self, _prefix: &str) -> Result<Vec<Reference>, String> {
        Ok(Vec::new())
    }

    /// Sets a ref (`HEAD` writes through to its branch), with its reflog and HEAD's; honours `.lock` files.
    pub fn update(
        &self,
        _name: &str,
        _new: Id,
        _expected: Expected,
        _message: &str,
        _who: &Signature,
    ) -> Result<(), String> {
        Err("Refs cannot be written yet.".to_owned())
    }

    /// Lets HEAD point at a branch (full name).
    pub fn attach_head(&self, _name: &str, _message: &str, _who: &Signature) -> Result<(), String> {
        Err("Refs cannot be written yet.".to_owned())
    }

    /// Lets HEAD point at a commit.
    pub fn detach_head(&self, _id: Id, _message: &str, _who: &Signature) -> Result<(), String> {
        Err("Refs cannot be written yet.".to_owned())
    }
}
