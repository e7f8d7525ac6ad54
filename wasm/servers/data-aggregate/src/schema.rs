use serde_json::Value;

/// As JSON and not as code, which would be several times as large.
const INPUT: &str = include_str!("schemas/input.json");
const OUTPUT: &str = include_str!("schemas/output.json");

pub fn input(tool: &str) -> Value {
    part(INPUT, tool)
}

pub fn output(tool: &str) -> Value {
    let mut schema = part(OUTPUT, tool);
    fill(&mut schema, &part(OUTPUT, "@stats"));
    schema
}

fn part(text: &str, name: &str) -> Value {
    serde_json::from_str::<Value>(text).map(|mut all| all[name].take()).unwrap_or_default()
}

/// Puts the statistics of one field wherever the file says `"@stats"`.
fn fill(schema: &mut Value, stats: &Value) {
    match schema {
        Value::String(text) if text == "@stats" => *schema = stats.clone(),
        Value::Array(all) => all.iter_mut().for_each(|one| fill(one, stats)),
        Value::Object(all) => all.values_mut().for_each(|one| fill(one, stats)),
        _ => {}
    }
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
            assert_eq!(output(tool.name)["type"], "object", "{}", tool.name);
            assert!(!output(tool.name).to_string().contains("@stats"));
        }
    }
}
