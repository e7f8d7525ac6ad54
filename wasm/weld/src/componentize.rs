//! Core modules become components.

use crate::refusal::{Refusal, Result, first_line};
use std::collections::BTreeSet;
use wasi_preview1_component_adapter_provider::{
    WASI_SNAPSHOT_PREVIEW1_ADAPTER_NAME as PREVIEW1, WASI_SNAPSHOT_PREVIEW1_COMMAND_ADAPTER as ADAPTER,
};
use wasmparser::{Encoding, ExternalKind, Parser, Payload};
use wit_component::ComponentEncoder;

pub fn is_component(wasm: &[u8]) -> Result<bool> {
    match Parser::new(0).parse_all(wasm).next() {
        Some(Ok(Payload::Version { encoding, .. })) => Ok(encoding == Encoding::Component),
        Some(Err(error)) => Err(Refusal::damaged(error)),
        _ => Err(Refusal::damaged("it has no header")),
    }
}

/// A program for preview 1 gets the adapter of the pinned wasmtime.
pub fn adapt(module: &[u8]) -> Result<Vec<u8>> {
    check_preview1(module)?;
    let encode = || ComponentEncoder::default().module(module)?.adapter(PREVIEW1, ADAPTER)?.encode();
    encode().map_err(|error| {
        Refusal::new(
            format!("It cannot be made a component: {}.", first_line(&format!("{error:#}"))),
            "Build it for wasm32-wasip2, or ask whoever made it for a component.",
        )
    })
}

/// A guard carries its component type in a custom section.
pub fn guard(name: &str, module: &[u8]) -> Result<Vec<u8>> {
    let encode = || ComponentEncoder::default().module(module)?.encode();
    encode().map_err(|error| Refusal::ours(&format!("The guard {name} cannot be used"), format!("{error:#}")))
}

fn check_preview1(module: &[u8]) -> Result<()> {
    let mut foreign = BTreeSet::new();
    let mut starts = false;
    for payload in Parser::new(0).parse_all(module) {
        match payload.map_err(Refusal::damaged)? {
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    let from = import.map_err(Refusal::damaged)?.module;
                    if from != PREVIEW1 {
                        foreign.insert(first_line(from));
                    }
                }
            }
            Payload::ExportSection(reader) => {
                for export in reader {
                    let export = export.map_err(Refusal::damaged)?;
                    starts |= export.name == "_start" && export.kind == ExternalKind::Func;
                }
            }
            _ => {}
        }
    }
    if !foreign.is_empty() {
        return Err(cannot_provide(foreign));
    }
    if starts {
        return Ok(());
    }
    Err(Refusal::new("It is a library: it has no `_start` function.", "Build it as a program (a command)."))
}

pub fn cannot_provide(names: BTreeSet<String>) -> Refusal {
    let count = names.len();
    let mut shown: Vec<String> = names.into_iter().take(5).collect();
    if count > shown.len() {
        shown.push(format!("{} more", count - shown.len()));
    }
    Refusal::new(
        format!("It needs something that Belljar does not provide: {}.", shown.join(", ")),
        "Ask whoever made it for a version that uses WASI 0.2 only.",
    )
}
