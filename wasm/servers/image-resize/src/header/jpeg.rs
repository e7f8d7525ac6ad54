use super::exif::orientation;
use super::reader::{MOST_BLOCKS, Source};
use super::{Format, Header};
use std::io::{Read, Seek};

pub fn read(source: &mut Source<impl Read + Seek>) -> Result<Header, String> {
    source.skip(2)?;
    let (mut turned, mut icc, mut adobe) = (1, false, false);
    for _ in 0..MOST_BLOCKS {
        let marker = next_marker(source)?;
        // Alone, without a length: restarts and what means nothing.
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            continue;
        }
        if matches!(marker, 0xd9 | 0xda) {
            break;
        }
        let length =
            u64::from(u16::from_be_bytes(source.take()?)).checked_sub(2).ok_or("one of its markers has no length")?;
        match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let [bits, height_high, height_low, width_high, width_low, channels] = source.take()?;
                let size = |high, low| u32::from(u16::from_be_bytes([high, low]));
                let mode = match channels {
                    1 => "L",
                    3 => "RGB",
                    4 => "CMYK",
                    other => return Err(format!("it is a JPEG with {other} channels, which nobody knows how to show")),
                };
                let header =
                    Header::new(Format::Jpeg, mode, (size(width_high, width_low), size(height_high, height_low)));
                let progressive = matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce);
                return Ok(Header { bits, orientation: turned, icc, adobe, progressive, frames: Some(1), ..header });
            }
            0xe1 => {
                let block = source.bytes(length)?;
                if block.starts_with(b"Exif\0\0") && turned == 1 {
                    turned = orientation(&block);
                }
            }
            0xe2 => icc |= source.bytes(length)?.starts_with(b"ICC_PROFILE\0"),
            0xee => adobe |= source.bytes(length)?.starts_with(b"Adobe"),
            _ => source.skip(length)?,
        }
    }
    Err("it is a JPEG without an image: it is truncated or damaged".to_owned())
}

/// What stands between markers is skipped, as other readers do.
fn next_marker(source: &mut Source<impl Read + Seek>) -> Result<u8, String> {
    loop {
        while source.byte()? != 0xff {}
        loop {
            match source.byte()? {
                0xff => {}
                0 => break,
                marker => return Ok(marker),
            }
        }
    }
}
