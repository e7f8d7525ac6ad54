//! What every guard has from outside, and no server can see: variables, the policy, and the channel to the host.
#![no_std]

extern crate alloc;

mod bindings {
    wit_bindgen::generate!({ path: "../wit", world: "surroundings", generate_all });
}
mod kept;

use alloc::string::String;
use bindings::{belljar::guards::policy::text, wasi::cli::environment::get_environment, wasi::cli::stderr::get_stderr};
use core::cell::{OnceCell, RefCell};
pub use kept::Kept;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[cfg(target_family = "wasm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

pub fn policy() -> String {
    text()
}

pub fn variable(name: &str) -> Option<String> {
    get_environment().into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// Tells the host what was refused, where there is a host that listens. The same is not said twice in a row.
pub fn report(op: &str, subject: &str, detail: &str) {
    static TOKEN: Kept<OnceCell<Option<String>>> = Kept::new(OnceCell::new());
    static LAST: Kept<RefCell<String>> = Kept::new(RefCell::new(String::new()));
    let Some(token) = TOKEN.get_or_init(|| variable("BELLJAR_CHANNEL").filter(|token| !token.is_empty())) else {
        return;
    };
    let line = rules::report::line(token, op, subject, detail);
    if LAST.replace(line.clone()) != line {
        // A server whose stderr is closed is still refused; there is just nobody to tell.
        _ = get_stderr().blocking_write_and_flush(line.as_bytes());
    }
}
