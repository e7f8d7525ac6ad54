use serde_json::{Value, json};

/// As text, which is a tenth of what the code that builds it would be.
const SCHEMAS: &[u8] = include_bytes!("write_schemas.json");

/// What a tool takes.
pub fn takes(tool: &str) -> Value {
    part(tool, "input")
}

/// What a tool gives.
pub fn gives(tool: &str) -> Value {
    part(tool, "output")
}

fn part(tool: &str, part: &str) -> Value {
    let mut all: Value = serde_json::from_slice(SCHEMAS).unwrap_or_default();
    all[tool][part].take()
}

/// An object with `repo_path` and these further arguments, of which some are required.
pub fn input(properties: Value, required: &[&str]) -> Value {
    let mut all = json!({ "repo_path": { "type": "string", "description": "Path to the git repository" } });
    if let (Some(all), Value::Object(more)) = (all.as_object_mut(), properties) {
        all.extend(more);
    }
    let required: Vec<&str> = ["repo_path"].iter().chain(required).copied().collect();
    json!({ "type": "object", "properties": all, "required": required })
}

/// The text of a difference, and the files in it.
pub fn diff() -> Value {
    gives("git_diff_staged")
}

#[cfg(test)]
mod tests {
    use crate::tools::write;

    #[test]
    fn every_tool_has_its_schemas() {
        for tool in write::tools() {
            assert_eq!(tool.input["properties"]["repo_path"]["type"], "string", "{}", tool.name);
            assert_eq!(tool.output["type"], "object", "{}", tool.name);
        }
    }
}
