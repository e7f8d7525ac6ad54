use super::{About, Listing};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

pub struct Folder(PathBuf);

/// Whether it can be tried at all to change something in a folder.
pub fn is_writable(_: &Path) -> bool {
    true
}

impl Folder {
    pub fn open(path: &Path) -> Option<Self> {
        path.is_dir().then(|| Self(path.to_owned()))
    }

    /// A folder in it, no link to one.
    pub fn inner(&self, path: &str) -> Option<Self> {
        let path = self.0.join(path);
        About::of(&path).is_ok_and(|about| about.is_dir()).then_some(Self(path))
    }

    pub fn about(&self, name: &str) -> Result<Option<About>, Error> {
        match About::of(&self.0.join(name)) {
            Ok(about) => Ok(Some(about)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub fn list(&self) -> Result<Listing, Error> {
        Listing::read(&self.0)
    }
}
