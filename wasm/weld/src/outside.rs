//! What wasmtime gives to every program: the interfaces of WASI 0.2.12, and the section that imports some of them.

use crate::interface::key;
use crate::refusal::{Refusal, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use wasm_encoder::{
    CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection, MemorySection,
    MemoryType, Module, TypeSection, ValType,
};
use wasmparser::{BinaryReaderError, Parser, Payload};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::abi::WasmType;
use wit_parser::{
    InterfaceId, ManglingAndAbi, Resolve, ResourceIntrinsic, TypeDefKind, WasmImport, WorldId, WorldItem,
};

/// Each after those that it uses.
pub const PACKAGES: [(&str, &str); 7] = [
    ("io.wit", include_str!("../../guards/wit/deps/io.wit")),
    ("clocks.wit", include_str!("../../guards/wit/deps/clocks.wit")),
    ("random.wit", include_str!("../../guards/wit/deps/random.wit")),
    ("filesystem.wit", include_str!("../../guards/wit/deps/filesystem.wit")),
    ("sockets.wit", include_str!("../../guards/wit/deps/sockets.wit")),
    ("cli.wit", include_str!("../../guards/wit/deps/cli.wit")),
    ("http.wit", include_str!("../../guards/wit/deps/http.wit")),
];

pub struct Outside {
    resolve: Resolve,
    /// Full names by key.
    names: BTreeMap<String, String>,
}

/// The beginning of a component.
pub struct Imports {
    /// Of types, aliases and imports: id and content.
    pub sections: Vec<(u8, Vec<u8>)>,
    /// How many types they take.
    pub types: u32,
    /// Full names, in the order of the instances' indices.
    pub names: Vec<String>,
}

impl Outside {
    pub fn new() -> Result<Self> {
        let mut resolve = Resolve::default();
        for (file, text) in PACKAGES {
            resolve.push_str(file, text).map_err(|e| fault(&e))?;
        }
        let ids = resolve.interfaces.iter().filter_map(|(id, _)| resolve.id_of(id));
        let names = ids.map(|name| (key(&name), name)).collect();
        Ok(Self { resolve, names })
    }

    pub fn provides(&self, key: &str) -> bool {
        self.names.contains_key(key)
    }

    /// Imports the interfaces with these keys, and those whose types they use.
    pub fn imports(mut self, keys: &BTreeSet<String>) -> Result<Imports> {
        let names = keys.iter().filter_map(|key| self.names.get(key)).cloned().collect::<Vec<_>>();
        let wanted = self.world("wanted", &names, "")?;
        let all = self.resolve.worlds[wanted].imports.values().filter_map(|item| match item {
            WorldItem::Interface { id, .. } => Some(*id),
            _ => None,
        });
        let types = user_of_types(&self.resolve, &all.collect::<Vec<_>>());
        let world = self.world("outside", &names, &types)?;
        let mut module = user_of_all(&self.resolve, world);
        embed_component_metadata(&mut module, &self.resolve, world, StringEncoding::UTF8).map_err(|e| fault(&e))?;
        let component = (|| ComponentEncoder::default().module(&module)?.encode())().map_err(|e| fault(&e))?;
        beginning(&component)
    }

    /// Imports these interfaces and then `last`, the text of one more.
    fn world(&mut self, package: &str, names: &[String], last: &str) -> Result<WorldId> {
        let mut text = format!("package belljar:{package};\n{last}\nworld one {{\n");
        for name in names {
            let _ = writeln!(text, "  import {name};");
        }
        text.push_str(if last.is_empty() { "}" } else { "  import types;\n}" });
        let package = self.resolve.push_str("world.wit", &text).map_err(|e| fault(&e))?;
        self.resolve.select_world(&[package], Some("one")).map_err(|e| fault(&e))
    }
}

/// An interface that uses every type, because the encoder leaves out those that no function uses.
fn user_of_types(resolve: &Resolve, interfaces: &[InterfaceId]) -> String {
    let mut text = String::from("interface types {\n");
    let mut count = 0;
    for id in interfaces {
        for name in resolve.interfaces[*id].types.keys() {
            let from = resolve.id_of(*id).unwrap_or_default();
            let _ = writeln!(text, "  use {from}.{{%{name} as t{count}}};\n  x{count}: func(of: t{count});");
            count += 1;
        }
    }
    text + "}"
}

/// A core module that imports every function, because the encoder leaves out what a module does not use.
fn user_of_all(resolve: &Resolve, world: WorldId) -> Vec<u8> {
    let abi = ManglingAndAbi::Legacy(wit_parser::LiftLowerAbi::Sync);
    let mut types = TypeSection::new();
    let mut imports = ImportSection::new();
    let mut add = |(module, name): (String, String), params: &[WasmType], results: &[WasmType]| {
        let at = types.len();
        types.ty().function(params.iter().map(core_type), results.iter().map(core_type));
        imports.import(&module, &name, EntityType::Function(at));
    };
    for (world_key, item) in &resolve.worlds[world].imports {
        let WorldItem::Interface { id, .. } = item else { continue };
        let interface = Some(world_key);
        for func in resolve.interfaces[*id].functions.values() {
            let signature = resolve.wasm_signature(abi.import_variant(), func);
            let name = resolve.wasm_import_name(abi, WasmImport::Func { interface, func });
            add(name, &signature.params, &signature.results);
        }
        for resource in resolve.interfaces[*id].types.values().copied() {
            if !matches!(resolve.types[resource].kind, TypeDefKind::Resource) {
                continue;
            }
            let intrinsic = ResourceIntrinsic::ImportedDrop;
            let drop = WasmImport::ResourceIntrinsic { interface, resource, intrinsic };
            add(resolve.wasm_import_name(abi, drop), &[WasmType::I32], &[]);
        }
    }
    let mut memories = MemorySection::new();
    memories.memory(MemoryType { minimum: 0, maximum: None, memory64: false, shared: false, page_size_log2: None });
    let realloc = types.len();
    types.ty().function([ValType::I32; 4], [ValType::I32]);
    let mut functions = FunctionSection::new();
    functions.function(realloc);
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0);
    exports.export("cabi_realloc", ExportKind::Func, imports.len());
    let mut body = Function::new([]);
    body.instructions().unreachable().end();
    let mut code = CodeSection::new();
    code.function(&body);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&memories).section(&exports).section(&code);
    module.finish()
}

fn core_type(of: &WasmType) -> ValType {
    match of {
        WasmType::I64 | WasmType::PointerOrI64 => ValType::I64,
        WasmType::F32 => ValType::F32,
        WasmType::F64 => ValType::F64,
        WasmType::I32 | WasmType::Pointer | WasmType::Length => ValType::I32,
    }
}

/// Everything up to the last import of WASI; what comes before it are only types and aliases.
fn beginning(component: &[u8]) -> Result<Imports> {
    let mut seen = Imports { sections: Vec::new(), types: 0, names: Vec::new() };
    let mut kept = (0, 0);
    for payload in Parser::new(0).parse_all(component) {
        let payload = payload.map_err(|e| fault(&e))?;
        match &payload {
            Payload::ComponentImportSection(reader) => {
                let names = reader.clone().into_iter().map(|import| Ok(import?.name.name.to_string()));
                let names =
                    names.collect::<core::result::Result<Vec<_>, BinaryReaderError>>().map_err(|e| fault(&e))?;
                if names.iter().any(|name| name.starts_with("belljar:")) {
                    break;
                }
                seen.names.extend(names);
            }
            Payload::ComponentTypeSection(reader) => seen.types += reader.count(),
            // The encoder aliases nothing but types here.
            Payload::ComponentAliasSection(reader) => seen.types += reader.count(),
            Payload::Version { .. } => continue,
            _ => break,
        }
        let (id, range) = payload.as_section().ok_or_else(|| fault(&"a section has no bytes"))?;
        seen.sections.push((id, component[range].to_vec()));
        if matches!(payload, Payload::ComponentImportSection(_)) {
            kept = (seen.sections.len(), seen.types);
        }
    }
    seen.sections.truncate(kept.0);
    seen.types = kept.1;
    Ok(seen)
}

fn fault(error: &impl std::fmt::Display) -> Refusal {
    Refusal::ours("WASI cannot be imported", format!("{error:#}"))
}
