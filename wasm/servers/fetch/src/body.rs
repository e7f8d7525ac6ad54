use http_client::{Failure, Response};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// What an answer may take of the memory, packed or not.
pub const MOST: usize = 10_000_000;

/// The compressions that `unpack` knows.
pub const ACCEPTED: &str = "gzip, deflate";

pub enum Unreadable {
    Failed(Failure),
    /// By the name of a compression that was not asked for.
    Packed(String),
}

/// The body as it was before it was compressed, at most `most` bytes; and whether there is more.
pub fn read(response: &mut Response, most: usize) -> Result<(Vec<u8>, bool), Unreadable> {
    let packing = response.header("content-encoding").unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(packing.as_str(), "" | "identity") {
        return response.read(most).map_err(Unreadable::Failed);
    }
    if !matches!(packing.as_str(), "gzip" | "x-gzip" | "deflate") {
        return Err(Unreadable::Packed(packing));
    }
    let (packed, cut) = response.read(MOST).map_err(Unreadable::Failed)?;
    let unpacked = if packing == "deflate" { inflate(&packed, most) } else { gunzip(&packed, most) };
    let (bytes, more) = unpacked.ok_or(Unreadable::Packed(format!("{packing}, but not as such data is")))?;
    Ok((bytes, more || cut))
}

fn gunzip(packed: &[u8], most: usize) -> Option<(Vec<u8>, bool)> {
    unpack(&packed[header_length(packed)?..], most, 0)
}

/// Of a gzip file.
fn header_length(packed: &[u8]) -> Option<usize> {
    let flags = *packed.get(3)?;
    if packed[..3] != [0x1f, 0x8b, 8] {
        return None;
    }
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + usize::from(*packed.get(at)?) + 256 * usize::from(*packed.get(at + 1)?);
    }
    // A name and a comment, each up to a zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            at += packed.get(at..)?.iter().position(|byte| *byte == 0)? + 1;
        }
    }
    at += if flags & 2 != 0 { 2 } else { 0 };
    (at <= packed.len()).then_some(at)
}

/// With zlib's frame, as it should be, or without, as some servers send it.
fn inflate(packed: &[u8], most: usize) -> Option<(Vec<u8>, bool)> {
    let is_framed =
        packed.len() > 1 && packed[0] & 15 == 8 && (usize::from(packed[0]) << 8 | usize::from(packed[1])) % 31 == 0;
    unpack(packed, most, if is_framed { TINFL_FLAG_PARSE_ZLIB_HEADER } else { 0 })
}

/// What could be unpacked before the limit, or before the data ended or broke; and whether that was not all.
fn unpack(mut packed: &[u8], most: usize, flags: u32) -> Option<(Vec<u8>, bool)> {
    let mut out = vec![0; packed.len().saturating_mul(3).clamp(64.min(most), most)];
    let mut state = Box::<DecompressorOxide>::default();
    let mut done = 0;
    loop {
        let flags = flags | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, taken, made) = decompress(&mut state, packed, &mut out, done, flags);
        packed = packed.get(taken..).unwrap_or_default();
        done += made;
        if status == TINFLStatus::HasMoreOutput && out.len() < most {
            out.resize(out.len().saturating_mul(2).min(most), 0);
            continue;
        }
        out.truncate(done);
        let is_whole = status == TINFLStatus::Done;
        return (is_whole || done > 0).then_some((out, !is_whole));
    }
}

#[cfg(test)]
mod tests {
    use super::{gunzip, inflate};
    use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

    #[test]
    fn unpacks_up_to_a_limit() {
        let text = "abc ".repeat(100_000);
        let mut gzip = vec![0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 255];
        gzip.extend(b"name.html\0");
        gzip.extend(compress_to_vec(text.as_bytes(), 6));
        gzip.extend([0; 8]);
        let (all, more) = gunzip(&gzip, 1_000_000).unwrap();
        assert_eq!((all.len(), more), (400_000, false));
        let (some, more) = gunzip(&gzip, 1000).unwrap();
        assert_eq!((some.len(), more), (1000, true));
        let (some, more) = gunzip(&gzip[..gzip.len() - 300], 1_000_000).unwrap();
        assert!(more && some.len() < 400_000 && text.as_bytes().starts_with(&some));
        assert!(gunzip(b"no gzip at all", 10).is_none());
        assert!(gunzip(&[0x1f, 0x8b, 8, 255], 10).is_none());
        assert_eq!(inflate(&compress_to_vec_zlib(b"hi", 6), 100), Some((b"hi".to_vec(), false)));
        assert_eq!(inflate(&compress_to_vec(b"hi", 6), 100), Some((b"hi".to_vec(), false)));
    }
}
