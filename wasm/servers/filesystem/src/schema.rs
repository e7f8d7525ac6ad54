use serde_json::Value;

const FILE: &[u8] = include_bytes!("schemas.json");

/// The file without the spaces that only people need: a third of it.
const PACKED: [u8; packed(&mut [0; FILE.len()])] = {
    let mut roomy = [0; FILE.len()];
    let length = packed(&mut roomy);
    let mut tight = [0; packed(&mut [0; FILE.len()])];
    tight.copy_from_slice(roomy.split_at(length).0);
    tight
};

/// What each tool takes and gives, by name. As data: built by code, it would be a twelfth of the whole module.
pub struct Schemas(Value);

impl Schemas {
    pub fn read() -> Self {
        Self(serde_json::from_slice(&PACKED).unwrap_or_default())
    }

    pub fn input(&self, tool: &str) -> Value {
        self.0[tool]["input"].clone()
    }

    pub fn output(&self, tool: &str) -> Value {
        self.0[tool]["output"].clone()
    }
}

/// Fills it, and tells how much was needed.
const fn packed(into: &mut [u8]) -> usize {
    let (mut from, mut to) = (0, 0);
    let mut quoted = false;
    while from < FILE.len() {
        let byte = FILE[from];
        // No description holds a quote or a backslash.
        if byte == b'"' {
            quoted = !quoted;
        }
        if quoted || byte > b' ' {
            into[to] = byte;
            to += 1;
        }
        from += 1;
    }
    to
}

#[cfg(test)]
mod tests {
    #[test]
    fn has_every_tool() {
        let whole: serde_json::Value = serde_json::from_slice(super::FILE).unwrap();
        let schemas = super::Schemas::read();
        assert_eq!(schemas.0, whole);
        for tool in crate::server().tools {
            assert_eq!(schemas.input(tool.name)["type"], "object", "{}", tool.name);
            assert_eq!(schemas.output(tool.name)["type"], "object", "{}", tool.name);
        }
    }
}
