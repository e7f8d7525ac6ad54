//! How many linear memories come into being when a component is instantiated.

use crate::refusal::{Refusal, Result};
use wasmparser::{
    ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind, ComponentTypeRef, Encoding,
    Instance, Parser, Payload,
};

/// Saturates: nested components can ask for more than there are numbers.
#[derive(Clone, Copy, Default)]
pub struct Memories {
    pub all: u64,
    /// Those that a limit has to be shared out to: all that can be larger than `SMALL`, also where they are so from the start.
    pub growable: u64,
}

/// Bytes. A page, which the stubs of toolchains have.
const SMALL: u64 = 65_536;

impl Memories {
    fn add(&mut self, more: Memories) {
        self.all = self.all.saturating_add(more.all);
        self.growable = self.growable.saturating_add(more.growable);
    }
}

/// A module or component whose end is not reached. `None` stands for one that only comes at instantiation.
#[derive(Default)]
struct Frame {
    is_component: bool,
    own: Memories,
    modules: Vec<Option<Memories>>,
    components: Vec<Option<Memories>>,
}

/// The component must be valid.
pub fn count(component: &[u8]) -> Result<Memories> {
    let mut frames: Vec<Frame> = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        let payload = payload.map_err(Refusal::damaged)?;
        match &payload {
            Payload::Version { encoding, .. } => {
                frames.push(Frame { is_component: *encoding == Encoding::Component, ..Frame::default() });
            }
            Payload::End(_) => {
                let Some(done) = frames.pop() else { break };
                let Some(parent) = frames.last_mut() else { return Ok(done.own) };
                let list = if done.is_component { &mut parent.components } else { &mut parent.modules };
                list.push(Some(done.own));
            }
            Payload::ComponentAliasSection(reader) => {
                for alias in reader.clone() {
                    take_alias(&mut frames, alias.map_err(Refusal::damaged)?)?;
                }
            }
            _ => {
                if let Some(frame) = frames.last_mut() {
                    take(frame, &payload)?;
                }
            }
        }
    }
    Err(Refusal::damaged("it has no end"))
}

fn take(frame: &mut Frame, payload: &Payload<'_>) -> Result<()> {
    match payload {
        Payload::MemorySection(reader) => {
            for memory in reader.clone() {
                let memory = memory.map_err(Refusal::damaged)?;
                let page = 1_u64.checked_shl(memory.page_size_log2.unwrap_or(16)).unwrap_or(u64::MAX);
                let large = memory.maximum.is_none_or(|maximum| maximum.saturating_mul(page) > SMALL);
                frame.own.add(Memories { all: 1, growable: u64::from(large) });
            }
        }
        Payload::InstanceSection(reader) => {
            for instance in reader.clone() {
                if let Instance::Instantiate { module_index, .. } = instance.map_err(Refusal::damaged)? {
                    frame.own.add(known(&frame.modules, module_index)?);
                }
            }
        }
        Payload::ComponentInstanceSection(reader) => {
            for instance in reader.clone() {
                if let ComponentInstance::Instantiate { component_index, .. } = instance.map_err(Refusal::damaged)? {
                    frame.own.add(known(&frame.components, component_index)?);
                }
            }
        }
        Payload::ComponentImportSection(reader) => {
            for import in reader.clone() {
                match import.map_err(Refusal::damaged)?.ty {
                    ComponentTypeRef::Module(_) => frame.modules.push(None),
                    ComponentTypeRef::Component(_) => frame.components.push(None),
                    _ => {}
                }
            }
        }
        Payload::ComponentExportSection(reader) => {
            for export in reader.clone() {
                let export = export.map_err(Refusal::damaged)?;
                again(frame, export.kind, export.index);
            }
        }
        _ => {}
    }
    Ok(())
}

/// What is exported gets one more index.
fn again(frame: &mut Frame, kind: ComponentExternalKind, index: u32) {
    let list = match kind {
        ComponentExternalKind::Module => &mut frame.modules,
        ComponentExternalKind::Component => &mut frame.components,
        _ => return,
    };
    let same = list.get(index as usize).copied().flatten();
    list.push(same);
}

fn take_alias(frames: &mut [Frame], alias: ComponentAlias<'_>) -> Result<()> {
    match alias {
        ComponentAlias::Outer { kind, count, index } => {
            let from = frames.len().checked_sub(1 + count as usize).and_then(|at| frames.get(at));
            let from = from.ok_or_else(|| Refusal::damaged("an alias points nowhere"))?;
            let same = |list: &[Option<Memories>]| list.get(index as usize).copied().flatten();
            let (module, component) = (same(&from.modules), same(&from.components));
            let Some(frame) = frames.last_mut() else { return Ok(()) };
            match kind {
                ComponentOuterAliasKind::CoreModule => frame.modules.push(module),
                ComponentOuterAliasKind::Component => frame.components.push(component),
                _ => {}
            }
        }
        ComponentAlias::InstanceExport { kind, .. } => {
            let Some(frame) = frames.last_mut() else { return Ok(()) };
            match kind {
                ComponentExternalKind::Module => frame.modules.push(None),
                ComponentExternalKind::Component => frame.components.push(None),
                _ => {}
            }
        }
        ComponentAlias::CoreInstanceExport { .. } => {}
    }
    Ok(())
}

fn known(list: &[Option<Memories>], index: u32) -> Result<Memories> {
    list.get(index as usize).copied().flatten().ok_or_else(|| {
        Refusal::new(
            "It puts parts together while it starts, so its memory cannot be limited.",
            "Ask whoever made it for a component that holds its parts in fixed places.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::count;
    use wasm_encoder::{
        Component, ComponentInstanceSection, ComponentSectionId, InstanceSection, MemorySection, MemoryType, Module,
        ModuleArg, ModuleSection, RawSection,
    };

    /// A module with one memory that can grow and one that cannot.
    fn module() -> Module {
        module_of(&[(1, None), (1, Some(1))])
    }

    /// A module with memories of these first and largest sizes in pages.
    fn module_of(sizes: &[(u64, Option<u64>)]) -> Module {
        let mut memories = MemorySection::new();
        for &(minimum, maximum) in sizes {
            memories.memory(MemoryType { minimum, maximum, memory64: false, shared: false, page_size_log2: None });
        }
        let mut module = Module::new();
        module.section(&memories);
        module
    }

    fn component(instances: u32) -> Vec<u8> {
        component_of(&module(), instances)
    }

    fn component_of(module: &Module, instances: u32) -> Vec<u8> {
        let mut out = Component::new();
        out.section(&ModuleSection(module));
        let mut section = InstanceSection::new();
        for _ in 0..instances {
            section.instantiate::<_, &str>(0, Vec::<(&str, ModuleArg)>::new());
        }
        out.section(&section);
        out.finish()
    }

    /// Holds `inner` and instantiates it twice.
    fn twice(inner: &[u8]) -> Vec<u8> {
        let mut out = Component::new();
        out.section(&RawSection { id: ComponentSectionId::Component.into(), data: inner });
        let mut section = ComponentInstanceSection::new();
        for _ in 0..2 {
            section.instantiate::<_, &str>(0, []);
        }
        out.section(&section);
        out.finish()
    }

    #[test]
    fn modules_count_as_often_as_they_are_instantiated() {
        for instances in [0, 1, 3] {
            let found = count(&component(instances)).expect("it is valid");
            assert_eq!((found.all, found.growable), (2 * u64::from(instances), u64::from(instances)));
        }
    }

    #[test]
    fn a_memory_that_is_large_from_the_start_takes_its_share() {
        let found = count(&component_of(&module_of(&[(2, None), (4000, Some(4000)), (1, Some(1))]), 1));
        assert_eq!(found.expect("it is valid").growable, 2);
    }

    #[test]
    fn nesting_multiplies_without_overflow() {
        let mut nested = component(1);
        for depth in 1..=80 {
            nested = twice(&nested);
            let found = count(&nested).expect("it is valid");
            assert_eq!(found.all, 2u64.checked_pow(depth + 1).unwrap_or(u64::MAX));
        }
    }
}
