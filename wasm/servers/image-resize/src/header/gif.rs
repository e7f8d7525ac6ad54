use super::reader::{Depth, MOST_BLOCKS, Source};
use super::{Format, Header};
use std::io::{Read, Seek};

pub fn read(source: &mut Source<impl Read + Seek>, depth: Depth) -> Result<Header, String> {
    source.skip(6)?;
    let [a, b, c, d, flags, _, _] = source.take()?;
    let screen = (u32::from(u16::from_le_bytes([a, b])), u32::from(u16::from_le_bytes([c, d])));
    let mut header = Header::new(Format::Gif, "P", screen);
    skip_palette(source, flags)?;
    let mut frames = 0;
    let mut icc = false;
    for _ in 0..MOST_BLOCKS {
        match source.byte() {
            Ok(0x21) => {
                let label = source.byte()?;
                icc |= skip_blocks(source)?.is_some_and(|first| label == 0xff && first == *b"ICCRGBG1012");
            }
            Ok(0x2c) => {
                let [left, top, width, height] = [source.take()?, source.take()?, source.take()?, source.take()?]
                    .map(|bytes: [u8; 2]| u32::from(u16::from_le_bytes(bytes)));
                frames += 1;
                if frames == 1 {
                    // The first one may be larger than the screen: then it is the screen that grows.
                    header.width = header.width.max(left + width);
                    header.height = header.height.max(top + height);
                }
                header.animated = frames > 1;
                if header.animated && depth == Depth::Start {
                    break;
                }
                let flags = source.byte()?;
                if skip_palette(source, flags).and_then(|()| source.skip(1)).and_then(|()| skip_blocks(source)).is_err()
                {
                    break;
                }
            }
            // Nothing follows the trailer; some files have none, or rubbish instead.
            _ => break,
        }
    }
    if frames == 0 {
        return Err("it is a GIF without an image: it is truncated or damaged".to_owned());
    }
    header.frames = (!header.animated || depth == Depth::Whole).then_some(frames);
    Ok(Header { icc, ..header })
}

fn skip_palette(source: &mut Source<impl Read + Seek>, flags: u8) -> Result<(), String> {
    if flags & 0x80 == 0 { Ok(()) } else { source.skip(3 << ((flags & 7) + 1)) }
}

/// Up to the empty one; gives the first where it is as long as the name of an application.
fn skip_blocks(source: &mut Source<impl Read + Seek>) -> Result<Option<[u8; 11]>, String> {
    let mut first = None;
    for at in 0.. {
        match source.byte()? {
            0 => break,
            11 if at == 0 => first = Some(source.take()?),
            length => source.skip(u64::from(length))?,
        }
    }
    Ok(first)
}
