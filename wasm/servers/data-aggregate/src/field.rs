use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// How many names an error lists at most.
const NAMED: usize = 20;

/// The rows of a list; an error names the first that is no object.
pub fn rows<'a>(list: &'a [Value], argument: &str) -> Result<Vec<&'a Map<String, Value>>, String> {
    list.iter()
        .enumerate()
        .map(|(index, item)| {
            item.as_object().ok_or_else(|| {
                let kind = kind(item);
                format!("{argument}[{index}] is {kind}, not an object. Every item must be an object such as {{\"name\": \"a\", \"value\": 1}}.")
            })
        })
        .collect()
}

/// A field by its name, or by a dotted path into nested objects where no field has the whole name.
pub fn find<'a>(row: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(value) = row.get(name) {
        return Some(value);
    }
    let (first, rest) = name.split_once('.')?;
    find(row.get(first)?.as_object()?, rest)
}

/// A field that no row has is a mistake in the call.
pub fn must_exist(rows: &[&Map<String, Value>], name: &str, argument: &str) -> Result<(), String> {
    if rows.is_empty() || rows.iter().any(|row| find(row, name).is_some()) {
        return Ok(());
    }
    let names: BTreeSet<&str> = rows.iter().flat_map(|row| row.keys()).map(String::as_str).take(10_000).collect();
    let mut known: Vec<&str> = names.iter().copied().take(NAMED).collect();
    if names.len() > NAMED {
        known.push("…");
    }
    let known =
        if known.is_empty() { "They have no fields.".to_owned() } else { format!("They have: {}.", known.join(", ")) };
    Err(format!("No item has the field {} that {argument} names. {known}", quote(name)))
}

/// Repeats what was given, but no more of it than a person would read.
pub fn quote(given: &str) -> String {
    let short: String = given.chars().take(60).collect();
    let rest = if short.len() < given.len() { "…" } else { "" };
    format!("{:?}", short + rest)
}

pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::{find, must_exist, rows};
    use serde_json::json;

    #[test]
    fn finds_nested_fields_but_whole_names_first() {
        let item = json!({ "a.b": 1, "a": { "b": 2, "c": { "d": 3 } } });
        let row = item.as_object().unwrap();
        assert_eq!(find(row, "a.b"), Some(&json!(1)));
        assert_eq!(find(row, "a.c.d"), Some(&json!(3)));
        assert_eq!(find(row, "a.c.d.e"), None);
        assert_eq!(find(row, ""), None);
    }

    #[test]
    fn names_what_is_wrong() {
        let list = [json!({ "name": 1 }), json!("x")];
        assert!(rows(&list, "items").unwrap_err().starts_with("items[1] is a string, not an object."));
        let good = rows(&list[..1], "items").unwrap();
        assert_eq!(
            must_exist(&good, "nme", "group_by").unwrap_err(),
            "No item has the field \"nme\" that group_by names. They have: name."
        );
        assert_eq!(must_exist(&[], "nme", "group_by"), Ok(()));
    }
}
