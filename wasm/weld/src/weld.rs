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
    /// Those of the server that can be large.
    pub growable: u64,
    /// What it still needs from outside.
    pub imports: Vec<String>,
    pub adapted: bool,
}

/// Of a server; each may grow, so with more of them no limit could be shared out.
const MOST_MEMORIES: u64 = 100;

const REQUESTS: &str = "wasi:http/outgoing-handler@0.2";

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
    // Where a guard sends requests the runtime offers that to all: without its guard the server would reach every host.
    let open = guards.iter().flat_map(Part::wants).any(|wanted| wanted == REQUESTS);
    check(&server, &|wanted| guarded.contains(wanted) || (outside.provides(wanted) && !(open && wanted == REQUESTS)))?;
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

#[cfg(test)]
mod tests {
    use super::{Guard, Parts, Welded, weld};
    use crate::refusal::Refusal;
    use crate::sections::surface;
    use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
    use wit_parser::{LiftLowerAbi, ManglingAndAbi, Resolve};

    /// A core module that has this world, with functions that do nothing.
    fn module(world: &str) -> Vec<u8> {
        let mut resolve = Resolve::default();
        for (file, text) in crate::outside::PACKAGES {
            resolve.push_str(file, text).expect("it is vendored");
        }
        let older = "package wasi:io@0.2.0; interface poll { resource pollable { block: func(); } }";
        resolve.push_str("older.wit", older).expect("it parses");
        resolve.push_str("policy.wit", crate::policy::WIT).expect("it parses");
        let text = format!("package acme:test;\ninterface tools {{ act: func(); }}\nworld test {{ {world} }}");
        let package = resolve.push_str("test.wit", &text).expect("it parses");
        let world = resolve.select_world(&[package], Some("test")).expect("it is there");
        let mut bytes = dummy_module(&resolve, world, ManglingAndAbi::Legacy(LiftLowerAbi::Sync));
        embed_component_metadata(&mut bytes, &resolve, world, StringEncoding::UTF8).expect("it fits");
        bytes
    }

    fn component(world: &str) -> Vec<u8> {
        let encode = || ComponentEncoder::default().module(&module(world))?.encode();
        encode().expect("it is a component")
    }

    fn welded(server: &str, guards: &[&str]) -> Result<Welded, Refusal> {
        let guards = guards.iter().map(|world| Guard { name: "test".into(), bytes: module(world) }).collect();
        weld(Parts { server: component(server), guards, policy: "read /a\n".into() })
    }

    const ENVIRONMENT: &str = "import wasi:cli/environment@0.2.12; export wasi:cli/environment@0.2.12;";

    #[test]
    fn exports_of_every_kind_stay() {
        let server = "
            export tools;
            export add: func(a: u32, b: u32) -> u32;
            export name: func(of: list<tuple<u32, string>>) -> string;";
        let out = welded(server, &[ENVIRONMENT]).expect("it is welded");
        let names: Vec<String> = surface(&out.bytes).expect("valid").exports.into_iter().map(|e| e.name).collect();
        assert!(["acme:test/tools", "add", "name"].iter().all(|name| names.iter().any(|n| n == name)), "{names:?}");
    }

    #[test]
    fn an_older_server_gets_the_newer_interface() {
        let out = welded("import wasi:io/poll@0.2.0; import wasi:io/streams@0.2.12;", &[ENVIRONMENT]);
        let imports = out.expect("it is welded").imports;
        assert!(imports.contains(&String::from("wasi:io/poll@0.2.12")), "{imports:?}");
        assert!(imports.iter().all(|name| name.ends_with("@0.2.12")), "{imports:?}");
    }

    #[test]
    fn a_type_that_only_a_guard_uses_is_there() {
        let guard = "import wasi:sockets/network@0.2.12; export wasi:sockets/ip-name-lookup@0.2.12;";
        let out = welded("import wasi:sockets/ip-name-lookup@0.2.12;", &[guard]).expect("it is welded");
        let outside = ["wasi:io/error@0.2.12", "wasi:io/poll@0.2.12", "wasi:sockets/network@0.2.12"];
        assert!(out.imports.iter().all(|name| outside.contains(&name.as_str())), "{:?}", out.imports);
    }

    #[test]
    fn what_a_guard_gives_is_not_taken_from_outside() {
        let guard = "import wasi:cli/stderr@0.2.12; export wasi:filesystem/types@0.2.12; export wasi:filesystem/preopens@0.2.12;";
        let out = welded("import wasi:filesystem/types@0.2.12; import wasi:filesystem/preopens@0.2.12;", &[guard]);
        let imports = out.expect("it is welded").imports;
        assert!(!imports.iter().any(|name| name.contains("filesystem")), "{imports:?}");
    }

    #[test]
    fn requests_of_a_guard_open_no_way_for_the_server() {
        let store = "import wasi:http/outgoing-handler@0.2.12; export tools;";
        let server = "import wasi:http/outgoing-handler@0.2.12; import tools;";
        let refused = welded(server, &[store]).err().expect("it is refused");
        assert!(
            refused.message.ends_with("does not provide: wasi:http/outgoing-handler@0.2.12."),
            "{}",
            refused.message
        );
        let http = "import wasi:http/outgoing-handler@0.2.12; export wasi:http/outgoing-handler@0.2.12;";
        assert!(welded(server, &[store, http]).is_ok());
    }

    #[test]
    fn nobody_but_guards_gets_the_policy() {
        let guard = format!("import belljar:guards/policy@1.0.0; {ENVIRONMENT}");
        let out = welded("import wasi:cli/environment@0.2.12;", &[&guard]).expect("it is welded");
        assert!(out.bytes.windows(8).any(|bytes| bytes == b"read /a\n"));
        let refused = welded("import belljar:guards/policy@1.0.0;", &[&guard]).err().expect("it is refused");
        assert!(refused.message.ends_with("does not provide: belljar:guards/policy@1.0.0."), "{}", refused.message);
    }

    #[test]
    fn functions_and_foreign_interfaces_are_refused_by_name() {
        for (world, name) in [("import tools;", "acme:test/tools"), ("import ask: func();", "ask")] {
            let refused = welded(world, &[ENVIRONMENT]).err().expect("it is refused");
            assert!(refused.message.ends_with(&format!("does not provide: {name}.")), "{}", refused.message);
        }
    }

    #[test]
    fn the_same_parts_give_the_same_bytes() {
        let world = "import wasi:http/outgoing-handler@0.2.12; import wasi:cli/environment@0.2.12;";
        let once = || welded(world, &[ENVIRONMENT]).expect("it is welded").bytes;
        assert_eq!(once(), once());
    }
}
