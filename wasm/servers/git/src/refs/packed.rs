use super::is_absent;
use crate::cannot::cannot;
use crate::id::Id;
use std::fs;
use std::path::Path;

/// One line of `packed-refs`.
pub struct Entry {
    pub name: String,
    pub id: Id,
}

/// What `git pack-refs` put together.
pub struct Packed {
    pub entries: Vec<Entry>,
}

impl Packed {
    pub fn read(folder: &Path) -> Result<Self, String> {
        let path = folder.join("packed-refs");
        match fs::read(&path) {
            Ok(bytes) => Ok(Self { entries: bytes.split(|byte| *byte == b'\n').filter_map(entry).collect() }),
            Err(error) if is_absent(&error) => Ok(Self { entries: Vec::new() }),
            Err(error) => Err(cannot("read", &path, &error)),
        }
    }

    pub fn find(&self, name: &str) -> Option<Id> {
        self.entries.iter().find(|entry| entry.name == name).map(|entry| entry.id)
    }
}

/// Not the header, nor the lines that say what a tag leads to.
fn entry(line: &[u8]) -> Option<Entry> {
    let id = Id::from_hex(line.get(..40)?)?;
    let name = line[40..].strip_prefix(b" ")?.trim_ascii_end();
    Some(Entry { name: String::from_utf8(name.to_vec()).ok()?, id })
}
