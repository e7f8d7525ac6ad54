//! What a component imports and exports, in order.

use crate::refusal::{Refusal, Result};
use wasmparser::{ComponentExternalKind, ComponentTypeRef, Parser, Payload, Validator, WasmFeatures};

pub struct Import {
    pub name: String,
    /// Only instances, that is, whole interfaces, can be passed on.
    pub is_instance: bool,
}

pub struct Export {
    pub name: String,
    pub kind: ComponentExternalKind,
}

#[derive(Default)]
pub struct Surface {
    pub imports: Vec<Import>,
    pub exports: Vec<Export>,
}

pub fn surface(component: &[u8]) -> Result<Surface> {
    let mut found = Surface::default();
    let mut depth = 0usize;
    for payload in Parser::new(0).parse_all(component) {
        match payload.map_err(Refusal::damaged)? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(reader) if depth == 0 => {
                for import in reader {
                    let import = import.map_err(Refusal::damaged)?;
                    let is_instance = matches!(import.ty, ComponentTypeRef::Instance(_));
                    found.imports.push(Import { name: import.name.name.to_string(), is_instance });
                }
            }
            Payload::ComponentExportSection(reader) if depth == 0 => {
                for export in reader {
                    let export = export.map_err(Refusal::damaged)?;
                    found.exports.push(Export { name: export.name.name.to_string(), kind: export.kind });
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Everything but the bodies of functions, which wasmtime looks at when it compiles them.
pub fn validate(wasm: &[u8]) -> core::result::Result<(), wasmparser::BinaryReaderError> {
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    for payload in Parser::new(0).parse_all(wasm) {
        validator.payload(&payload?)?;
    }
    Ok(())
}
