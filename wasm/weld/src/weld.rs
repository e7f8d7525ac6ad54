//! Who gets what: guards get the outside, the server gets the guards' interfaces and for the rest the outside.

use crate::componentize::{self, cannot_provide};
use crate::interface::key;
use crate::memories;
use crate::outside::Outside;
use crate::policy;
use crate::refusal::{Refusal, Result, first_line};
use crate::sections::{Surface, surface, validate};
use crate::splice::Splice;
use std::collections::{BTreeMap, BTreeSet};

pub struct Guard {
    pub name: String,
    /// A core module with its component type inside.
    pub bytes: Vec<u8>,
}

pub struct Parts {
    /// A component, or a core module for preview 1.
    pub server: Vec<u8>,
    pub guards: Vec<Guard>,
    pub policy: String,
}

pub struct Welded {
    pub bytes: Vec<u8>,
    /// Linear memories of everything.
    pub memories: u64,
    /// Those of the server that can grow.
    pub growable: u64,
    /// What it still needs from outside.
    pub imports: Vec<String>,
    pub adapted: bool,
}

/// Of a server; each may grow, so with more of them no limit could be shared out.
const MOST_MEMORIES: u64 = 100;

struct Part {
    component: Vec<u8>,
    surface: Surface,
}

pub fn weld(parts: Parts) -> Result<Welded> {
    validate(&parts.server).map_err(Refusal::damaged)?;
    let adapted = !componentize::is_component(&parts.server)?;
    let server = part(if adapted { componentize::adapt(&parts.server)? } else { parts.server })?;
    let own = memories::count(&server.component)?;
    if own.all > MOST_MEMORIES {
        return Err(too_many(own.all));
    }
    let guards = parts.guards.iter().map(|guard| part(componentize::guard(&guard.name, &guard.bytes)?));
    let guards = guards.collect::<Result<Vec<Part>>>()?;

    let outside = Outside::new()?;
    let guarded: BTreeSet<String> =
        guards.iter().flat_map(|guard| &guard.surface.exports).map(|e| key(&e.name)).collect();
    check(&server, &|wanted| guarded.contains(wanted) || outside.provides(wanted))?;
    for guard in &guards {
        check(guard, &|wanted| wanted == policy::NAME || outside.provides(wanted))?;
    }
    let by_guards = guards.iter().flat_map(Part::wants);
    let by_server = server.wants().filter(|wanted| !guarded.contains(wanted));
    let needed: BTreeSet<String> = by_guards.chain(by_server).collect();

    let imports = outside.imports(&needed)?;
    let mut splice = Splice::new(&imports);
    let outer = (0..).zip(&imports.names).map(|(index, name)| (key(name), index)).collect::<BTreeMap<String, u32>>();
    let mut for_guards = outer.clone();
    if needed.contains(policy::NAME) {
        let instance = splice.instantiate(&policy::component(&parts.policy)?, &[]);
        for_guards.insert(policy::NAME.into(), splice.interface(instance, policy::NAME));
    }
    let mut for_server = outer;
    for guard in &guards {
        let instance = splice.instantiate(&guard.component, &guard.arguments(&for_guards));
        for export in &guard.surface.exports {
            for_server.insert(key(&export.name), splice.interface(instance, &export.name));
        }
    }
    let instance = splice.instantiate(&server.component, &server.arguments(&for_server));
    splice.export_all(instance, &server.surface);

    let bytes = splice.finish();
    validate(&bytes).map_err(|error| does_not_fit(&error))?;
    Ok(Welded {
        memories: memories::count(&bytes)?.all,
        growable: own.growable,
        imports: imports.names,
        adapted,
        bytes,
    })
}

fn part(component: Vec<u8>) -> Result<Part> {
    let surface = surface(&component)?;
    Ok(Part { component, surface })
}

impl Part {
    fn wants(&self) -> impl Iterator<Item = String> {
        self.surface.imports.iter().map(|import| key(&import.name))
    }

    fn arguments(&self, from: &BTreeMap<String, u32>) -> Vec<(String, u32)> {
        let found = |name: &String| from.get(&key(name)).map(|index| (name.clone(), *index));
        self.surface.imports.iter().filter_map(|import| found(&import.name)).collect()
    }
}

/// Refuses a part that imports something which nobody has.
fn check(part: &Part, has: &dyn Fn(&str) -> bool) -> Result<()> {
    let imports = part.surface.imports.iter();
    let lacking = imports.filter(|import| !import.is_instance || !has(&key(&import.name)));
    let names: BTreeSet<String> = lacking.map(|import| first_line(&import.name)).collect();
    if names.is_empty() { Ok(()) } else { Err(cannot_provide(names)) }
}

fn too_many(memories: u64) -> Refusal {
    Refusal::new(
        format!("It starts with {memories} memories; at most {MOST_MEMORIES} can be limited."),
        "Nothing of it was run. It may be built to overload computers; ask whoever made it.",
    )
}

fn does_not_fit(error: &wasmparser::BinaryReaderError) -> Refusal {
    Refusal::new(
        format!("What it needs from WASI differs from what Belljar provides: {}.", first_line(error.message())),
        "Ask whoever made it for a version that uses WASI 0.2.12 or older.",
    )
}
