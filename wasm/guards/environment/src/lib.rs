//! Keeps the variables that the host gives to guards from the server.
#![no_std]

extern crate alloc;
extern crate outside as _;

wit_bindgen::generate!({ path: "../wit", world: "environment-guard", generate_all });

use alloc::{string::String, vec::Vec};
use wasi::cli::environment;

struct Guard;
export!(Guard);

impl exports::wasi::cli::environment::Guest for Guard {
    fn get_environment() -> Vec<(String, String)> {
        environment::get_environment().into_iter().filter(|(name, _)| !name.starts_with("BELLJAR_")).collect()
    }

    fn get_arguments() -> Vec<String> {
        environment::get_arguments()
    }

    fn initial_cwd() -> Option<String> {
        environment::initial_cwd()
    }
}
