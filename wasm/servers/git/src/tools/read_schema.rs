use super::write_schema;
use serde_json::Value;

/// As text, which is a tenth of what the code that builds it would be.
const SCHEMAS: &str = include_str!("read_schemas.json");

/// What a tool takes beside `repo_path`, by a name of `read_schemas.json`.
pub fn input(name: &str, required: &[&str]) -> Value {
    write_schema::input(output(name), required)
}

pub fn output(name: &str) -> Value {
    let mut all: Value = serde_json::from_str(SCHEMAS).unwrap_or_default();
    all[name].take()
}

#[cfg(test)]
mod tests {
    use crate::tools::read;

    #[test]
    fn every_tool_has_its_schemas() {
        for tool in read::tools() {
            assert!(tool.input["properties"]["repo_path"].is_object(), "{}", tool.name);
            for name in tool.input["required"].as_array().into_iter().flatten() {
                assert!(tool.input["properties"][name.as_str().unwrap_or_default()]["type"] == "string", "{name}");
            }
            assert_eq!(tool.output["type"], "object", "{}", tool.name);
        }
    }
}
