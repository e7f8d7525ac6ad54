use super::place::Place;
use wasip2::filesystem::types::{Descriptor, DescriptorFlags, ErrorCode, OpenFlags};
use wasip2::random::random::get_random_u64;

/// What is handed over at once, in bytes: it passes through the memory of a guard.
const STEP: usize = 256 << 10;

/// A file under a name that nobody knows, until it takes its place. Dropped before that, it is gone again.
pub struct Draft<'a> {
    place: Place<'a>,
    file: Descriptor,
    written: u64,
    kept: bool,
}

impl<'a> Draft<'a> {
    /// Beside `target`, so that it can take its place in one step.
    pub fn beside(target: &Place<'a>) -> Result<Self, ErrorCode> {
        // Where nothing may be written, the refusal should name the file and not its draft: a person reads it.
        if !target.folder.writable {
            let refused = target.open(OpenFlags::empty(), DescriptorFlags::WRITE).err();
            refused.filter(|code| *code == ErrorCode::ReadOnly).map_or(Ok(()), Err)?;
        }
        let place = target.beside(&format!(".{:016x}.tmp", get_random_u64()));
        let file = place.open(OpenFlags::CREATE | OpenFlags::EXCLUSIVE, DescriptorFlags::WRITE)?;
        Ok(Self { place, file, written: 0, kept: false })
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result<(), ErrorCode> {
        write_at(&self.file, bytes, self.written)?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Whoever opens `target` then sees this file whole.
    pub fn replace(mut self, target: &Place) -> Result<(), ErrorCode> {
        // Some file systems know no such thing.
        let _ = self.file.sync_data();
        self.place.rename(target)?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        if !self.kept {
            let _ = self.place.unlink();
        }
    }
}

impl Place<'_> {
    /// A file that is there keeps its permissions, which WASI can neither read nor set: its content is written over, and until
    /// that is done the new content stands beside it whole. Should it fail half-way, that takes its place, so neither is lost.
    pub fn replace_with(&self, bytes: &[u8]) -> Result<(), ErrorCode> {
        let standing = match self.open(OpenFlags::empty(), DescriptorFlags::WRITE) {
            Ok(file) => Some(file),
            Err(ErrorCode::NoEntry) => None,
            Err(code) => return Err(code),
        };
        let mut draft = Draft::beside(self)?;
        draft.write(bytes)?;
        match standing {
            Some(file) if write_over(&file, bytes).is_ok() => Ok(()),
            _ => draft.replace(self),
        }
    }
}

fn write_over(file: &Descriptor, bytes: &[u8]) -> Result<(), ErrorCode> {
    write_at(file, bytes, 0)?;
    file.set_size(bytes.len() as u64)
}

fn write_at(file: &Descriptor, mut bytes: &[u8], mut at: u64) -> Result<(), ErrorCode> {
    while !bytes.is_empty() {
        let taken = file.write(&bytes[..bytes.len().min(STEP)], at)?;
        if taken == 0 {
            return Err(ErrorCode::InsufficientSpace);
        }
        at += taken;
        bytes = &bytes[(taken as usize).min(bytes.len())..];
    }
    Ok(())
}
