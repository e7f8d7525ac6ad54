use super::place::{Kind, Place};
use wasip2::filesystem::types::{Descriptor, DescriptorFlags, ErrorCode, OpenFlags};

pub struct Entry {
    pub name: String,
    pub kind: Kind,
}

/// What is in a folder, by name.
pub struct Listing {
    pub entries: Vec<Entry>,
    /// How many have a name that is not Unicode: WASI can neither tell nor open them.
    pub unnamed: usize,
}

impl Place<'_> {
    pub fn list(&self) -> Result<Listing, ErrorCode> {
        if self.is_granted_folder() {
            return list(&self.folder.descriptor);
        }
        list(&self.open(OpenFlags::DIRECTORY, DescriptorFlags::READ)?)
    }
}

/// The kind comes with the name: nothing is asked a second time.
fn list(folder: &Descriptor) -> Result<Listing, ErrorCode> {
    let stream = folder.read_directory()?;
    let mut listing = Listing { entries: Vec::new(), unnamed: 0 };
    loop {
        match stream.read_directory_entry() {
            Ok(Some(entry)) => listing.entries.push(Entry { name: entry.name, kind: Kind::of(entry.type_) }),
            Ok(None) => break,
            Err(ErrorCode::IllegalByteSequence) => listing.unnamed += 1,
            Err(code) => return Err(code),
        }
    }
    listing.entries.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    Ok(listing)
}
