use super::place::{quoted, refused, resolve};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{Cursor, ErrorKind, Read};

pub enum Source<'a> {
    Text(&'a str),
    File { reader: Box<dyn Read>, name: String },
}

impl Source<'_> {
    /// A file, compressed by gzip or not.
    pub fn open(given: &str) -> Result<Self, String> {
        let path = resolve(given)?;
        let name = quoted(&path);
        if std::fs::metadata(&path).map_err(|error| refused(&path, &error))?.is_dir() {
            return Err(format!("{name} is a folder: name a log file in it."));
        }
        let mut file = File::open(&path).map_err(|error| refused(&path, &error))?;
        let mut start = Vec::new();
        file.by_ref().take(2).read_to_end(&mut start).map_err(|error| match error.kind() {
            ErrorKind::IsADirectory => format!("{name} is a folder: name a log file in it."),
            _ => refused(&path, &error),
        })?;
        let is_gzip = start == [0x1f, 0x8b];
        let whole = Cursor::new(start).chain(file);
        let reader: Box<dyn Read> = if is_gzip { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) };
        Ok(Self::File { reader, name })
    }
}
