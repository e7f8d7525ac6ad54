use crate::field::{find, must_exist, rows};
use crate::groups::Numbers;
use crate::key;
use crate::order::order;
use crate::text::outcome;
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};

/// Rows that have the same key.
struct Same {
    kept: usize,
    dropped: Vec<usize>,
}

pub fn deduplicate(args: Args) -> Result<Outcome, String> {
    let items = args.list("items");
    let rows = rows(items, "items")?;
    let fields: Vec<&str> = args.texts("key_fields").collect();
    for name in &fields {
        must_exist(&rows, name, "key_fields")?;
    }
    let keep_last = args.text_if("keep") == Some("last");
    let mut numbers = Numbers::default();
    let mut all: Vec<Same> = Vec::new();
    let mut key = String::new();
    for (index, row) in rows.iter().enumerate() {
        key.clear();
        if fields.is_empty() {
            key::append(Some(&items[index]), &mut key);
        }
        for name in &fields {
            // As in pandas, what is not there equals null.
            key::append(find(row, name).or(Some(&Value::Null)), &mut key);
        }
        let number = numbers.of(&key);
        match all.get_mut(number) {
            None => all.push(Same { kept: index, dropped: Vec::new() }),
            Some(same) => same.dropped.push(if keep_last { std::mem::replace(&mut same.kept, index) } else { index }),
        }
    }
    // By where the kept ones stood, which for the last ones is another order than that of the first ones.
    let places = order(all.len(), &|a, b| all[a].kept.cmp(&all[b].kept));
    let kept: Vec<&Value> = places.iter().map(|place| &items[all[*place].kept]).collect();
    let duplicates: Vec<Value> = places
        .iter()
        .map(|place| &all[*place])
        .filter(|same| !same.dropped.is_empty())
        .map(|same| {
            let row = rows[same.kept];
            let key: serde_json::Map<String, Value> = fields
                .iter()
                .map(|name| ((*name).to_owned(), find(row, name).cloned().unwrap_or(Value::Null)))
                .collect();
            json!({ "key": key, "count": same.dropped.len() + 1, "kept": same.kept, "dropped": same.dropped })
        })
        .collect();
    Ok(outcome(json!({
        "original_count": items.len(),
        "unique_count": kept.len(),
        "duplicates_removed": items.len() - kept.len(),
        "key_fields": fields,
        "keep": if keep_last { "last" } else { "first" },
        "items": kept,
        "duplicates": duplicates
    })))
}

#[cfg(test)]
mod tests {
    use super::deduplicate;
    use mcp_tools::Args;
    use serde_json::{Value, json};

    fn called(args: Value) -> Value {
        deduplicate(Args::new(&args)).map_or_else(|sentence| json!(sentence), |outcome| outcome.structured)
    }

    #[test]
    fn keeps_the_first_or_the_last() {
        let items =
            json!([{ "a": 1, "n": 0 }, { "a": 2, "n": 1 }, { "a": 1.0, "n": 2 }, { "n": 3 }, { "a": null, "n": 4 }]);
        let kept = |keep: &str| {
            let result = called(json!({ "items": items, "key_fields": ["a"], "keep": keep }));
            let kept: Vec<i64> =
                result["items"].as_array().unwrap().iter().map(|item| item["n"].as_i64().unwrap()).collect();
            (kept, result)
        };
        assert_eq!(kept("first").0, [0, 1, 3]);
        let (last, result) = kept("last");
        assert_eq!(last, [1, 2, 4]);
        assert_eq!(result["duplicates"][0].to_string(), r#"{"key":{"a":1.0},"count":2,"kept":2,"dropped":[0]}"#);
        assert_eq!(result["duplicates_removed"].to_string(), "2");
    }

    #[test]
    fn compares_whole_items_without_a_key() {
        let result = called(json!({ "items": [{ "a": 1, "b": 2 }, { "b": 2, "a": 1 }], "key_fields": [] }));
        assert_eq!(result["unique_count"].to_string(), "1");
    }
}
