use super::exif::orientation;
use super::reader::{Depth, MOST_BLOCKS, Source};
use super::{Format, Header};
use std::io::{Read, Seek};

const ANIMATED: u8 = 0x02;
const EXIF: u8 = 0x08;
const ALPHA: u8 = 0x10;
const ICC: u8 = 0x20;
const MOST_EXIF: u64 = 1 << 20;

pub fn read(source: &mut Source<impl Read + Seek>, depth: Depth) -> Result<Header, String> {
    source.skip(12)?;
    let (kind, length) = chunk(source)?;
    let mode = |alpha| if alpha { "RGBA" } else { "RGB" };
    let new = |alpha, size| Header { frames: Some(1), ..Header::new(Format::WebP, mode(alpha), size) };
    match &kind {
        b"VP8 " => {
            let [_, _, _, _, _, _, a, b, c, d] = source.take()?;
            let size = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
            Ok(new(false, (size(a, b), size(c, d))))
        }
        b"VP8L" => {
            let [_, a, b, c, d] = source.take()?;
            let bits = u32::from_le_bytes([a, b, c, d]);
            Ok(new(bits >> 28 & 1 == 1, ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)))
        }
        b"VP8X" => {
            let [flags, _, _, _, a, b, c, d, e, f] = source.take()?;
            let size = (u32::from_le_bytes([a, b, c, 0]) + 1, u32::from_le_bytes([d, e, f, 0]) + 1);
            let mut header = new(flags & ALPHA != 0, size);
            header.icc = flags & ICC != 0;
            header.animated = flags & ANIMATED != 0;
            header.frames = (!header.animated).then_some(1);
            source.skip(length.saturating_sub(10) + (length & 1))?;
            if depth == Depth::Whole && flags & (ANIMATED | EXIF) != 0 {
                walk(source, &mut header);
            }
            Ok(header)
        }
        _ => Err("it is a WebP without an image: it is damaged".to_owned()),
    }
}

/// Counts frames and looks for the orientation; a file that is cut off has those that are there.
fn walk(source: &mut Source<impl Read + Seek>, header: &mut Header) {
    let mut frames = 0;
    for _ in 0..MOST_BLOCKS {
        let Ok((kind, length)) = chunk(source) else { break };
        if kind == *b"EXIF" && length <= MOST_EXIF {
            header.orientation = source.bytes(length).map_or(1, |block| orientation(&block));
            break;
        }
        frames += u32::from(kind == *b"ANMF");
        if source.skip(length + (length & 1)).is_err() {
            break;
        }
    }
    if header.animated {
        header.frames = Some(frames);
        header.animated = frames > 1;
    }
}

fn chunk(source: &mut Source<impl Read + Seek>) -> Result<([u8; 4], u64), String> {
    Ok((source.take()?, u64::from(u32::from_le_bytes(source.take()?))))
}
