//! Writes the component that holds server and guards and connects them. Indices are counted by hand: each import, instance, alias
//! and export of an instance takes the next one.

use crate::outside::Imports;
use crate::sections::Surface;
use wasm_encoder::{
    Alias, Component, ComponentAliasSection, ComponentExportKind, ComponentExportSection, ComponentInstanceSection,
    ComponentSectionId, RawSection,
};
use wasmparser::ComponentExternalKind;

pub struct Splice {
    out: Component,
    components: u32,
    instances: u32,
    /// How many there are of the kinds that only exports of the server take: functions, types, values.
    types: u32,
    functions: u32,
    values: u32,
}

impl Splice {
    /// Types of the beginning take indices too; `types` says how many.
    pub fn new(imports: &Imports) -> Self {
        let mut out = Component::new();
        for (id, data) in &imports.sections {
            out.section(&RawSection { id: *id, data });
        }
        let instances = imports.names.len() as u32;
        Self { out, components: 0, instances, types: imports.types, functions: 0, values: 0 }
    }

    /// Adds a component and instantiates it with pairs of import name and instance. Returns the instance.
    pub fn instantiate(&mut self, component: &[u8], with: &[(String, u32)]) -> u32 {
        self.out.section(&RawSection { id: ComponentSectionId::Component.into(), data: component });
        let mut section = ComponentInstanceSection::new();
        let args = with.iter().map(|(name, instance)| (name.as_str(), ComponentExportKind::Instance, *instance));
        section.instantiate(self.components, args);
        self.out.section(&section);
        self.components += 1;
        next(&mut self.instances)
    }

    /// The interface that an instance exports, as an instance.
    pub fn interface(&mut self, instance: u32, name: &str) -> u32 {
        self.alias(instance, name, ComponentExportKind::Instance);
        next(&mut self.instances)
    }

    /// Exports all that `server` exports under the same names.
    pub fn export_all(&mut self, server: u32, surface: &Surface) {
        for export in &surface.exports {
            let (kind, counter) = match export.kind {
                ComponentExternalKind::Instance => (ComponentExportKind::Instance, &mut self.instances),
                ComponentExternalKind::Func => (ComponentExportKind::Func, &mut self.functions),
                ComponentExternalKind::Type => (ComponentExportKind::Type, &mut self.types),
                ComponentExternalKind::Value => (ComponentExportKind::Value, &mut self.values),
                // Parts of a program, not something that it does.
                ComponentExternalKind::Module | ComponentExternalKind::Component => continue,
            };
            let index = next(counter);
            next(counter);
            self.alias(server, &export.name, kind);
            let mut section = ComponentExportSection::new();
            section.export(export.name.as_str(), kind, index, None);
            self.out.section(&section);
        }
    }

    pub fn finish(self) -> Vec<u8> {
        self.out.finish()
    }

    fn alias(&mut self, instance: u32, name: &str, kind: ComponentExportKind) {
        let mut section = ComponentAliasSection::new();
        section.alias(Alias::InstanceExport { instance, kind, name });
        self.out.section(&section);
    }
}

fn next(counter: &mut u32) -> u32 {
    *counter += 1;
    *counter - 1
}
