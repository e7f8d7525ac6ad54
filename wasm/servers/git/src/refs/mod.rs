//! Branches, tags and HEAD: loose files and `packed-refs`.

mod lock;
pub mod name;
mod packed;
mod reflog;
mod update;

use crate::cannot::cannot;
use crate::id::Id;
use crate::repository::Config;
use packed::Packed;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Symbolic refs are followed no further.
const DEEPEST: usize = 5;

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
    /// Which changes are logged where there is no log yet.
    logging: reflog::Logging,
}

enum Value {
    Id(Id),
    Symbolic(String),
}

impl Refs {
    pub fn new(git_dir: PathBuf, common_dir: PathBuf) -> Self {
        Self { git_dir, common_dir, logging: reflog::Logging::Never }
    }

    pub fn configure(&mut self, config: &Config, has_worktree: bool) {
        self.logging = reflog::Logging::configured(config, has_worktree);
    }

    pub fn head(&self) -> Result<Head, String> {
        match self.read("HEAD")? {
            Some(Value::Id(id)) => Ok(Head::Detached(id)),
            Some(Value::Symbolic(name)) => {
                let id = self.find(&name)?;
                Ok(Head::Branch { name, id })
            }
            None => Err(cannot("read", &self.path("HEAD"), &ErrorKind::NotFound.into())),
        }
    }

    /// By its full name (`HEAD`, `refs/heads/main`); None when it does not exist or has no commit yet.
    pub fn find(&self, name: &str) -> Result<Option<Id>, String> {
        self.follow(name).map(|(id, _)| id)
    }

    /// Its id, and its name after all symbolic ones were followed.
    fn follow(&self, name: &str) -> Result<(Option<Id>, String), String> {
        let mut name = name.to_owned();
        for _ in 0..DEEPEST {
            match self.read(&name)? {
                Some(Value::Symbolic(next)) => name = next,
                Some(Value::Id(id)) => return Ok((Some(id), name)),
                None => return Ok((None, name)),
            }
        }
        Err(format!(
            "The ref {name} leads to others without end. `git symbolic-ref` tells and repairs where it points."
        ))
    }

    /// What a symbolic ref points at.
    pub fn target(&self, name: &str) -> Option<String> {
        match self.read(name) {
            Ok(Some(Value::Symbolic(target))) => Some(target),
            _ => None,
        }
    }

    /// All that begin with `prefix` (`refs/heads/`), by name. Broken ones are left out, as git does.
    pub fn list(&self, prefix: &str) -> Result<Vec<Reference>, String> {
        let mut found: BTreeMap<String, Reference> = BTreeMap::new();
        for entry in Packed::read(&self.common_dir)?.entries {
            if entry.name.starts_with(prefix) {
                found.insert(entry.name.clone(), Reference { name: entry.name, id: entry.id, target: None });
            }
        }
        let mut names = Vec::new();
        collect(&self.common_dir.join(prefix.trim_end_matches('/')), prefix.trim_end_matches('/'), &mut names, 32);
        for name in names {
            let target = self.target(&name);
            match self.find(&name) {
                Ok(Some(id)) => drop(found.insert(name.clone(), Reference { name, id, target })),
                // A symbolic ref whose target is gone hides what was packed under its name.
                _ => drop(found.remove(&name)),
            }
        }
        Ok(found.into_values().collect())
    }

    fn read(&self, name: &str) -> Result<Option<Value>, String> {
        if !name::is_safe(name) {
            return Err(format!("{name:?} cannot be the name of a ref."));
        }
        let path = self.path(name);
        match fs::read(&path) {
            Ok(bytes) => parse(&bytes)
                .map(Some)
                .ok_or_else(|| format!("The ref {name} is damaged: {} holds no object id.", path.display())),
            Err(error) if is_absent(&error) => Ok(Packed::read(&self.common_dir)?.find(name).map(Value::Id)),
            Err(error) => Err(cannot("read", &path, &error)),
        }
    }

    /// Some refs are a worktree's own.
    fn path(&self, name: &str) -> PathBuf {
        let own = ["refs/bisect/", "refs/worktree/", "refs/rewritten/"];
        let shared = name.starts_with("refs/") && !own.iter().any(|prefix| name.starts_with(prefix));
        if shared { self.common_dir.join(name) } else { self.git_dir.join(name) }
    }

    /// What other worktrees have checked out: full names of branches.
    pub fn elsewhere(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.common_dir.join("worktrees"))
            .into_iter()
            .flatten()
            .flatten()
            .map(|folder| folder.path())
            .filter(|folder| *folder != self.git_dir)
            .chain((self.git_dir != self.common_dir).then(|| self.common_dir.clone()))
            .filter_map(|folder| match parse(&fs::read(folder.join("HEAD")).ok()?)? {
                Value::Symbolic(name) => Some(name),
                Value::Id(_) => None,
            })
            .collect();
        names.sort();
        names
    }
}

/// Also when a folder on the way is a file, or it is a folder itself.
fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory)
}

fn parse(bytes: &[u8]) -> Option<Value> {
    if let Some(target) = bytes.strip_prefix(b"ref:") {
        return std::str::from_utf8(target.trim_ascii()).ok().map(|name| Value::Symbolic(name.to_owned()));
    }
    // FETCH_HEAD says more after it.
    let id = Id::from_hex(bytes.get(..40)?)?;
    bytes.get(40).is_none_or(u8::is_ascii_whitespace).then_some(Value::Id(id))
}

fn collect(folder: &Path, name: &str, names: &mut Vec<String>, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(last) = file.file_name().into_string() else { continue };
        let name = format!("{name}/{last}");
        match file.file_type() {
            Ok(kind) if kind.is_dir() => collect(&file.path(), &name, names, depth),
            _ if name::is_valid(&name) => names.push(name),
            _ => {}
        }
    }
}
