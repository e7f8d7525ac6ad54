use super::{About, Kind, Listing};
use std::path::Path;
use wasip2::filesystem::preopens::get_directories;
use wasip2::filesystem::types::{
    Descriptor, DescriptorFlags, DescriptorStat, DescriptorType, ErrorCode, OpenFlags, PathFlags,
};

pub struct Folder(Descriptor);

/// Whether a folder was granted to be changed.
pub fn is_writable(path: &Path) -> bool {
    let flags = granted(path).and_then(|(folder, _)| folder.get_flags().ok());
    flags.is_some_and(|flags| flags.contains(DescriptorFlags::MUTATE_DIRECTORY))
}

/// The innermost granted folder that a path is in, and where in it.
fn granted(path: &Path) -> Option<(Descriptor, String)> {
    let inside = get_directories().into_iter().filter_map(|(folder, name)| {
        let rest = path.strip_prefix(&name).ok()?.to_str()?.to_owned();
        Some((folder, rest))
    });
    inside.min_by_key(|(_, rest)| rest.len())
}

impl Folder {
    /// None where it cannot be opened: `std::fs` tells why.
    pub fn open(path: &Path) -> Option<Self> {
        let (folder, rest) = granted(path)?;
        if rest.is_empty() {
            return Some(Self(folder));
        }
        let how = (PathFlags::SYMLINK_FOLLOW, OpenFlags::DIRECTORY, DescriptorFlags::READ);
        folder.open_at(how.0, &rest, how.1, how.2).ok().map(Self)
    }

    /// A folder in it, no link to one.
    pub fn inner(&self, path: &str) -> Option<Self> {
        self.0.open_at(PathFlags::empty(), path, OpenFlags::DIRECTORY, DescriptorFlags::READ).ok().map(Self)
    }

    pub fn about(&self, name: &str) -> Result<Option<About>, ErrorCode> {
        match self.0.stat_at(PathFlags::empty(), name) {
            Ok(stat) => Ok(Some(stat.into())),
            Err(ErrorCode::NoEntry) => Ok(None),
            Err(code) => Err(code),
        }
    }

    pub fn list(&self) -> Result<Listing, ErrorCode> {
        let stream = self.0.read_directory()?;
        let mut listing = Listing::default();
        loop {
            match stream.read_directory_entry() {
                Ok(Some(entry)) => {
                    let kind = match entry.type_ {
                        // Some file systems do not tell it with the name.
                        DescriptorType::Unknown => self.about(&entry.name)?.map_or(Kind::Other, |about| about.kind),
                        known => known.into(),
                    };
                    listing.names.push((entry.name.into_bytes(), kind));
                }
                Ok(None) => return Ok(listing),
                Err(ErrorCode::IllegalByteSequence) => listing.unnamed += 1,
                Err(code) => return Err(code),
            }
        }
    }
}

impl From<DescriptorStat> for About {
    fn from(stat: DescriptorStat) -> Self {
        let modified = stat.data_modification_timestamp.map(|at| (at.seconds as u32, at.nanoseconds));
        Self { kind: stat.type_.into(), modified: modified.unwrap_or_default(), size: stat.size }
    }
}

impl From<DescriptorType> for Kind {
    fn from(kind: DescriptorType) -> Self {
        match kind {
            DescriptorType::RegularFile => Self::File,
            DescriptorType::Directory => Self::Folder,
            DescriptorType::SymbolicLink => Self::Link,
            _ => Self::Other,
        }
    }
}
