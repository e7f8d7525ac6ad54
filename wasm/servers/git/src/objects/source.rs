use super::generations::Generations;
use crate::cannot::cannot;
use std::cell::{Cell, OnceCell, RefCell};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::rc::Rc;

/// How much is read at once.
const WINDOW: u64 = 64 << 10;
/// Files up to this size are read at once and kept, as long as all together are no larger than the second.
const SMALL: u64 = 8 << 20;
const ALL_SMALL: u64 = 24 << 20;

/// Parts of files that were read lately, of all packs together.
pub struct Windows {
    parts: RefCell<Generations<(usize, u64), Rc<Vec<u8>>>>,
    /// How much more of small files may be kept.
    left: Cell<u64>,
}

impl Windows {
    pub fn new() -> Self {
        Self { parts: RefCell::new(Generations::new(12 << 20)), left: Cell::new(ALL_SMALL) }
    }
}

/// A file that is read in windows: packs may be larger than memory, and there is no mmap. It is open only while a window is
/// read, so that many packs need no handles.
pub struct Source {
    /// Different for each file of a repository.
    pub number: usize,
    pub path: PathBuf,
    pub len: u64,
    /// All of a small file.
    whole: OnceCell<Option<Rc<Vec<u8>>>>,
}

impl Source {
    pub fn open(number: usize, path: PathBuf) -> Result<Self, String> {
        let len = std::fs::metadata(&path).map_err(|error| cannot("read", &path, &error))?.len();
        Ok(Self { number, path, len, whole: OnceCell::new() })
    }

    /// The bytes around a place, and where in them it is; never empty.
    pub fn window(&self, windows: &Windows, at: u64) -> Result<(Rc<Vec<u8>>, usize), String> {
        if at >= self.len {
            return Err(self.damaged("it ends too early"));
        }
        if let Some(whole) = self.whole(windows)? {
            return if at < whole.len() as u64 { Ok((whole, at as usize)) } else { Err(self.shorter()) };
        }
        let start = at - at % WINDOW;
        let key = (self.number, start);
        let known = windows.parts.borrow_mut().get(key, |window| window.len());
        let window = match known {
            Some(window) => window,
            None => {
                let window = Rc::new(self.read(start, WINDOW)?);
                windows.parts.borrow_mut().put(key, Rc::clone(&window), window.len());
                window
            }
        };
        let inside = (at - start) as usize;
        if inside >= window.len() {
            return Err(self.shorter());
        }
        Ok((window, inside))
    }

    fn whole(&self, windows: &Windows) -> Result<Option<Rc<Vec<u8>>>, String> {
        if let Some(whole) = self.whole.get() {
            return Ok(whole.clone());
        }
        let whole = if self.len <= SMALL.min(windows.left.get()) {
            windows.left.set(windows.left.get() - self.len);
            Some(Rc::new(self.read(0, self.len)?))
        } else {
            None
        };
        Ok(self.whole.get_or_init(|| whole).clone())
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

    fn shorter(&self) -> String {
        self.damaged("it became shorter while it was read")
    }

    fn read(&self, start: u64, most: u64) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::with_capacity(most.min(self.len - start) as usize);
        File::open(&self.path)
            .and_then(|mut file| {
                file.seek(SeekFrom::Start(start))?;
                file.take(most).read_to_end(&mut bytes)
            })
            .map_err(|error| cannot("read", &self.path, &error))?;
        Ok(bytes)
    }
}
