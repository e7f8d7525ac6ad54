//! One open file or folder of the server. What is opened below a read-only folder is read-only too.

use crate::exports::wasi::filesystem::types::{
    Advice, Descriptor, DescriptorBorrow, DescriptorFlags, DescriptorStat, DescriptorType, DirectoryEntryStream,
    ErrorCode, GuestDescriptor, MetadataHashValue, NewTimestamp, OpenFlags, PathFlags,
};
use crate::wasi::filesystem::types as outside;
use crate::wasi::io::streams::{InputStream, OutputStream};
use crate::{Entries, same};
use ::outside::report;
use alloc::{string::String, vec::Vec};
use rules::path::{join, leads_out};

pub struct Node {
    pub inner: outside::Descriptor,
    /// As the server sees it, joined as text.
    pub path: String,
    pub read_only: bool,
}

/// What one call of `read` gives at most, in bytes: it passes through the guard's small memory.
const MOST_READ: u64 = 1 << 20;
const CHANGES: OpenFlags = OpenFlags::CREATE.union(OpenFlags::EXCLUSIVE).union(OpenFlags::TRUNCATE);
const WRITES: DescriptorFlags = DescriptorFlags::WRITE.union(DescriptorFlags::MUTATE_DIRECTORY);

impl Node {
    fn may_change(&self) -> Result<(), ErrorCode> {
        if self.read_only { Err(refuse(&self.path)) } else { Ok(()) }
    }

    fn may_change_at(&self, path: &str) -> Result<(), ErrorCode> {
        if self.read_only { Err(refuse(&join(&self.path, path))) } else { Ok(()) }
    }

    /// wasmtime answers `not-permitted` where a path leads out of the folder.
    fn inside<T>(&self, path: &str, answer: Result<T, outside::ErrorCode>) -> Result<T, ErrorCode> {
        answer.map_err(|error| {
            if error == outside::ErrorCode::NotPermitted {
                report("outside", &join(&self.path, path), "");
            }
            same::error(error)
        })
    }

    /// The same for two paths, of which one leads out.
    fn both_inside<T>(
        &self,
        path: &str,
        other: &Self,
        other_path: &str,
        answer: Result<T, outside::ErrorCode>,
    ) -> Result<T, ErrorCode> {
        let other_leads_out = leads_out(other_path) && !leads_out(path);
        if other_leads_out { other.inside(other_path, answer) } else { self.inside(path, answer) }
    }
}

fn refuse(path: &str) -> ErrorCode {
    report("write", path, "");
    ErrorCode::ReadOnly
}

impl GuestDescriptor for Node {
    fn read_via_stream(&self, offset: u64) -> Result<InputStream, ErrorCode> {
        self.inner.read_via_stream(offset).map_err(same::error)
    }

    fn write_via_stream(&self, offset: u64) -> Result<OutputStream, ErrorCode> {
        self.may_change()?;
        self.inner.write_via_stream(offset).map_err(same::error)
    }

    fn append_via_stream(&self) -> Result<OutputStream, ErrorCode> {
        self.may_change()?;
        self.inner.append_via_stream().map_err(same::error)
    }

    fn advise(&self, offset: u64, length: u64, advice: Advice) -> Result<(), ErrorCode> {
        self.inner.advise(offset, length, same::advice(advice)).map_err(same::error)
    }

    fn sync_data(&self) -> Result<(), ErrorCode> {
        self.inner.sync_data().map_err(same::error)
    }

    fn get_flags(&self) -> Result<DescriptorFlags, ErrorCode> {
        let flags = same::to_inside(self.inner.get_flags().map_err(same::error)?);
        Ok(if self.read_only { flags.difference(WRITES) } else { flags })
    }

    fn get_type(&self) -> Result<DescriptorType, ErrorCode> {
        self.inner.get_type().map(same::kind).map_err(same::error)
    }

    fn set_size(&self, size: u64) -> Result<(), ErrorCode> {
        self.may_change()?;
        self.inner.set_size(size).map_err(same::error)
    }

    fn set_times(&self, accessed: NewTimestamp, modified: NewTimestamp) -> Result<(), ErrorCode> {
        self.may_change()?;
        self.inner.set_times(same::time(accessed), same::time(modified)).map_err(same::error)
    }

    fn read(&self, length: u64, offset: u64) -> Result<(Vec<u8>, bool), ErrorCode> {
        self.inner.read(length.min(MOST_READ), offset).map_err(same::error)
    }

    fn write(&self, buffer: Vec<u8>, offset: u64) -> Result<u64, ErrorCode> {
        self.may_change()?;
        self.inner.write(&buffer, offset).map_err(same::error)
    }

    fn read_directory(&self) -> Result<DirectoryEntryStream, ErrorCode> {
        self.inner.read_directory().map(|entries| DirectoryEntryStream::new(Entries(entries))).map_err(same::error)
    }

    fn sync(&self) -> Result<(), ErrorCode> {
        self.inner.sync().map_err(same::error)
    }

    fn create_directory_at(&self, path: String) -> Result<(), ErrorCode> {
        self.may_change_at(&path)?;
        self.inside(&path, self.inner.create_directory_at(&path))
    }

    fn stat(&self) -> Result<DescriptorStat, ErrorCode> {
        self.inner.stat().map(same::stat).map_err(same::error)
    }

    fn stat_at(&self, flags: PathFlags, path: String) -> Result<DescriptorStat, ErrorCode> {
        self.inside(&path, self.inner.stat_at(same::path_flags(flags), &path)).map(same::stat)
    }

    fn set_times_at(
        &self,
        flags: PathFlags,
        path: String,
        accessed: NewTimestamp,
        modified: NewTimestamp,
    ) -> Result<(), ErrorCode> {
        self.may_change_at(&path)?;
        let (accessed, modified) = (same::time(accessed), same::time(modified));
        self.inside(&path, self.inner.set_times_at(same::path_flags(flags), &path, accessed, modified))
    }

    /// From a read-only folder too it is refused: what the new name leads to could be written there.
    fn link_at(
        &self,
        flags: PathFlags,
        path: String,
        new_folder: DescriptorBorrow<'_>,
        new_path: String,
    ) -> Result<(), ErrorCode> {
        let new_folder = new_folder.get::<Self>();
        self.may_change_at(&path)?;
        new_folder.may_change_at(&new_path)?;
        let answer = self.inner.link_at(same::path_flags(flags), &path, &new_folder.inner, &new_path);
        self.both_inside(&path, new_folder, &new_path, answer)
    }

    fn open_at(
        &self,
        path_flags: PathFlags,
        path: String,
        open_flags: OpenFlags,
        flags: DescriptorFlags,
    ) -> Result<Descriptor, ErrorCode> {
        let mut wanted = same::to_outside(flags);
        if self.read_only {
            if open_flags.intersects(CHANGES) || flags.intersects(WRITES) {
                return Err(refuse(&join(&self.path, &path)));
            }
            wanted &= outside::DescriptorFlags::READ;
        }
        let opened = self.inner.open_at(same::path_flags(path_flags), &path, same::open_flags(open_flags), wanted);
        let inner = self.inside(&path, opened)?;
        Ok(Descriptor::new(Self { inner, path: join(&self.path, &path), read_only: self.read_only }))
    }

    fn readlink_at(&self, path: String) -> Result<String, ErrorCode> {
        self.inside(&path, self.inner.readlink_at(&path))
    }

    fn remove_directory_at(&self, path: String) -> Result<(), ErrorCode> {
        self.may_change_at(&path)?;
        self.inside(&path, self.inner.remove_directory_at(&path))
    }

    fn rename_at(&self, path: String, new_folder: DescriptorBorrow<'_>, new_path: String) -> Result<(), ErrorCode> {
        let new_folder = new_folder.get::<Self>();
        self.may_change_at(&path)?;
        new_folder.may_change_at(&new_path)?;
        let answer = self.inner.rename_at(&path, &new_folder.inner, &new_path);
        self.both_inside(&path, new_folder, &new_path, answer)
    }

    fn symlink_at(&self, target: String, path: String) -> Result<(), ErrorCode> {
        self.may_change_at(&path)?;
        let named = if target.starts_with('/') { &target } else { &path };
        self.inside(named, self.inner.symlink_at(&target, &path))
    }

    fn unlink_file_at(&self, path: String) -> Result<(), ErrorCode> {
        self.may_change_at(&path)?;
        self.inside(&path, self.inner.unlink_file_at(&path))
    }

    fn is_same_object(&self, other: DescriptorBorrow<'_>) -> bool {
        self.inner.is_same_object(&other.get::<Self>().inner)
    }

    fn metadata_hash(&self) -> Result<MetadataHashValue, ErrorCode> {
        self.inner.metadata_hash().map(same::hash).map_err(same::error)
    }

    fn metadata_hash_at(&self, flags: PathFlags, path: String) -> Result<MetadataHashValue, ErrorCode> {
        self.inside(&path, self.inner.metadata_hash_at(same::path_flags(flags), &path)).map(same::hash)
    }
}
