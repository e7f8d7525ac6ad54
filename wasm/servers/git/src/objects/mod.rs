//! The objects of a repository, loose and packed.

mod alternates;
mod delta;
mod generations;
mod inflate;
mod loose;
mod pack;
mod pack_index;
mod packs;
mod prefix;
mod source;

use crate::id::Id;
use crate::object::{Kind, Object};
use crate::repository::Config;
use generations::Generations;
use packs::Packs;
use sha1::{Digest, Sha1};
use std::cell::{OnceCell, RefCell};
use std::io::Read;
use std::path::PathBuf;

/// Larger objects are not read: what becomes of one needs three times its size, and there are 256 MB by default.
pub const LARGEST: u64 = 48 << 20;

pub struct Objects {
    /// `objects` first, then those of its alternates.
    folders: Vec<PathBuf>,
    /// Why a folder of alternates cannot be used.
    missing: Vec<String>,
    packs: OnceCell<Packs>,
    /// Loose objects that were read lately: some trees stand in many places.
    recent: RefCell<Generations<Id, Object>>,
    /// How many digits to show, when the configuration says.
    digits: Option<usize>,
}

impl Objects {
    pub fn open(folder: PathBuf) -> Result<Self, String> {
        let (folders, missing) = alternates::follow(folder);
        let recent = RefCell::new(Generations::new(4 << 20));
        Ok(Self { folders, missing, packs: OnceCell::new(), recent, digits: None })
    }

    pub fn configure(&mut self, config: &Config) {
        self.digits = match config.text("core.abbrev") {
            Some("no" | "off" | "false") => Some(40),
            Some(number) => number.parse().ok().map(|number: usize| number.clamp(4, 40)),
            None => None,
        };
        if config.text("extensions.partialclone").is_some() {
            self.missing.push(
                "The repository was cloned without all objects (a partial clone); `git fetch --refetch` or reading the file with git brings them."
                    .to_owned(),
            );
        }
    }

    pub fn find(&self, id: Id) -> Result<Object, String> {
        if let Some(object) = self.packs()?.find(id)? {
            return Ok(object);
        }
        let weigh = |object: &Object| object.data.len() + 64;
        let known = self.recent.borrow_mut().get(id, weigh);
        if let Some(object) = known {
            return Ok(object);
        }
        for folder in &self.folders {
            if let Some(object) = loose::find(folder, id)? {
                self.recent.borrow_mut().put(id, object.clone(), weigh(&object));
                return Ok(object);
            }
        }
        Err(self.absent(id))
    }

    /// What it is and how long, without unpacking all of it.
    pub fn header(&self, id: Id) -> Result<(Kind, u64), String> {
        if let Some(header) = self.packs()?.header(id)? {
            return Ok(header);
        }
        for folder in &self.folders {
            if let Some(header) = loose::header(folder, id)? {
                return Ok(header);
            }
        }
        Err(self.absent(id))
    }

    pub fn contains(&self, id: Id) -> bool {
        let packed = self.packs().and_then(|packs| packs.locate(id)).is_ok_and(|place| place.is_some());
        packed || self.folders.iter().any(|folder| loose::path(folder, id).is_file())
    }

    /// Of one kind only; the sentence says what it was needed for.
    pub fn expect(&self, id: Id, kind: Kind) -> Result<Object, String> {
        let object = self.find(id)?;
        if object.kind == kind { Ok(object) } else { Err(format!("{id} is a {}, not a {kind}.", object.kind)) }
    }

    /// Stores an object loose, unless it is there; gives its id.
    pub fn write(&self, kind: Kind, data: &[u8]) -> Result<Id, String> {
        let id = id_of(kind, data);
        if !self.contains(id) {
            loose::write(&self.folders[0], id, kind, data)?;
        }
        Ok(id)
    }

    fn packs(&self) -> Result<&Packs, String> {
        if let Some(packs) = self.packs.get() {
            return Ok(packs);
        }
        let packs = Packs::open(&self.folders)?;
        Ok(self.packs.get_or_init(|| packs))
    }

    fn absent(&self, id: Id) -> String {
        let mut sentence = format!("The object {id} is not in this repository.");
        for why in &self.missing {
            sentence.push(' ');
            sentence.push_str(why);
        }
        sentence
    }
}

/// The id that an object with these bytes has.
pub fn id_of(kind: Kind, data: &[u8]) -> Id {
    let mut hash = Sha1::new();
    hash.update(format!("{kind} {}\0", data.len()));
    hash.update(data);
    Id::new(hash.finalize().into())
}

/// The same of something that is too large to be held.
pub fn id_of_reader(kind: Kind, size: u64, mut from: impl Read) -> std::io::Result<Id> {
    let mut hash = Sha1::new();
    hash.update(format!("{kind} {size}\0"));
    let mut piece = vec![0; 64 << 10];
    loop {
        match from.read(&mut piece)? {
            0 => return Ok(Id::new(hash.finalize().into())),
            length => hash.update(&piece[..length]),
        }
    }
}

fn too_large(size: u64) -> Result<(), String> {
    if size > LARGEST {
        return Err(format!("An object of {size} bytes is needed, and more than {LARGEST} are not read here."));
    }
    Ok(())
}
