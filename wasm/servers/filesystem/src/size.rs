const UNITS: [&str; 5] = ["B", "KB", "MB", "GB", "TB"];

/// As listings show it: `0 B`, `512 B`, `1.50 KB`.
pub fn listed(bytes: u64) -> String {
    let (hundredths, unit) = scaled(bytes, 100);
    if unit == 0 {
        format!("{bytes} B")
    } else {
        format!("{}.{:02} {}", hundredths / 100, hundredths % 100, UNITS[unit])
    }
}

/// For a sentence: `8 MB`, `1.5 GB`.
pub fn plain(bytes: u64) -> String {
    let (tenths, unit) = scaled(bytes, 10);
    match tenths % 10 {
        0 => format!("{} {}", tenths / 10, UNITS[unit]),
        rest => format!("{}.{rest} {}", tenths / 10, UNITS[unit]),
    }
}

/// The amount in its unit, in parts of it; halves are rounded up. Without floating point, which takes more room than all of this.
fn scaled(bytes: u64, parts: u128) -> (u128, usize) {
    let mut unit = 0;
    while unit < UNITS.len() - 1 && bytes >> (10 * (unit + 1)) > 0 {
        unit += 1;
    }
    (((u128::from(bytes) * parts * 2 >> (10 * unit)) + 1) / 2, unit)
}

#[cfg(test)]
mod tests {
    use super::{listed, plain};

    #[test]
    fn says_sizes() {
        for (bytes, text) in [
            (0, "0 B"),
            (1, "1 B"),
            (1023, "1023 B"),
            (1024, "1.00 KB"),
            (1536, "1.50 KB"),
            // Exactly in the middle: 1.005 KB is none, but 1.125 KB is.
            (1152, "1.13 KB"),
            (1029, "1.00 KB"),
            ((1 << 20) - 1, "1024.00 KB"),
            (1 << 30, "1.00 GB"),
            (1 << 50, "1024.00 TB"),
            (u64::MAX, "16777216.00 TB"),
        ] {
            assert_eq!(listed(bytes), text);
        }
        assert_eq!(plain(0), "0 B");
        assert_eq!(plain(8 << 20), "8 MB");
        assert_eq!(plain(3 << 29), "1.5 GB");
    }
}
