use crate::cannot::cannot;
use std::fs::{File, OpenOptions, remove_file, rename};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// `NAME.lock` beside a file, which keeps others from changing it. Dropped without `write`, the file stays as it was.
pub struct Lock {
    target: PathBuf,
    path: PathBuf,
    file: Option<File>,
}

impl Lock {
    pub fn take(target: &Path) -> Result<Self, String> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".lock");
        let path = target.with_file_name(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => Ok(Self { target: target.to_owned(), path, file: Some(file) }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(format!(
                "Unable to create '{}': File exists. Another git process seems to be running in this repository; when it \
                 has ended, try again. If none is running, one may have crashed: remove the file by hand.",
                path.display()
            )),
            Err(error) => Err(cannot("create", &path, &error)),
        }
    }

    /// Puts the new content in the place of the old one, at once.
    pub fn write(mut self, bytes: &[u8]) -> Result<(), String> {
        let written = self.file.take().map_or(Ok(()), |mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
        written.and_then(|()| rename(&self.path, &self.target)).map_err(|error| {
            let _ = remove_file(&self.path);
            cannot("write", &self.target, &error)
        })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = remove_file(&self.path);
        }
    }
}
