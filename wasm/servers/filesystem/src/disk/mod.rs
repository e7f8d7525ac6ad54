//! The granted folders, over WASI itself. What leads out of them the runtime refuses as well; here it is explained.

mod entries;
mod folders;
mod place;
mod read;
mod refusal;
mod replace;
mod resolve;

pub use entries::Entry;
pub use folders::Disk;
pub use place::{Kind, Place, Stat};
pub use read::Source;
pub use refusal::{Refusal, refuse, words};
pub use replace::Draft;
pub use resolve::Resolved;
