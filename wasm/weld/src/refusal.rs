//! Why a server is not welded, for a person.

use serde_json::json;

const OURS: &str = "This is a fault of Belljar: please report it with this message.";
const DAMAGED: &str = "Build or download it again; it may be damaged or use a feature that wasmtime does not have.";

#[derive(Debug)]
pub struct Refusal {
    pub message: String,
    pub hint: String,
}

pub type Result<T> = core::result::Result<T, Refusal>;

impl Refusal {
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }

    /// The server's bytes are at fault.
    pub fn damaged(error: impl core::fmt::Display) -> Self {
        Self::new(format!("It is not valid WebAssembly: {}.", first_line(&error.to_string())), DAMAGED)
    }

    /// Belljar's own parts are at fault.
    pub fn ours(what: &str, error: impl core::fmt::Display) -> Self {
        Self::new(format!("{what}: {}.", first_line(&error.to_string())), OURS)
    }

    pub fn too_much_memory() -> Self {
        Self::new(
            "It is too large: putting guards before it takes too much memory.",
            "Ask whoever made it for a smaller one.",
        )
    }

    /// One line of JSON.
    pub fn to_json(&self) -> String {
        json!({ "message": self.message, "hint": self.hint }).to_string()
    }
}

/// Names and errors come from untrusted bytes: no control characters, and not too long.
pub fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim_end_matches('.');
    line.chars().filter(|c| !c.is_control()).take(300).collect()
}
