//! Puts guards between a WebAssembly server and what it imports. Runs in a sandbox itself: it reads `/job/job.json` and the files
//! that it names, and writes `/job/out.wasm` and `/job/report.json`; or it exits with 1 and one line of JSON on stderr.

mod componentize;
mod interface;
mod job;
mod memories;
mod outside;
mod policy;
mod refusal;
mod sections;
mod splice;
mod weld;

use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).unwrap_or_else(|| String::from("/job"));
    match job::run(std::path::Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("{}", refusal.to_json());
            ExitCode::from(1)
        }
    }
}
