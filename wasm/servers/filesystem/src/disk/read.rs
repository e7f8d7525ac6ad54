use super::place::Place;
use wasip2::filesystem::types::{Descriptor, DescriptorFlags, ErrorCode, OpenFlags};

/// What is asked for at once, in bytes; a guard gives no more anyway.
const STEP: u64 = 1 << 20;

/// An open file, read from any place in it.
pub struct Source(Descriptor);

impl Place<'_> {
    pub fn source(&self) -> Result<Source, ErrorCode> {
        self.open(OpenFlags::empty(), DescriptorFlags::READ).map(Source)
    }
}

impl Source {
    /// At most `most` bytes, fewer only at the end of the file.
    pub fn at(&self, offset: u64, most: u64) -> Result<Vec<u8>, ErrorCode> {
        let mut all = Vec::new();
        loop {
            let wanted = most - all.len() as u64;
            let (bytes, ended) = self.0.read(wanted.min(STEP), offset + all.len() as u64)?;
            let ended = ended || bytes.is_empty();
            if all.is_empty() {
                all = bytes;
                all.reserve_exact(if ended { 0 } else { (most as usize).saturating_sub(all.len()).min(1 << 24) });
            } else {
                all.extend_from_slice(&bytes);
            }
            if ended || all.len() as u64 >= most {
                return Ok(all);
            }
        }
    }
}
