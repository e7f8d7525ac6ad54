//! Keeps read-only folders read-only, and folders that the policy does not name out of sight.
#![no_std]

extern crate alloc;

wit_bindgen::generate!({ path: "../wit", world: "filesystem-guard", generate_all });

mod descriptor;
mod same;

use alloc::{string::String, vec::Vec};
use descriptor::Node;
use exports::wasi::filesystem::{preopens, types};
use rules::policy::{Access, access};
use wasi::{filesystem as outside, io::error::Error};

struct Guard;
export!(Guard);

impl preopens::Guest for Guard {
    fn get_directories() -> Vec<(types::Descriptor, String)> {
        let policy = ::outside::policy();
        let open = |(inner, path): (outside::types::Descriptor, String)| {
            let read_only = access(&policy, &path)? == Access::Read;
            Some((types::Descriptor::new(Node { inner, path: path.clone(), read_only }), path))
        };
        outside::preopens::get_directories().into_iter().filter_map(open).collect()
    }
}

impl types::Guest for Guard {
    type Descriptor = Node;
    type DirectoryEntryStream = Entries;

    fn filesystem_error_code(error: &Error) -> Option<types::ErrorCode> {
        outside::types::filesystem_error_code(error).map(same::error)
    }
}

struct Entries(outside::types::DirectoryEntryStream);

impl types::GuestDirectoryEntryStream for Entries {
    fn read_directory_entry(&self) -> Result<Option<types::DirectoryEntry>, types::ErrorCode> {
        let entry = self.0.read_directory_entry().map_err(same::error)?;
        Ok(entry.map(|entry| types::DirectoryEntry { type_: same::kind(entry.type_), name: entry.name }))
    }
}
