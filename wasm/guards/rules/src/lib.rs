//! All that guards decide, without anything of WebAssembly.
#![no_std]

extern crate alloc;

pub mod address;
pub mod config;
pub mod fields;
pub mod path;
pub mod pattern;
pub mod policy;
pub mod proxy;
pub mod report;
pub mod target;
