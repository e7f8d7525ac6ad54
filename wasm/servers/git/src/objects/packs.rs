use super::delta;
use super::generations::Generations;
use super::inflate::Inflater;
use super::pack::{Entry, Pack, Stored};
use super::source::Windows;
use super::too_large;
use crate::cannot::cannot;
use crate::id::Id;
use crate::object::{Kind, Object};
use std::cell::{Cell, RefCell};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::rc::Rc;

/// Longer chains of deltas are no work of git's.
const DEEPEST: usize = 10_000;
/// How much the objects of one chain may be together.
const MOST_WORK: u64 = 8 << 30;

/// All packs of a repository and its alternates.
pub struct Packs {
    pub packs: Vec<Pack>,
    pub windows: Windows,
    /// Bases of deltas, by pack and place.
    bases: RefCell<Generations<(usize, u64), Object>>,
    inflater: RefCell<Inflater>,
    /// Where the last object was: the next one is mostly there too.
    last: Cell<usize>,
}

impl Packs {
    pub fn open(folders: &[PathBuf]) -> Result<Self, String> {
        let windows = Windows::new();
        let mut packs = Vec::new();
        for folder in folders.iter().map(|folder| folder.join("pack")) {
            let listing = match std::fs::read_dir(&folder) {
                Ok(listing) => listing,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(cannot("list", &folder, &error)),
            };
            for file in listing {
                let path = file.map_err(|error| cannot("list", &folder, &error))?.path();
                // An index without its pack is left by a repack that goes on.
                if path.extension().is_some_and(|end| end == "idx") && path.with_extension("pack").exists() {
                    packs.push(Pack::open(packs.len(), path, &windows)?);
                }
            }
        }
        Ok(Self {
            packs,
            windows,
            bases: RefCell::new(Generations::new(20 << 20)),
            inflater: RefCell::new(Inflater::new()),
            last: Cell::new(0),
        })
    }

    pub fn count(&self) -> u64 {
        self.packs.iter().map(|pack| pack.index.count()).sum()
    }

    pub fn locate(&self, id: Id) -> Result<Option<(&Pack, u64)>, String> {
        let last = self.last.get();
        for at in std::iter::once(last).chain((0..self.packs.len()).filter(|at| *at != last)) {
            let Some(pack) = self.packs.get(at) else { continue };
            if let Some(offset) = pack.index.find(&self.windows, id)? {
                self.last.set(at);
                return Ok(Some((pack, offset)));
            }
        }
        Ok(None)
    }

    pub fn find(&self, id: Id) -> Result<Option<Object>, String> {
        self.locate(id)?.map(|(pack, at)| self.read(pack, at)).transpose()
    }

    /// What an object is and how long.
    pub fn header(&self, id: Id) -> Result<Option<(Kind, u64)>, String> {
        let Some((pack, at)) = self.locate(id)? else { return Ok(None) };
        let mut entry = pack.entry(&self.windows, at)?;
        let size = match entry.stored {
            Stored::Whole(kind) => return Ok(Some((kind, entry.size))),
            Stored::Delta(_) => pack.delta_sizes(&self.windows, &mut self.inflater.borrow_mut(), entry)?.1,
        };
        for _ in 0..DEEPEST {
            match entry.stored {
                Stored::Whole(kind) => return Ok(Some((kind, size))),
                Stored::Delta(base) => entry = pack.entry(&self.windows, base)?,
            }
        }
        Err(pack.damaged("a chain of deltas does not end"))
    }

    fn read(&self, pack: &Pack, at: u64) -> Result<Object, String> {
        let (mut object, deltas) = self.chain(pack, at)?;
        let mut work = 0;
        for (place, delta) in deltas.into_iter().rev() {
            let broken = || pack.damaged(&format!("the delta at {place} does not fit its base"));
            let (_, size, _) = delta::sizes(&delta).ok_or_else(broken)?;
            too_large(size)?;
            work += size;
            if work > MOST_WORK {
                return Err(pack.damaged("a chain of deltas takes too much work"));
            }
            let data = delta::apply(&object.data, &delta).ok_or_else(broken)?;
            object = Object { kind: object.kind, data: Rc::new(data) };
            self.remember(pack, place, &object);
        }
        Ok(object)
    }

    /// The object that a chain of deltas ends in, or the first known one on the way, and the deltas up to there.
    fn chain(&self, pack: &Pack, mut at: u64) -> Result<(Object, Vec<(u64, Vec<u8>)>), String> {
        let mut deltas = Vec::new();
        let mut sum = 0;
        loop {
            let known = self.bases.borrow_mut().get((pack.number(), at), |object| object.data.len() + 64);
            if let Some(object) = known {
                return Ok((object, deltas));
            }
            let entry: Entry = pack.entry(&self.windows, at)?;
            too_large(entry.size)?;
            let data = pack.unpack(&self.windows, &mut self.inflater.borrow_mut(), entry)?;
            match entry.stored {
                Stored::Whole(kind) => {
                    let object = Object { kind, data: Rc::new(data) };
                    self.remember(pack, at, &object);
                    return Ok((object, deltas));
                }
                Stored::Delta(base) => {
                    sum += entry.size;
                    too_large(sum)?;
                    deltas.push((at, data));
                    at = base;
                }
            }
            if deltas.len() > DEEPEST {
                return Err(pack.damaged("a chain of deltas does not end"));
            }
        }
    }

    fn remember(&self, pack: &Pack, at: u64, object: &Object) {
        // The weight of small ones is mostly that of the maps.
        self.bases.borrow_mut().put((pack.number(), at), object.clone(), object.data.len() + 64);
    }
}
