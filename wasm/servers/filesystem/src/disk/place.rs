use super::folders::Folder;
use wasip2::filesystem::types::{
    Descriptor, DescriptorFlags, DescriptorStat, DescriptorType, ErrorCode, OpenFlags, PathFlags,
};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    File,
    Directory,
    Symlink,
    /// A pipe, a socket, a device: nothing that is opened here.
    Other,
}

impl Kind {
    pub fn of(kind: DescriptorType) -> Self {
        match kind {
            DescriptorType::RegularFile => Self::File,
            DescriptorType::Directory => Self::Directory,
            DescriptorType::SymbolicLink => Self::Symlink,
            _ => Self::Other,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Directory => "directory",
            Self::Symlink => "symlink",
            Self::Other => "other",
        }
    }
}

/// Times are seconds and nanoseconds since 1970.
#[derive(Clone, Copy)]
pub struct Stat {
    pub kind: Kind,
    pub size: u64,
    pub links: u64,
    /// wasmtime gives the time of birth in this field, which WASI calls the time of the last change of status.
    pub created: Option<(u64, u32)>,
    pub modified: Option<(u64, u32)>,
    pub accessed: Option<(u64, u32)>,
}

impl From<DescriptorStat> for Stat {
    fn from(stat: DescriptorStat) -> Self {
        let time = |at: Option<wasip2::clocks::wall_clock::Datetime>| at.map(|at| (at.seconds, at.nanoseconds));
        Self {
            kind: Kind::of(stat.type_),
            size: stat.size,
            links: stat.link_count,
            created: time(stat.status_change_timestamp),
            modified: time(stat.data_modification_timestamp),
            accessed: time(stat.data_access_timestamp),
        }
    }
}

/// Where something is or could be: in which granted folder, and how it is reached from there without any link.
#[derive(Clone)]
pub struct Place<'a> {
    pub folder: &'a Folder,
    /// Below the folder; `.` for the folder itself.
    pub rest: String,
    /// The whole path, for people.
    pub path: String,
}

impl<'a> Place<'a> {
    pub fn new(folder: &'a Folder, rest: &str, path: &str) -> Self {
        let rest = if rest.is_empty() { "." } else { rest };
        Self { folder, rest: rest.to_owned(), path: path.to_owned() }
    }

    pub fn is_granted_folder(&self) -> bool {
        self.rest == "."
    }

    /// Something in this folder.
    pub fn child(&self, name: &str) -> Self {
        let rest = if self.rest == "." { name.to_owned() } else { format!("{}/{name}", self.rest) };
        Self { folder: self.folder, rest, path: crate::path::join(&self.path, name) }
    }

    /// Something beside this file.
    pub fn beside(&self, name: &str) -> Self {
        let rest = match self.rest.rfind('/') {
            Some(at) => format!("{}/{name}", &self.rest[..at]),
            None => name.to_owned(),
        };
        Self { folder: self.folder, rest, path: crate::path::join(crate::path::parent(&self.path), name) }
    }

    pub fn open(&self, how: OpenFlags, flags: DescriptorFlags) -> Result<Descriptor, ErrorCode> {
        self.folder.descriptor.open_at(PathFlags::empty(), &self.rest, how, flags)
    }

    /// Of a link itself.
    pub fn stat(&self) -> Result<Stat, ErrorCode> {
        self.folder.descriptor.stat_at(PathFlags::empty(), &self.rest).map(Stat::from)
    }

    pub fn link(&self) -> Result<String, ErrorCode> {
        self.folder.descriptor.readlink_at(&self.rest)
    }

    pub fn rename(&self, to: &Place) -> Result<(), ErrorCode> {
        self.folder.descriptor.rename_at(&self.rest, &to.folder.descriptor, &to.rest)
    }

    pub fn unlink(&self) -> Result<(), ErrorCode> {
        self.folder.descriptor.unlink_file_at(&self.rest)
    }

    pub fn make_directory(&self) -> Result<(), ErrorCode> {
        self.folder.descriptor.create_directory_at(&self.rest)
    }
}
