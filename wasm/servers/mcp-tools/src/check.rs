use serde_json::Value;

/// Checks arguments against the part of JSON Schema that tools here use: type, enum, required, properties, additionalProperties,
/// items, minimum, maximum, minItems, maxItems. The sentence names the place and what belongs there.
pub fn check(args: &Value, schema: &Value) -> Result<(), String> {
    if args.is_object() { check_object("", args, schema) } else { Err("The arguments must be an object.".to_owned()) }
}

fn check_object(place: &str, object: &Value, schema: &Value) -> Result<(), String> {
    let given = object.as_object().into_iter().flatten();
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if object.get(name).is_none() {
            return Err(format!(
                "The argument {} is missing.{}",
                inside(place, name),
                meaning(&schema["properties"][name])
            ));
        }
    }
    for (name, value) in given {
        match schema["properties"].get(name) {
            Some(property) => check_value(&inside(place, name), value, property)?,
            // JSON Schema allows what it does not name, unless it says otherwise.
            None if schema["additionalProperties"] != false => {}
            None => return Err(format!("There is no argument {}.{}", inside(place, name), known(schema))),
        }
    }
    Ok(())
}

fn check_value(place: &str, value: &Value, schema: &Value) -> Result<(), String> {
    if !has_type(value, &schema["type"]) {
        let (wanted, given) = match (wanted(&schema["type"]), value) {
            // A fraction: "integer, not number" would not tell what is wrong with it.
            (words, Value::Number(number)) if words.contains("integer") => {
                (words.replace("integer", "a whole number"), number.to_string())
            }
            (words, value) => (words, kind(value).to_owned()),
        };
        return Err(format!("The argument {place} must be {wanted}, not {given}.{}", meaning(schema)));
    }
    if let Some(allowed) = schema["enum"].as_array().filter(|allowed| !allowed.contains(value)) {
        let list: Vec<String> = allowed.iter().filter_map(|one| serde_json::to_string(one).ok()).collect();
        return Err(format!("The argument {place} must be one of {}.", list.join(", ")));
    }
    match value {
        Value::Number(_) => check_range(place, value, schema),
        Value::Array(items) => check_list(place, items, schema),
        Value::Object(_) => check_object(place, value, schema),
        _ => Ok(()),
    }
}

/// Numbers are written as JSON writes them: what formats floats otherwise is larger than all of this.
fn check_range(place: &str, number: &Value, schema: &Value) -> Result<(), String> {
    let value = number.as_f64().unwrap_or(f64::NAN);
    let (least, most) = (&schema["minimum"], &schema["maximum"]);
    if least.as_f64().is_some_and(|least| value < least) {
        return Err(format!("The argument {place} must be at least {least}, not {number}."));
    }
    if most.as_f64().is_some_and(|most| value > most) {
        return Err(format!("The argument {place} must be at most {most}, not {number}."));
    }
    Ok(())
}

fn check_list(place: &str, items: &[Value], schema: &Value) -> Result<(), String> {
    let count = items.len() as u64;
    if let Some(least) = schema["minItems"].as_u64().filter(|least| count < *least) {
        return Err(format!("The argument {place} needs at least {least} items, not {count}."));
    }
    if let Some(most) = schema["maxItems"].as_u64().filter(|most| count > *most) {
        return Err(format!("The argument {place} takes at most {most} items, not {count}."));
    }
    // A schema that says nothing is not asked a hundred thousand times.
    let Some(one) = schema["items"].as_object().filter(|one| !one.is_empty()) else { return Ok(()) };
    let one = Value::Object(one.clone());
    items.iter().enumerate().try_for_each(|(at, item)| check_value(&format!("{place}[{at}]"), item, &one))
}

fn inside(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
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
            "The argument count must be a whole number or null, not 1.5."
        );
        assert_eq!(
            wrong(json!({ "zone": "x", "keep": "mid" })),
            "The argument keep must be one of \"first\", \"last\"."
        );
        assert_eq!(check(&json!({ "zone": "x", "tz": 1 }), &schema), Ok(()));
        let deep = json!({ "properties": { "edits": {
            "type": "array", "minItems": 1, "maxItems": 2,
            "items": { "type": "object", "properties": { "old": { "type": "string" }, "n": { "type": "integer", "minimum": 1, "maximum": 9 } }, "required": ["old"] }
        } } });
        let wrong = |args| check(&args, &deep).unwrap_err();
        assert_eq!(check(&json!({ "edits": [{ "old": "a", "n": 9 }, { "old": "" }] }), &deep), Ok(()));
        assert_eq!(wrong(json!({ "edits": [{ "old": "a" }, {}] })), "The argument edits[1].old is missing.");
        assert_eq!(wrong(json!({ "edits": [{ "old": null }] })), "The argument edits[0].old must be string, not null.");
        assert_eq!(
            wrong(json!({ "edits": [{ "old": "", "n": 0 }] })),
            "The argument edits[0].n must be at least 1, not 0."
        );
        assert_eq!(
            wrong(json!({ "edits": [{ "old": "", "n": 10 }] })),
            "The argument edits[0].n must be at most 9, not 10."
        );
        assert_eq!(wrong(json!({ "edits": [] })), "The argument edits needs at least 1 items, not 0.");
        assert_eq!(wrong(json!({ "edits": [{}, {}, {}] })), "The argument edits takes at most 2 items, not 3.");
        let closed = json!({ "properties": { "zone": {} }, "additionalProperties": false });
        assert_eq!(check(&json!({ "tz": 1 }), &closed), Err("There is no argument tz. It takes zone.".to_owned()));
    }
}
