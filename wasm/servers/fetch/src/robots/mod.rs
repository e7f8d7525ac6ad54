//! Whether a site lets programs read a page, as RFC 9309 says.

mod ask;
mod pattern;
mod rules;

pub use ask::{Asked, Problem};
