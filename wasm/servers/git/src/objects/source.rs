use super::generations::Generations;
use crate::cannot::cannot;
use std::cell::RefCell;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::rc::Rc;

/// How much is read at once.
const WINDOW: u64 = 64 << 10;

/// Parts of files that were read lately, of all packs together.
pub struct Windows(RefCell<Generations<(usize, u64), Rc<Vec<u8>>>>);

impl Windows {
    pub fn new() -> Self {
        Self(RefCell::new(Generations::new(12 << 20)))
    }
}

/// A file that is read in windows: packs may be larger than memory, and there is no mmap. It is open only while a window is
/// read, so that many packs need no handles.
pub struct Source {
    /// Different for each file of a repository.
    pub number: usize,
    pub path: PathBuf,
    pub len: u64,
}

impl Source {
    pub fn open(number: usize, path: PathBuf) -> Result<Self, String> {
        let len = std::fs::metadata(&path).map_err(|error| cannot("read", &path, &error))?.len();
        Ok(Self { number, path, len })
    }

    /// The bytes around a place, and where in them it is; never empty.
    pub fn window(&self, windows: &Windows, at: u64) -> Result<(Rc<Vec<u8>>, usize), String> {
        if at >= self.len {
            return Err(self.damaged("it ends too early"));
        }
        let start = at - at % WINDOW;
        let key = (self.number, start);
        let known = windows.0.borrow_mut().get(key, |window| window.len());
        let window = match known {
            Some(window) => window,
            None => {
                let window = Rc::new(self.read(start)?);
                windows.0.borrow_mut().put(key, Rc::clone(&window), window.len());
                window
            }
        };
        let inside = (at - start) as usize;
        if inside >= window.len() {
            return Err(self.damaged("it became shorter while it was read"));
        }
        Ok((window, inside))
    }

    /// Fills the buffer from a place on.
    pub fn read_at(&self, windows: &Windows, mut at: u64, mut buffer: &mut [u8]) -> Result<(), String> {
        while !buffer.is_empty() {
            let (window, inside) = self.window(windows, at)?;
            let count = buffer.len().min(window.len() - inside);
            buffer[..count].copy_from_slice(&window[inside..inside + count]);
            buffer = &mut buffer[count..];
            at += count as u64;
        }
        Ok(())
    }

    pub fn damaged(&self, what: &str) -> String {
        format!("{} is damaged: {what}. `git fsck` tells more.", self.path.display())
    }

    fn read(&self, start: u64) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::with_capacity(WINDOW.min(self.len - start) as usize);
        File::open(&self.path)
            .and_then(|mut file| {
                file.seek(SeekFrom::Start(start))?;
                file.take(WINDOW).read_to_end(&mut bytes)
            })
            .map_err(|error| cannot("read", &self.path, &error))?;
        Ok(bytes)
    }
}
