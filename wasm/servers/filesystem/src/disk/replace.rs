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

    pub fn write(&mut self, mut bytes: &[u8]) -> Result<(), ErrorCode> {
        while !bytes.is_empty() {
            let taken = self.file.write(&bytes[..bytes.len().min(STEP)], self.written)?;
            if taken == 0 {
                return Err(ErrorCode::InsufficientSpace);
            }
            self.written += taken;
            bytes = &bytes[(taken as usize).min(bytes.len())..];
        }
        Ok(())
    }

    /// Whoever opens `target` sees the old file or this one, never a part, also when the power fails in between.
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
    pub fn replace_with(&self, bytes: &[u8]) -> Result<(), ErrorCode> {
        let mut draft = Draft::beside(self)?;
        draft.write(bytes)?;
        draft.replace(self)
    }
}
