//! Real files, whole and damaged: whatever comes out, nothing panics.

use super::{Wish, decode};
use crate::header::{Depth, read};
use crate::orient::upright;
use crate::resample::resize;
use std::io::Cursor;
use std::panic::catch_unwind;

const FILES: &[(&str, &[u8])] = &[
    ("baseline.jpg", include_bytes!("../../tests/images/baseline.jpg")),
    ("full-colour.jpg", include_bytes!("../../tests/images/full-colour.jpg")),
    ("progressive.jpg", include_bytes!("../../tests/images/progressive.jpg")),
    ("grey.jpg", include_bytes!("../../tests/images/grey.jpg")),
    ("cmyk.jpg", include_bytes!("../../tests/images/cmyk.jpg")),
    ("rgb.png", include_bytes!("../../tests/images/rgb.png")),
    ("alpha.png", include_bytes!("../../tests/images/alpha.png")),
    ("palette.png", include_bytes!("../../tests/images/palette.png")),
    ("bits.png", include_bytes!("../../tests/images/bits.png")),
    ("sixteen.png", include_bytes!("../../tests/images/sixteen.png")),
    ("animated.png", include_bytes!("../../tests/images/animated.png")),
    ("lossy.webp", include_bytes!("../../tests/images/lossy.webp")),
    ("alpha.webp", include_bytes!("../../tests/images/alpha.webp")),
    ("lossless.webp", include_bytes!("../../tests/images/lossless.webp")),
    ("animated.webp", include_bytes!("../../tests/images/animated.webp")),
    ("still.gif", include_bytes!("../../tests/images/still.gif")),
    ("animated.gif", include_bytes!("../../tests/images/animated.gif")),
];

/// All that happens to an image before it is written.
fn through(bytes: &[u8], width: usize, whole: bool) -> Result<(), String> {
    let header = read(Cursor::new(bytes), Depth::Whole)?;
    // Damage may make it large: that is no damage to look for here.
    if header.pixels() > 4_000_000 {
        return Err("it is large".to_owned());
    }
    let image = decode(bytes, &header, Wish { width, height: width, whole })?;
    let pixels = resize(image.pixels, width, width, header.lies())?;
    upright(pixels.flatten(), header.orientation).map(drop)
}

/// The same numbers in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => bytes[at] = 0xff,
            2 => bytes[at] = 0,
            3 => bytes.truncate(at.max(1)),
            4 => drop(bytes.splice(at..at, [chance.below(256) as u8])),
            _ => bytes[at] = chance.below(256) as u8,
        }
    }
}

#[test]
fn reads_real_files() {
    for (name, bytes) in FILES {
        for whole in [false, true] {
            assert_eq!(through(bytes, 9, whole), Ok(()), "{name}");
        }
    }
}

#[test]
fn says_so_when_a_file_is_cut_off() {
    for (name, bytes) in FILES {
        for length in (0..bytes.len()).step_by(bytes.len().div_ceil(60)) {
            let done = catch_unwind(|| through(&bytes[..length], 9, false));
            assert!(done.is_ok(), "{name} cut to {length} bytes");
        }
        assert!(through(&bytes[..bytes.len() / 3], 9, false).is_err(), "{name}");
    }
}

#[test]
fn survives_damage() {
    let rounds = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(250);
    let mut chance = Chance(std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x9e37_79b9));
    for (name, bytes) in FILES {
        for round in 0..rounds {
            let mut bytes = bytes.to_vec();
            damage(&mut bytes, &mut chance);
            let done = catch_unwind(|| through(&bytes, [1, 9, 60][round % 3], round % 2 == 0));
            if done.is_err() {
                let kept = std::env::temp_dir().join(format!("image-resize-{round}-{name}"));
                let _ = std::fs::write(&kept, &bytes);
                panic!("{name}, round {round}: kept as {}", kept.display());
            }
        }
    }
}
