//! Files as text: which encoding they are in, and how a part of a long one is read.

mod encoding;
mod lines;
mod windows;

pub use encoding::encode;
pub use lines::{Part, head, tail, whole};

/// As much text as one answer holds, in bytes: it stands there twice, see `answer`.
pub const MOST: u64 = 4 << 20;
