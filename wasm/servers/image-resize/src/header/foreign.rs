const FAMILIES: &[(&str, &[&[u8]])] =
    &[("HEIC", &[b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"]), ("AVIF", &[b"avif", b"avis"])];

/// What it is instead of an image that can be read, as the rest of a sentence.
pub fn foreign(start: &[u8]) -> String {
    match name(start) {
        Some(name) => {
            format!("it is a {name} image, and this server reads JPEG, PNG, WebP and GIF only: convert it first")
        }
        None => "it is no image that this server knows: it reads JPEG, PNG, WebP and GIF".to_owned(),
    }
}

fn name(start: &[u8]) -> Option<&'static str> {
    match start {
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some("BMP"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some("TIFF"),
        [0, 0, 1, 0, ..] => Some("ICO"),
        [b'8', b'B', b'P', b'S', ..] => Some("Photoshop"),
        [0xff, 0x0a, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => Some("JPEG XL"),
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] => Some("JPEG 2000"),
        [b'<', b's', b'v', b'g', ..] => Some("SVG"),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => {
            let brand = brand.get(..4)?;
            FAMILIES.iter().find(|(_, brands)| brands.contains(&brand)).map(|(name, _)| *name)
        }
        _ => None,
    }
}
