//! `belljar-bridge`: what a client's configuration launches, and what stands between Belljar and its children.
#[cfg(not(unix))]
compile_error!("the native bridge is for Unix; on Windows Belljar uses the Node one (electron/bridge.ts)");

mod answers;
mod down;
mod home;
mod journal;
mod json;
mod launch;
mod link;
mod relay;
mod start;
mod sys;
mod up;
mod wire;

use std::ffi::OsString;
use std::process::exit;

pub const VERSION: &str = env!("CARGO_PKG_VERSION");

const USAGE: &str = "Usage:
  belljar-bridge [bridge] all|SERVER [--home DIR]
      Serve all enabled servers, or one, to the MCP client on stdin and stdout.
  belljar-bridge launch --parent PID [--as BYTES] [--nofile N] [--core BYTES] -- PROGRAM [ARGUMENT...]
      Run a program with limits; it ends when PID ends.
  belljar-bridge --version | --help
";

fn main() {
    let mut words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let code = match words.first().and_then(|word| word.to_str()) {
        None if words.is_empty() => usage("Say which server to serve, or all."),
        Some("--version" | "-V") => print(&format!("belljar-bridge {VERSION}\n")),
        Some("--help" | "-h") => print(USAGE),
        Some("launch") => launch::launch(words.split_off(1)),
        Some("bridge") => bridge(words.split_off(1)),
        _ => bridge(words),
    };
    exit(code)
}

fn bridge(words: Vec<OsString>) -> i32 {
    let mut serve: Option<String> = None;
    let mut home: Option<OsString> = None;
    let mut rest = words.into_iter();
    while let Some(word) = rest.next() {
        let text = word.to_string_lossy().into_owned();
        if text == "--help" || text == "-h" {
            return print(USAGE);
        } else if text == "--home" {
            match rest.next() {
                Some(folder) if !folder.is_empty() => home = Some(folder),
                _ => return usage("--home needs a folder."),
            }
        } else if let Some(folder) = text.strip_prefix("--home=") {
            if folder.is_empty() {
                return usage("--home needs a folder.");
            }
            home = Some(folder.into());
        } else if text.starts_with('-') || text.is_empty() {
            return usage(&format!("Unknown option: {text:?}."));
        } else if serve.is_some() {
            return usage(&format!("One server or all, please; {text:?} is one too many."));
        } else {
            serve = Some(text);
        }
    }
    match serve {
        None => usage("Say which server to serve, or all."),
        Some(serve) => match home::find(home) {
            Ok(home) => relay::Relay::new(home, serve).run(),
            Err(reason) => {
                sys::say(&reason);
                1
            }
        },
    }
}

fn print(text: &str) -> i32 {
    sys::write_all(1, text.as_bytes());
    0
}

pub fn usage(problem: &str) -> i32 {
    sys::write_all(2, format!("belljar-bridge: {problem}\n{USAGE}").as_bytes());
    2
}
