mod collapse;
pub mod filter;
mod kept;
pub mod parse;
pub mod range;
pub mod search;
pub mod statistics;
mod top;
