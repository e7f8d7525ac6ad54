use serde_json::{Map, Value};

/// Models write `"3"` for 3, `"true"` for true, lists and objects as JSON text, and null for what they leave out. Where a schema's property allows nothing of
/// the kind, what was meant is clear, and asking again would only cost a round.
pub fn understand(args: &Value, schema: &Value) -> Option<Value> {
    let given = args.as_object()?;
    let mut understood: Option<Map<String, Value>> = None;
    for (name, value) in given {
        let Some(property) = schema["properties"].get(name) else { continue };
        match meant(value, &property["type"]) {
            Meant::AsItStands => {}
            Meant::Other(other) => {
                understood.get_or_insert_with(|| given.clone())[name] = other;
            }
            Meant::Nothing if !is_required(name, schema) => {
                understood.get_or_insert_with(|| given.clone()).shift_remove(name);
            }
            Meant::Nothing => {}
        }
    }
    understood.map(Value::Object)
}

enum Meant {
    AsItStands,
    Other(Value),
    Nothing,
}

fn meant(value: &Value, types: &Value) -> Meant {
    let allows = |name: &str| match types {
        Value::Array(any) => any.iter().any(|one| one == name),
        one => one == name,
    };
    let other = match value {
        Value::Null if types.is_null() || allows("null") => return Meant::AsItStands,
        Value::Null => return Meant::Nothing,
        Value::String(_) if allows("string") => None,
        Value::String(text) if allows("boolean") => truth(text.trim()),
        Value::String(text) if allows("integer") || allows("number") => number(text.trim()),
        Value::String(text) => nested(text, allows("array"), allows("object")),
        _ => None,
    };
    other.map_or(Meant::AsItStands, Meant::Other)
}

fn truth(text: &str) -> Option<Value> {
    [("true", true), ("false", false)]
        .into_iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(text))
        .map(|(_, is)| is.into())
}

fn number(text: &str) -> Option<Value> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.into());
    }
    serde_json::from_slice(text.as_bytes()).ok().filter(Value::is_number)
}

/// A list or an object that was written as a text of JSON.
fn nested(text: &str, list: bool, object: bool) -> Option<Value> {
    let is_meant = match text.trim_start().as_bytes().first()? {
        b'[' => list,
        b'{' => object,
        _ => false,
    };
    // The reader refuses what is nested too deeply, as it does for whole messages.
    is_meant.then(|| serde_json::from_slice(text.as_bytes()).ok()).flatten()
}

fn is_required(name: &str, schema: &Value) -> bool {
    schema["required"].as_array().is_some_and(|required| required.iter().any(|one| one == name))
}

#[cfg(test)]
mod tests {
    use super::understand;
    use serde_json::{Value, json};

    fn understood(args: Value) -> Value {
        let schema = json!({
            "properties": {
                "count": { "type": "integer" },
                "share": { "type": ["number", "null"] },
                "deep": { "type": "boolean" },
                "name": { "type": "string" },
                "any": {},
                "either": { "type": ["integer", "string"] },
                "items": { "type": "array" },
                "filter": { "type": ["object", "null"] },
                "texts": { "type": ["array", "string"] }
            },
            "required": ["name"]
        });
        understand(&args, &schema).unwrap_or(args)
    }

    #[test]
    fn takes_what_was_clearly_meant() {
        assert_eq!(
            understood(json!({ "count": " 3 ", "share": "0.5", "deep": "False", "name": "x" })),
            json!({ "count": 3, "share": 0.5, "deep": false, "name": "x" })
        );
        assert_eq!(understood(json!({ "count": "+03" })), json!({ "count": 3 }));
        assert_eq!(understood(json!({ "count": null, "deep": null, "name": "x" })), json!({ "name": "x" }));
    }

    #[test]
    fn reads_lists_and_objects_that_came_as_text() {
        assert_eq!(
            understood(json!({ "items": " [{\"a\": [1]}] ", "filter": "{\"b\": \"[]\"}" })),
            json!({ "items": [{ "a": [1] }], "filter": { "b": "[]" } })
        );
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        for same in [
            json!({ "items": "{}", "filter": "[]" }),
            json!({ "items": "[1", "filter": "{} {}" }),
            json!({ "items": "a,b", "filter": "" }),
            json!({ "items": deep, "texts": "[1]", "name": "[1]", "any": "[1]" }),
        ] {
            assert_eq!(understood(same.clone()), same);
        }
    }

    #[test]
    fn leaves_the_rest_to_the_check() {
        for same in [
            json!({ "count": "three", "deep": "yes", "name": null, "any": null, "share": null }),
            json!({ "either": "3", "any": "3", "name": "3", "else": "3" }),
            json!({ "count": "", "deep": "", "share": "NaN" }),
            json!({ "count": [3], "deep": 1 }),
            json!("3"),
        ] {
            assert_eq!(understood(same.clone()), same);
        }
    }
}
