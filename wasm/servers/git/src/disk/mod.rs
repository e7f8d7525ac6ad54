//! Folders that are gone through file by file: opened once, then asked for single names. A path of `std::fs` is looked up from
//! its root for each question in WASI, and each file asked for more than is needed here.

#[cfg(not(target_os = "wasi"))]
mod native;
#[cfg(target_os = "wasi")]
mod wasi;

#[cfg(not(target_os = "wasi"))]
pub use native::{Folder, is_writable};
#[cfg(target_os = "wasi")]
pub use wasi::{Folder, is_writable};

use crate::index::seconds;
use std::fs::{FileType, Metadata};
use std::path::Path;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    File,
    Folder,
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// What is known of a file or link itself.
#[derive(Clone, Copy, Debug)]
pub struct About {
    pub kind: Kind,
    /// Seconds and nanoseconds, both zero where it is not known.
    pub modified: (u32, u32),
    pub size: u64,
}

/// What is in a folder, in any order.
#[derive(Default)]
pub struct Listing {
    pub names: Vec<(Vec<u8>, Kind)>,
    /// How many have a name that is no UTF-8: WASI can neither tell nor open them.
    pub unnamed: usize,
}

impl Listing {
    /// Through `std::fs`.
    pub fn read(path: &Path) -> std::io::Result<Self> {
        let mut listing = Self::default();
        for item in std::fs::read_dir(path)? {
            match item.and_then(|item| item.file_type().map(|kind| (item.file_name(), kind.into()))) {
                Ok((name, kind)) => listing.names.push((name.into_encoded_bytes(), kind)),
                Err(_) => listing.unnamed += 1,
            }
        }
        Ok(listing)
    }
}

impl About {
    /// Follows no link at the end of the path.
    pub fn of(path: &Path) -> std::io::Result<Self> {
        std::fs::symlink_metadata(path).map(Self::from)
    }

    pub fn is_dir(&self) -> bool {
        self.kind == Kind::Folder
    }

    pub fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    pub fn is_symlink(&self) -> bool {
        self.kind == Kind::Link
    }
}

impl From<Metadata> for About {
    fn from(data: Metadata) -> Self {
        let modified = data.modified().ok().and_then(seconds).unwrap_or_default();
        Self { kind: data.file_type().into(), modified, size: data.len() }
    }
}

impl From<FileType> for Kind {
    fn from(kind: FileType) -> Self {
        match kind {
            kind if kind.is_file() => Self::File,
            kind if kind.is_dir() => Self::Folder,
            kind if kind.is_symlink() => Self::Link,
            _ => Self::Other,
        }
    }
}
