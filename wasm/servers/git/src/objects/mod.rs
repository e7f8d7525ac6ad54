//! The objects of a repository, loose and packed.

use crate::id::Id;
use crate::object::{Kind, Object};
use std::path::PathBuf;

pub struct Objects {
    /// `objects` first, then those of its alternates.
    folders: Vec<PathBuf>,
}

impl Objects {
    pub fn open(folder: PathBuf) -> Result<Self, String> {
        Ok(Self { folders: vec![folder] })
    }

    pub fn find(&self, id: Id) -> Result<Object, String> {
        Err(format!("The object {id} is not in this repository."))
    }

    /// What it is and how long, without unpacking all of it.
    pub fn header(&self, id: Id) -> Result<(Kind, u64), String> {
        self.find(id).map(|object| (object.kind, object.data.len() as u64))
    }

    pub fn contains(&self, id: Id) -> bool {
        self.find(id).is_ok()
    }

    /// Stores an object loose, unless it is there; gives its id.
    pub fn write(&self, _kind: Kind, _data: &[u8]) -> Result<Id, String> {
        Err(format!("{} cannot be written yet.", self.folders[0].display()))
    }

    /// The shortest unique beginning of an id, as long as git would show it.
    pub fn abbreviate(&self, id: Id) -> String {
        id.hex()[..7].to_owned()
    }
}

/// The id that an object with these bytes has.
pub fn id_of(_kind: Kind, _data: &[u8]) -> Id {
    Id::NULL
}
