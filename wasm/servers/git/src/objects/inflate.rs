use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// Unpacks zlib streams, one after the other: what it needs for that is made once.
pub struct Inflater(Box<DecompressorOxide>);

/// How far a buffer was filled.
#[derive(Debug, PartialEq, Eq)]
pub enum Filled {
    /// The stream ended, and its checksum is right.
    Whole(usize),
    /// The buffer is full, and there is more.
    Part(usize),
}

impl Inflater {
    pub fn new() -> Self {
        Self(Box::default())
    }

    /// Unpacks into the buffer. `next` gives piece after piece of the stream; an empty one is its end.
    pub fn fill<P: AsRef<[u8]>>(
        &mut self,
        out: &mut [u8],
        mut next: impl FnMut() -> Result<P, String>,
    ) -> Result<Filled, String> {
        self.0.init();
        let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF | TINFL_FLAG_HAS_MORE_INPUT;
        let mut filled = 0;
        loop {
            let piece = next()?;
            let mut input = piece.as_ref();
            if input.is_empty() {
                return Err("its zlib stream ends too early".to_owned());
            }
            while !input.is_empty() {
                let (status, taken, made) = decompress(&mut self.0, input, out, filled, flags);
                filled += made;
                input = &input[taken..];
                match status {
                    TINFLStatus::Done => return Ok(Filled::Whole(filled)),
                    TINFLStatus::HasMoreOutput => return Ok(Filled::Part(filled)),
                    TINFLStatus::NeedsMoreInput => {}
                    _ => return Err("its zlib stream is broken".to_owned()),
                }
                if taken == 0 && made == 0 {
                    break;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Filled, Inflater};
    use miniz_oxide::deflate::compress_to_vec_zlib;

    fn fill(packed: &[u8], step: usize, room: usize) -> Result<(Filled, Vec<u8>), String> {
        let mut out = vec![0; room];
        let mut pieces = packed.chunks(step);
        let filled = Inflater::new().fill(&mut out, || Ok(pieces.next().unwrap_or_default()))?;
        Ok((filled, out))
    }

    #[test]
    fn unpacks_in_pieces() {
        let text: Vec<u8> = (0..5000u32).flat_map(|n| (n * n % 251).to_le_bytes()).collect();
        let packed = compress_to_vec_zlib(&text, 6);
        for step in [1, 7, 100_000] {
            let (filled, out) = fill(&packed, step, text.len() + 1).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(filled, Filled::Whole(text.len()));
            assert_eq!(out[..text.len()], text);
        }
        assert_eq!(fill(&packed, 64, 10).map(|(filled, _)| filled), Ok(Filled::Part(10)));
        assert_eq!(fill(&compress_to_vec_zlib(b"", 6), 64, 1).map(|(filled, _)| filled), Ok(Filled::Whole(0)));
    }

    #[test]
    fn says_what_is_wrong() {
        let mut packed = compress_to_vec_zlib(b"hello hello hello", 6);
        assert_eq!(fill(&packed[..8], 64, 17).err().as_deref(), Some("its zlib stream ends too early"));
        let last = packed.len() - 1;
        packed[last] ^= 1;
        assert_eq!(fill(&packed, 64, 17).err().as_deref(), Some("its zlib stream is broken"));
        assert!(fill(b"no zlib at all", 64, 17).is_err());
    }
}
