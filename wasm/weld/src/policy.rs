//! The component that tells the guards what to enforce. It is made anew for each server, with the text inside.

use crate::refusal::{Refusal, Result};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ExportKind, ExportSection, Function, FunctionSection, MemorySection,
    MemoryType, Module, TypeSection, ValType,
};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

pub const NAME: &str = "belljar:guards/policy@1.0.0";
pub const WIT: &str = include_str!("../../guards/wit/policy.wit");
const WORLD: &str = "package belljar:data;\nworld data { export belljar:guards/policy@1.0.0; }";

const PAGE: usize = 65536;
/// Where the answer, address and length, and behind it the text lie.
const ANSWER: usize = 16;
const TEXT: usize = 32;

pub fn component(text: &str) -> Result<Vec<u8>> {
    let fault = |error: String| Refusal::ours("The policy cannot be made", error);
    let mut resolve = Resolve::default();
    resolve.push_str("policy.wit", WIT).map_err(|e| fault(format!("{e:#}")))?;
    let package = resolve.push_str("data.wit", WORLD).map_err(|e| fault(format!("{e:#}")))?;
    let world = resolve.select_world(&[package], Some("data")).map_err(|e| fault(format!("{e:#}")))?;
    let mut module = core_module(text);
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8)
        .map_err(|e| fault(format!("{e:#}")))?;
    let encode = || ComponentEncoder::default().module(&module)?.encode();
    encode().map_err(|e| fault(format!("{e:#}")))
}

/// One function that returns the address of address and length. Its memory cannot grow.
fn core_module(text: &str) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], [ValType::I32]);
    let mut functions = FunctionSection::new();
    functions.function(0);
    let pages = (TEXT + text.len()).div_ceil(PAGE) as u64;
    let mut memories = MemorySection::new();
    let memory =
        MemoryType { minimum: pages, maximum: Some(pages), memory64: false, shared: false, page_size_log2: None };
    memories.memory(memory);
    let mut exports = ExportSection::new();
    exports.export(&format!("{NAME}#text"), ExportKind::Func, 0);
    exports.export("memory", ExportKind::Memory, 0);
    let mut code = CodeSection::new();
    let mut body = Function::new([]);
    body.instructions().i32_const(ANSWER as i32).end();
    code.function(&body);
    let mut data = DataSection::new();
    let answer = [(TEXT as u32).to_le_bytes(), (text.len() as u32).to_le_bytes()].concat();
    data.active(0, &ConstExpr::i32_const(ANSWER as i32), answer);
    data.active(0, &ConstExpr::i32_const(TEXT as i32), text.bytes());
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&memories).section(&exports).section(&code).section(&data);
    module.finish()
}
