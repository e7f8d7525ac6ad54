//! A repository on disk: where its parts are, and what kind it is.

mod config;

use crate::objects::Objects;
use crate::refs::Refs;
pub use config::Config;
use std::path::{Path, PathBuf};

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
}

impl Repository {
    pub fn open(path: &str) -> Result<Self, String> {
        let git_dir = Path::new(path).join(".git");
        let config = Config::default();
        let objects = Objects::open(git_dir.join("objects"))?;
        let refs = Refs::new(git_dir.clone(), git_dir.clone());
        Ok(Self { common_dir: git_dir.clone(), work_dir: Some(PathBuf::from(path)), git_dir, config, objects, refs })
    }
}
