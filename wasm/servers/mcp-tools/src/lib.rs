//! What a server is: its tools, how each describes itself, and what becomes of a call. Knows nothing of what carries the
//! messages, so the same tools can be served over stdio and over HTTP.

mod args;
mod check;
mod content;
mod hints;
mod lenient;
mod needs;
mod object;
mod problem;
mod server;
mod system;
mod tool;

pub use args::Args;
pub use content::Content;
pub use hints::Hints;
pub use object::object;
pub use problem::Problem;
pub use server::Server;
pub use system::system_words;
pub use tool::{Outcome, Run, Tool};
