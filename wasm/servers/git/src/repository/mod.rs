//! A repository on disk: where its parts are, and what kind it is.

mod config;
mod discover;
mod supported;

use crate::attributes::Attributes;
use crate::id::Id;
use crate::objects::Objects;
use crate::place;
use crate::refs::Refs;
pub use config::Config;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::PathBuf;
use std::rc::Rc;

pub struct Repository {
    /// Where HEAD and index are.
    pub git_dir: PathBuf,
    /// Where objects and refs are: as `git_dir`, except in linked worktrees.
    pub common_dir: PathBuf,
    /// None when it is bare.
    pub work_dir: Option<PathBuf>,
    pub config: Config,
    pub objects: Objects,
    pub refs: Refs,
    shallow: OnceCell<HashSet<Id>>,
    attributes: OnceCell<Rc<Attributes>>,
}

impl Repository {
    /// `path` is in the worktree, or the git folder itself.
    pub fn open(path: &str) -> Result<Self, String> {
        let found = discover::find(&place::absolute(path)?)?;
        let mut config = Config::default();
        config.read_global();
        config.read(&found.common_dir.join("config"));
        if config.flag("extensions.worktreeconfig") == Some(true) {
            config.read(&found.git_dir.join("config.worktree"));
        }
        supported::check(&config, &found.common_dir)?;
        let work_dir = found.work_dir.or_else(|| {
            let named = config.text("core.worktree")?;
            Some(place::plain(&found.git_dir.join(named)))
        });
        let work_dir = work_dir.filter(|_| config.flag("core.bare") != Some(true) || found.linked);
        let mut objects = Objects::open(found.common_dir.join("objects"))?;
        objects.configure(&config);
        let mut refs = Refs::new(found.git_dir.clone(), found.common_dir.clone());
        refs.configure(&config, work_dir.is_some());
        Ok(Self {
            git_dir: found.git_dir,
            common_dir: found.common_dir,
            work_dir,
            config,
            objects,
            refs,
            shallow: OnceCell::new(),
            attributes: OnceCell::new(),
        })
    }

    /// What `.gitattributes` say; in a bare repository only `info/attributes` does.
    pub fn attributes(&self) -> Rc<Attributes> {
        let folder = self.work_dir.as_ref().unwrap_or(&self.git_dir);
        Rc::clone(self.attributes.get_or_init(|| Rc::new(Attributes::new(self, folder))))
    }

    /// Whether the history was cut off here when it was cloned: then the parents are not there.
    pub fn is_shallow(&self, commit: Id) -> bool {
        let cut = self.shallow.get_or_init(|| {
            let bytes = std::fs::read(self.common_dir.join("shallow")).unwrap_or_default();
            bytes.split(|byte| *byte == b'\n').filter_map(|line| Id::from_hex(line.trim_ascii())).collect()
        });
        cut.contains(&commit)
    }
}
