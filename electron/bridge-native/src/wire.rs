//! What bridge and host say to each other before the lines begin.
use crate::json::quoted;
use crate::{sys, VERSION};

/// The version of this protocol, not of the program.
const PROTOCOL: u32 = 1;
/// The longest first line of a host, in bytes.
pub const MAX_REPLY: usize = 64 * 1024;

pub fn preamble(session: &str, serve: &str, resume: bool) -> String {
    let cwd = std::env::current_dir().unwrap_or_default();
    format!(
        "{{\"belljar\":{PROTOCOL},\"version\":\"{VERSION}\",\"session\":\"{session}\",\"serve\":{},\"cwd\":{},\"pid\":{},\"client\":{},\"resume\":{resume}}}\n",
        quoted(serve),
        quoted(&cwd.to_string_lossy()),
        std::process::id(),
        sys::parent(),
    )
}

pub enum Reply {
    /// The host has so many bytes of this session already.
    Ok(u64),
    Refused(String),
    Strange,
}

/// `line` is without its newline.
pub fn parse_reply(line: &[u8]) -> Reply {
    let text = String::from_utf8_lossy(line);
    let mut words = text.trim_end_matches('\r').splitn(4, ' ');
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some("belljar"), Some("1"), Some("ok"), Some(count)) => count.parse().map_or(Reply::Strange, Reply::Ok),
        // A host of another protocol version can still say so.
        (Some("belljar"), Some(_), Some("refused"), Some(sentence)) => Reply::Refused(sentence.into()),
        _ => Reply::Strange,
    }
}

pub fn error_answer(id: &[u8], message: &str) -> Vec<u8> {
    let mut line = b"{\"jsonrpc\":\"2.0\",\"id\":".to_vec();
    line.extend_from_slice(id);
    line.extend_from_slice(b",\"error\":{\"code\":-32000,\"message\":");
    line.extend_from_slice(quoted(message).as_bytes());
    line.extend_from_slice(b"}}\n");
    line
}

/// 32 hex digits that nobody can guess.
pub fn new_session() -> std::io::Result<String> {
    use std::io::Read;
    let mut bytes = [0; 16];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
