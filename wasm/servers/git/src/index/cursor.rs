/// Reads a file's bytes in order; what is not there is an error, never a panic.
pub struct Cursor<'a> {
    rest: &'a [u8],
}

/// The file ends too early.
#[derive(Debug, PartialEq, Eq)]
pub struct Short;

impl<'a> Cursor<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub fn left(&self) -> usize {
        self.rest.len()
    }

    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Short> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Short)?;
        self.rest = rest;
        Ok(taken)
    }

    pub fn u16(&mut self) -> Result<u16, Short> {
        self.array().map(u16::from_be_bytes)
    }

    pub fn u32(&mut self) -> Result<u32, Short> {
        self.array().map(u32::from_be_bytes)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Short> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(Short)?;
        self.rest = rest;
        Ok(*taken)
    }

    /// Up to the next NUL, which is taken too.
    pub fn until_nul(&mut self) -> Result<&'a [u8], Short> {
        let end = self.rest.iter().position(|byte| *byte == 0).ok_or(Short)?;
        let text = self.take(end)?;
        self.take(1)?;
        Ok(text)
    }

    /// Git's variable-length number of version 4 and of packs' offsets.
    pub fn varint(&mut self) -> Result<usize, Short> {
        let mut value = 0usize;
        for at in 0..10 {
            let byte = self.array::<1>()?[0];
            if at > 0 {
                value = value.checked_add(1).and_then(|v| v.checked_mul(128)).ok_or(Short)?;
            }
            value = value.checked_add(usize::from(byte & 0x7f)).ok_or(Short)?;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Short)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Short};

    #[test]
    fn reads_no_further_than_there_is() {
        let mut cursor = Cursor::new(b"\0\0\0\x07ab\0c");
        assert_eq!(cursor.u32(), Ok(7));
        assert_eq!(cursor.until_nul(), Ok(&b"ab"[..]));
        assert_eq!(cursor.u16(), Err(Short));
        assert_eq!(cursor.until_nul(), Err(Short));
        assert_eq!(cursor.take(1), Ok(&b"c"[..]));
        assert_eq!(cursor.left(), 0);
    }

    #[test]
    fn reads_long_numbers() {
        assert_eq!(Cursor::new(&[0x05]).varint(), Ok(5));
        assert_eq!(Cursor::new(&[0x80, 0x00]).varint(), Ok(128));
        assert_eq!(Cursor::new(&[0xff; 12]).varint(), Err(Short));
        assert_eq!(Cursor::new(&[0x80]).varint(), Err(Short));
    }
}
