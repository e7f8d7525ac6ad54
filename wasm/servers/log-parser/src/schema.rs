use crate::format::Format;
use serde_json::{Value, json};

/// As JSON and not as code, which would be several times as large.
const INPUT: &str = include_str!("schemas/input.json");
const OUTPUT: &str = include_str!("schemas/output.json");

pub fn input(tool: &str) -> Value {
    let mut schema = part(INPUT, tool);
    let common = part(INPUT, "@common");
    if let Some(properties) = schema["properties"].as_object_mut() {
        for (name, property) in common.as_object().into_iter().flatten() {
            let is_absent = tool == "parse_logs" && name == "entries"
                || tool != "parse_logs" && name == "max_entries" && !schema_keeps(tool);
            if !properties.contains_key(name) && !is_absent {
                properties.insert(name.clone(), property.clone());
            }
        }
        let names: Vec<&str> = std::iter::once("auto").chain(Format::names()).collect();
        if let Some(format) = properties.get_mut("format_type") {
            format["enum"] = json!(names);
        }
    }
    schema
}

/// Which tools give entries back.
fn schema_keeps(tool: &str) -> bool {
    matches!(tool, "filter_entries" | "search_entries")
}

pub fn output(tool: &str) -> Value {
    let mut schema = part(OUTPUT, tool);
    let common = part(OUTPUT, "@common");
    for (name, property) in common.as_object().into_iter().flatten() {
        if schema["properties"][name] == json!(true) {
            schema["properties"][name] = property.clone();
        }
    }
    schema
}

fn part(text: &str, name: &str) -> Value {
    serde_json::from_str::<Value>(text).map(|mut all| all[name].take()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{INPUT, OUTPUT, input, output};
    use crate::server;
    use serde_json::Value;

    #[test]
    fn has_both_schemas_of_every_tool() {
        for text in [INPUT, OUTPUT] {
            assert!(serde_json::from_str::<Value>(text).is_ok());
        }
        for tool in server().tools {
            assert_eq!(input(tool.name)["type"], "object", "{}", tool.name);
            assert_eq!(input(tool.name)["properties"]["path"]["type"], "string", "{}", tool.name);
            assert_eq!(output(tool.name)["type"], "object", "{}", tool.name);
            assert!(output(tool.name)["properties"].as_object().is_some_and(|all| all.values().all(Value::is_object)));
        }
        assert!(input("parse_logs")["properties"].get("entries").is_none());
        assert!(input("extract_time_range")["properties"].get("max_entries").is_none());
    }
}
