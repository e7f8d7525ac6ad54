use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};

/// How much of a file is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Until the size is known; frames are not counted.
    Start,
    /// All of its blocks: frames are counted, and what stands after the image is seen.
    Whole,
}

/// More blocks than this are no image that anybody made.
pub const MOST_BLOCKS: usize = 200_000;

/// A file of which small parts are read.
pub struct Source<R: Read + Seek>(BufReader<R>);

impl<R: Read + Seek> Source<R> {
    pub fn new(inner: R) -> Self {
        Self(BufReader::with_capacity(4096, inner))
    }

    pub fn to(&mut self, position: u64) -> Result<(), String> {
        self.0.seek(SeekFrom::Start(position)).map(drop).map_err(cannot)
    }

    pub fn skip(&mut self, bytes: u64) -> Result<(), String> {
        let bytes = i64::try_from(bytes).map_err(|_| ends())?;
        self.0.seek_relative(bytes).map_err(cannot)
    }

    /// As many bytes as there are, which may be fewer.
    pub fn up_to(&mut self, buffer: &mut [u8]) -> Result<usize, String> {
        let mut length = 0;
        while length < buffer.len() {
            match self.0.read(&mut buffer[length..]).map_err(cannot)? {
                0 => break,
                read => length += read,
            }
        }
        Ok(length)
    }

    pub fn take<const COUNT: usize>(&mut self) -> Result<[u8; COUNT], String> {
        let mut bytes = [0; COUNT];
        self.0.read_exact(&mut bytes).map_err(cannot)?;
        Ok(bytes)
    }

    pub fn byte(&mut self) -> Result<u8, String> {
        self.take::<1>().map(|[byte]| byte)
    }

    /// The next bytes, but never more than the file has, whatever a length in it says.
    pub fn bytes(&mut self, count: u64) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        self.0.by_ref().take(count).read_to_end(&mut bytes).map_err(cannot)?;
        Ok(bytes)
    }
}

fn cannot(error: std::io::Error) -> String {
    match error.kind() {
        ErrorKind::UnexpectedEof => ends(),
        _ => format!("reading it failed: {}", crate::failure::words(&error)),
    }
}

pub fn ends() -> String {
    "it ends before its header does: it is truncated or damaged".to_owned()
}
