use crate::decode::{Image, Wish, decode};
use crate::header::{self, Depth, Header};
use crate::memory::require;
use crate::place::{quoted, refused, resolve};
use std::fs::{File, metadata};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

/// An image file whose header was read.
pub struct Opened {
    pub path: PathBuf,
    pub header: Header,
    /// Of the file.
    pub bytes: u64,
    file: File,
}

/// Every error is a whole sentence that names the path.
pub fn open(given: &str) -> Result<Opened, String> {
    let path = resolve(given)?;
    // Looked at first: opening a pipe would wait for its other end.
    let found = metadata(&path).map_err(|error| refused(&path, &error))?;
    if found.is_dir() {
        return Err(format!("{} is a folder: scan_directory lists its images.", quoted(&path)));
    }
    if !found.is_file() {
        return Err(format!("{} is no regular file.", quoted(&path)));
    }
    let file = File::open(&path).map_err(|error| refused(&path, &error))?;
    let header = header::read(&file, Depth::Whole).map_err(|rest| unreadable(&path, &rest))?;
    Ok(Opened { path, header, bytes: found.len(), file })
}

impl Opened {
    pub fn decode(mut self, wish: Wish) -> Result<(PathBuf, Header, Image), String> {
        let image = self.read().and_then(|bytes| decode(&bytes, &self.header, wish));
        let image = image.map_err(|rest| unreadable(&self.path, &rest))?;
        Ok((self.path, self.header, image))
    }

    fn read(&mut self) -> Result<Vec<u8>, String> {
        require(self.bytes)?;
        let mut bytes = Vec::with_capacity(self.bytes as usize);
        // A file that grows meanwhile is not followed.
        self.file
            .rewind()
            .and_then(|()| (&self.file).take(self.bytes).read_to_end(&mut bytes))
            .map_err(|error| format!("reading it failed: {}", crate::failure::words(&error)))?;
        Ok(bytes)
    }
}

pub fn unreadable(path: &Path, rest: &str) -> String {
    format!("Cannot read {}: {rest}.", quoted(path))
}
