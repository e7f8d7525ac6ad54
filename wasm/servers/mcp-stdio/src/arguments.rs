use serde_json::Value;

/// Checks arguments against the part of JSON Schema that tools here use: required, type and enum of the top level.
pub fn check(args: &Value, schema: &Value) -> Result<(), String> {
    let Some(given) = args.as_object() else {
        return Err("The arguments must be an object.".to_owned());
    };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !given.contains_key(name) {
            return Err(format!("The argument {name} is missing.{}", meaning(&schema["properties"][name])));
        }
    }
    for (name, value) in given {
        let Some(property) = schema["properties"].get(name) else {
            // JSON Schema allows what it does not name, unless it says otherwise.
            if schema["additionalProperties"] != false {
                continue;
            }
            return Err(format!("There is no argument {name}.{}", known(schema)));
        };
        if !has_type(value, &property["type"]) {
            let wanted = wanted(&property["type"]);
            return Err(format!("The argument {name} must be {wanted}, not {}.{}", kind(value), meaning(property)));
        }
        if let Some(allowed) = property["enum"].as_array().filter(|allowed| !allowed.contains(value)) {
            let list: Vec<String> = allowed.iter().map(Value::to_string).collect();
            return Err(format!("The argument {name} must be one of {}.", list.join(", ")));
        }
    }
    Ok(())
}

fn has_type(value: &Value, wanted: &Value) -> bool {
    match wanted {
        Value::Array(any) => any.iter().any(|one| has_type(value, one)),
        Value::String(name) => match name.as_str() {
            "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
            "number" => value.is_number(),
            name => kind(value) == name,
        },
        _ => true,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn wanted(types: &Value) -> String {
    match types {
        Value::Array(any) => any.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        one => one.as_str().unwrap_or_default().to_owned(),
    }
}

fn meaning(property: &Value) -> String {
    property["description"].as_str().map(|words| format!(" It is: {words}")).unwrap_or_default()
}

fn known(schema: &Value) -> String {
    let names: Vec<&str> =
        schema["properties"].as_object().into_iter().flat_map(|all| all.keys()).map(String::as_str).collect();
    if names.is_empty() { " It takes none.".to_owned() } else { format!(" It takes {}.", names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::json;

    #[test]
    fn says_what_is_wrong() {
        let schema = json!({
            "properties": {
                "zone": { "type": "string", "description": "a zone" },
                "count": { "type": ["integer", "null"] },
                "keep": { "type": "string", "enum": ["first", "last"] }
            },
            "required": ["zone"]
        });
        let wrong = |args| check(&args, &schema).unwrap_err();
        assert_eq!(check(&json!({ "zone": "x", "count": null, "keep": "last" }), &schema), Ok(()));
        assert_eq!(check(&json!({ "zone": "x", "count": 2.0 }), &schema), Ok(()));
        assert_eq!(wrong(json!([])), "The arguments must be an object.");
        assert_eq!(wrong(json!({})), "The argument zone is missing. It is: a zone");
        assert_eq!(wrong(json!({ "zone": 1 })), "The argument zone must be string, not number. It is: a zone");
        assert_eq!(
            wrong(json!({ "zone": "x", "count": 1.5 })),
            "The argument count must be integer or null, not number."
        );
        assert_eq!(
            wrong(json!({ "zone": "x", "keep": "mid" })),
            "The argument keep must be one of \"first\", \"last\"."
        );
        assert_eq!(check(&json!({ "zone": "x", "tz": 1 }), &schema), Ok(()));
        let closed = json!({ "properties": { "zone": {} }, "additionalProperties": false });
        assert_eq!(check(&json!({ "tz": 1 }), &closed), Err("There is no argument tz. It takes zone.".to_owned()));
    }
}
