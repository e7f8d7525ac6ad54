use super::place::{Kind, Place};
use crate::answer::{MOST, length};
use std::cmp::Ordering;
use wasip2::filesystem::types::{Descriptor, DescriptorFlags, ErrorCode, OpenFlags};

pub struct Entry {
    pub name: String,
    pub kind: Kind,
    /// Only where it was asked for, see `measure`.
    pub size: u64,
    pub modified: Option<(u64, u32)>,
}

/// One function for every order: the sort itself is in the module only once.
pub type Order = fn(&Entry, &Entry) -> Ordering;

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
            Ok(Some(entry)) => {
                let kind = Kind::of(entry.type_);
                listing.entries.push(Entry { name: entry.name, kind, size: 0, modified: None });
            }
            Ok(None) => break,
            Err(ErrorCode::IllegalByteSequence) => listing.unnamed += 1,
            Err(code) => return Err(code),
        }
    }
    listing.sort(|one, other| one.name.cmp(&other.name));
    Ok(listing)
}

impl Listing {
    /// Leaves away what is too much for an answer, in which a name stands twice; tells how many are left away.
    pub fn cut(&mut self) -> usize {
        let mut room = 2 * MOST;
        let fitting = self.entries.iter().take_while(|entry| {
            let needed = 2 * length(&entry.name) + 130;
            room = room.saturating_sub(needed);
            room > 0
        });
        let (kept, all) = (fitting.count(), self.entries.len());
        self.entries.truncate(kept);
        all - kept
    }

    pub fn sort(&mut self, order: Order) {
        self.entries.sort_unstable_by(order);
    }
}
