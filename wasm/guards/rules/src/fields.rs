//! Bodies of the key-value calls: a sequence of fields, each a length (u32, little endian) and that many bytes.

use alloc::vec::Vec;

pub fn push(body: &mut Vec<u8>, field: &[u8]) {
    // A guard's memory is far smaller than 4 GiB.
    body.extend_from_slice(&(field.len() as u32).to_le_bytes());
    body.extend_from_slice(field);
}

/// All fields, or nothing when the body is not a whole sequence of them.
pub fn split(mut body: &[u8]) -> Option<Vec<&[u8]>> {
    let mut fields = Vec::new();
    while !body.is_empty() {
        let (length, rest) = body.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        fields.push(rest.get(..length)?);
        body = &rest[length..];
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::{push, split};
    use alloc::vec::Vec;

    #[test]
    fn come_back() {
        let mut body = Vec::new();
        for field in [&b"key"[..], b"", b"\0\xff"] {
            push(&mut body, field);
        }
        assert_eq!(split(&body).unwrap(), [&b"key"[..], b"", b"\0\xff"]);
        assert_eq!(split(b"").unwrap(), Vec::<&[u8]>::new());
    }

    #[test]
    fn are_whole_or_nothing() {
        let mut body = Vec::new();
        push(&mut body, b"value");
        for end in 1..body.len() {
            assert_eq!(split(&body[..end]), None);
        }
        assert_eq!(split(b"\xff\xff\xff\xffx"), None);
    }
}
