//! The linker's part of a guard: a small stack, and a memory that cannot grow past its maximum.

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=../link.rs");
    // What a server writes or stores in one call passes through these two.
    let megabytes = match var("CARGO_PKG_NAME").as_deref() {
        Ok("filesystem" | "keyvalue") => 16,
        _ => 4,
    };
    if var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("wasm") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size=65536");
        println!("cargo::rustc-link-arg-cdylib=--max-memory={}", megabytes << 20);
    }
}
