//! The granted folders, over WASI itself. What leads out of them the runtime refuses as well; here it is explained.

mod entries;
mod folders;
mod place;
mod read;
mod refusal;
mod replace;
mod resolve;

pub use entries::{Entry, Listing};
pub use folders::Disk;
pub use place::{Kind, Place, Stat};
pub use read::Source;
pub use refusal::{Refusal, refuse};
pub use resolve::Resolved;
