use super::exif::orientation;
use super::reader::{Depth, MOST_BLOCKS, Source};
use super::{Format, Header};
use std::io::{Read, Seek};

/// EXIF blocks are small; one that is not is no reason to read all of it.
const MOST_EXIF: u64 = 1 << 20;

pub fn read(source: &mut Source<impl Read + Seek>, depth: Depth) -> Result<Header, String> {
    source.skip(8)?;
    let (length, kind) = chunk(source)?;
    if length != 13 || kind != *b"IHDR" {
        return Err("it is a PNG without a header: it is damaged".to_owned());
    }
    let [a, b, c, d, e, f, g, h, bits, colour, _, _, _] = source.take()?;
    let size = (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]));
    let mode = match (colour, bits) {
        (0, 1) => "1",
        (0, 2 | 4 | 8) => "L",
        (0, 16) => "I;16",
        (2, 8 | 16) => "RGB",
        (3, 1 | 2 | 4 | 8) => "P",
        (4, 8) => "LA",
        (4, 16) | (6, 8 | 16) => "RGBA",
        _ => return Err(format!("it is a PNG of colour type {colour} with {bits} bits, which does not exist")),
    };
    let mut header = Header { bits, frames: Some(1), ..Header::new(Format::Png, mode, size) };
    source.skip(4)?;
    for _ in 0..MOST_BLOCKS {
        // A file that is cut off later still has a header.
        let Ok((length, kind)) = chunk(source) else { break };
        match &kind {
            b"IEND" => break,
            b"IDAT" if depth == Depth::Start => break,
            b"acTL" if length >= 8 => {
                let [a, b, c, d] = source.take()?;
                header.frames = Some(u32::from_be_bytes([a, b, c, d]).max(1));
                header.animated = header.frames > Some(1);
                source.skip(length - 4 + 4)?;
            }
            b"eXIf" if length <= MOST_EXIF => {
                header.orientation = orientation(&source.bytes(length)?);
                source.skip(4)?;
            }
            b"iCCP" => {
                header.icc = true;
                source.skip(length + 4)?;
            }
            _ => source.skip(length + 4)?,
        }
    }
    Ok(header)
}

fn chunk(source: &mut Source<impl Read + Seek>) -> Result<(u64, [u8; 4]), String> {
    Ok((u64::from(u32::from_be_bytes(source.take()?)), source.take()?))
}
