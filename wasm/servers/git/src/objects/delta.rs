/// The sizes that a delta begins with: of its base and of its result; and where its instructions start.
pub fn sizes(delta: &[u8]) -> Option<(u64, u64, usize)> {
    let (base, first) = size(delta)?;
    let (result, second) = size(&delta[first..])?;
    Some((base, result, first + second))
}

/// Makes an object out of its base. None when the delta is broken.
pub fn apply(base: &[u8], delta: &[u8]) -> Option<Vec<u8>> {
    let (base_size, result_size, start) = sizes(delta)?;
    let result_size = usize::try_from(result_size).ok()?;
    if base_size != base.len() as u64 {
        return None;
    }
    let mut result = Vec::with_capacity(result_size);
    let mut rest = delta[start..].iter().copied();
    while let Some(code) = rest.next() {
        let piece = if code & 0x80 != 0 {
            // A copy: bits say which bytes of offset and length follow.
            let mut number = |bits: u8, count: u32| -> Option<usize> {
                (0..count).try_fold(0, |sum, byte| {
                    let part = if bits >> byte & 1 == 1 { usize::from(rest.next()?) } else { 0 };
                    Some(sum | part << (8 * byte))
                })
            };
            let from = number(code & 0x0f, 4)?;
            let length = match number(code >> 4 & 0x07, 3)? {
                0 => 0x10000,
                length => length,
            };
            base.get(from..from.checked_add(length)?)?
        } else {
            let at = delta.len() - rest.len();
            let literal = delta.get(at..at + usize::from(code))?;
            // Zero is reserved.
            rest.nth(usize::from(code).checked_sub(1)?)?;
            literal
        };
        if result.len() + piece.len() > result_size {
            return None;
        }
        result.extend_from_slice(piece);
    }
    (result.len() == result_size).then_some(result)
}

/// Seven bits per byte, the lowest first.
fn size(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0;
    for (at, byte) in bytes.iter().enumerate().take(9) {
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{apply, sizes};

    #[test]
    fn copies_and_inserts() {
        let base = b"hello world";
        // Copy 5 from 6, insert "!!", copy 5 from 0.
        let delta = [11, 12, 0x91, 6, 5, 2, b'!', b'!', 0x90, 5];
        assert_eq!(apply(base, &delta).as_deref(), Some(&b"world!!hello"[..]));
    }

    #[test]
    fn refuses_broken_ones() {
        let base = b"hello world";
        for delta in [
            &[][..],
            &[11],
            &[11, 200],
            &[10, 2, 0x90, 2],
            &[11, 2, 0x90],
            &[11, 2, 0x91, 10, 2],
            &[11, 2, 0],
            &[11, 2, 3, 1, 2],
            &[11, 2, 3, 1, 2, 3],
            &[11, 5, 0x90, 3],
            &[0xff; 12],
        ] {
            assert_eq!(apply(base, delta), None, "{delta:?}");
        }
        assert_eq!(sizes(&[0x80; 20]), None);
    }
}
