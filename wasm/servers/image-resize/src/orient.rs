use crate::memory::zeroed;
use crate::pixels::Pixels;

/// Turned and mirrored as EXIF's orientation says, so that it stands upright.
pub fn upright(from: Pixels, orientation: u8) -> Result<Pixels, String> {
    // Where the pixel at x, y of the result comes from.
    let (lies, right, down) = match orientation {
        2 => (false, true, false),
        3 => (false, true, true),
        4 => (false, false, true),
        5 => (true, false, false),
        6 => (true, false, true),
        7 => (true, true, true),
        8 => (true, true, false),
        _ => return Ok(from),
    };
    let (width, height) = if lies { (from.height, from.width) } else { (from.width, from.height) };
    let channels = from.kind.channels();
    let mut data = zeroed(from.data.len())?;
    for (at, pixel) in data.chunks_exact_mut(channels).enumerate() {
        let (x, y) = (at % width, at / width);
        let (mut x, mut y) = if lies { (y, x) } else { (x, y) };
        if right {
            x = from.width - 1 - x;
        }
        if down {
            y = from.height - 1 - y;
        }
        let source = (y * from.width + x) * channels;
        pixel.copy_from_slice(&from.data[source..source + channels]);
    }
    Ok(Pixels { width, height, kind: from.kind, data })
}

#[cfg(test)]
mod tests {
    use super::upright;
    use crate::pixels::{Kind, Pixels};

    #[test]
    fn turns_as_exif_says() {
        let turned = |orientation| {
            let stored = Pixels { width: 3, height: 2, kind: Kind::Grey, data: vec![1, 2, 3, 4, 5, 6] };
            let pixels = upright(stored, orientation).unwrap_or_else(|e| panic!("{e}"));
            (pixels.width, pixels.data)
        };
        assert_eq!(turned(1), (3, vec![1, 2, 3, 4, 5, 6]));
        assert_eq!(turned(2), (3, vec![3, 2, 1, 6, 5, 4]));
        assert_eq!(turned(3), (3, vec![6, 5, 4, 3, 2, 1]));
        assert_eq!(turned(4), (3, vec![4, 5, 6, 1, 2, 3]));
        assert_eq!(turned(5), (2, vec![1, 4, 2, 5, 3, 6]));
        assert_eq!(turned(6), (2, vec![4, 1, 5, 2, 6, 3]));
        assert_eq!(turned(7), (2, vec![6, 3, 5, 2, 4, 1]));
        assert_eq!(turned(8), (2, vec![3, 6, 2, 5, 1, 4]));
    }
}
