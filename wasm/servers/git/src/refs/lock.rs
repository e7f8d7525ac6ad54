use crate::cannot::cannot;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A file that is being written under another name, which keeps others from writing it: `FILE.lock`, as git does.
pub struct Lock {
    file: Option<File>,
    path: PathBuf,
    beside: PathBuf,
}

impl Lock {
    pub fn take(path: &Path) -> Result<Self, String> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let beside = PathBuf::from(name);
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => Ok(Self { file: Some(file), path: path.to_owned(), beside }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(format!(
                "{} exists: another git process is at work in this repository, or one crashed there. \
                 Try again; if none is running, the file can be removed.",
                beside.display()
            )),
            Err(error) => Err(cannot("write", path, &error)),
        }
    }

    /// Puts the new content in place.
    pub fn commit(mut self, content: &[u8]) -> Result<(), String> {
        let written = self.file.take().map_or(Ok(()), |mut file| file.write_all(content));
        written.and_then(|()| fs::rename(&self.beside, &self.path)).map_err(|error| {
            let _ = fs::remove_file(&self.beside);
            cannot("write", &self.path, &error)
        })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // After a commit it is gone, and one of that name is somebody else's.
        if self.file.take().is_some() {
            let _ = fs::remove_file(&self.beside);
        }
    }
}
