use sha1::{Digest, Sha1};

/// SHA-1 of some bytes as they are, without the header of an object.
pub fn sha1(bytes: &[u8]) -> [u8; 20] {
    Sha1::digest(bytes).into()
}
