//! Edits of a text, and how they are shown. Line ends are `\n` in here.

mod apply;
mod diff;
mod indent;

pub use apply::{Applied, Edit, apply};
pub use diff::{Diff, fenced, joined};
