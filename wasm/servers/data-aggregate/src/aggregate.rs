use crate::column::Column;
use crate::field::{find, kind, must_exist, quote, rows};
use crate::groups::{Counts, Groups};
use crate::number::real;
use crate::text::outcome;
use mcp_tools::{Args, Outcome};
use serde_json::{Map, Value, json};

type Row = Map<String, Value>;

/// What is gathered about all rows, or about those of one group.
struct Part<'a> {
    rows: u64,
    counts: Counts<'a>,
    columns: Vec<Column>,
}

struct Wanted<'a> {
    count: Option<&'a str>,
    sums: Vec<&'a str>,
}

pub fn aggregate(args: Args) -> Result<Outcome, String> {
    let rows = rows(args.list("items"), "items")?;
    let group = args.text_if("group_by");
    let wanted = Wanted { count: args.text_if("count_field"), sums: args.texts("sum_fields").collect() };
    for (argument, name) in [("group_by", group), ("count_field", wanted.count)] {
        if let Some(name) = name {
            must_exist(&rows, name, argument)?;
        }
    }
    for name in &wanted.sums {
        must_exist(&rows, name, "sum_fields")?;
    }
    let mut whole = Part::new(&wanted);
    let mut groups = Groups::default();
    let mut parts: Vec<Part> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let explain = |why: String| format!("items[{index}]: {why}");
        whole.add(row, &wanted).map_err(explain)?;
        if let Some(name) = group {
            let number = groups.number(find(row, name));
            if number == parts.len() {
                parts.push(Part::new(&wanted));
            }
            parts[number].add(row, &wanted).map_err(explain)?;
        }
    }
    let mut result = Map::new();
    result.insert("total_items".to_owned(), json!(rows.len()));
    if let Some(name) = group {
        let all = groups.first.iter().zip(parts).map(|(key, part)| {
            let mut group = named("key", *key);
            group.insert("count".to_owned(), json!(part.rows));
            part.finish(&mut group, &wanted);
            Value::Object(group)
        });
        let all: Vec<Value> = all.collect();
        result.insert("group_by".to_owned(), json!(name));
        result.insert("group_count".to_owned(), json!(all.len()));
        result.insert("groups".to_owned(), all.into());
    }
    if group.is_none() && wanted.count.is_none() && wanted.sums.is_empty() {
        result.insert("fields".to_owned(), fields(&rows));
    }
    whole.finish(&mut result, &wanted);
    Ok(outcome(result.into()))
}

impl<'a> Part<'a> {
    fn new(wanted: &Wanted) -> Self {
        Self { rows: 0, counts: Counts::default(), columns: wanted.sums.iter().map(|_| Column::default()).collect() }
    }

    fn add(&mut self, row: &'a Row, wanted: &Wanted) -> Result<(), String> {
        self.rows += 1;
        if let Some(name) = wanted.count {
            self.counts.add(find(row, name));
        }
        for (column, name) in self.columns.iter_mut().zip(&wanted.sums) {
            column.add(find(row, name)).map_err(|why| format!("{}: {why}", quote(name)))?;
        }
        Ok(())
    }

    fn finish(self, result: &mut Row, wanted: &Wanted) {
        if let Some(name) = wanted.count {
            let values = self.counts.into_sorted();
            result.insert("count_field".to_owned(), json!(name));
            result.insert("distinct".to_owned(), json!(values.len()));
            let counts = values.into_iter().map(|(value, count)| {
                let mut one = named("value", value);
                one.insert("count".to_owned(), json!(count));
                one.insert("share".to_owned(), real(count as f64 / self.rows as f64));
                Value::Object(one)
            });
            result.insert("counts".to_owned(), counts.collect());
        }
        if !wanted.sums.is_empty() {
            let columns = wanted.sums.iter().zip(self.columns);
            let stats: Row = columns.map(|(name, column)| ((*name).to_owned(), column.finish())).collect();
            result.insert("stats".to_owned(), stats.into());
        }
    }
}

/// A field that is not there is told from one that is null.
fn named(name: &str, value: Option<&Value>) -> Row {
    let mut named = Map::new();
    named.insert(name.to_owned(), value.cloned().unwrap_or(Value::Null));
    if value.is_none() {
        named.insert("missing".to_owned(), json!(true));
    }
    named
}

/// Of each field how many rows have it, and what it holds: for who does not know the data yet.
fn fields(rows: &[&Row]) -> Value {
    let mut fields = Map::new();
    for (name, value) in rows.iter().flat_map(|row| row.iter()) {
        let field = fields.entry(name).or_insert_with(|| json!({ "present": 0, "kinds": {} }));
        for count in [&["present"][..], &["kinds", kind(value)]] {
            let slot = count.iter().fold(&mut *field, |slot, name| &mut slot[*name]);
            *slot = json!(slot.as_u64().unwrap_or_default() + 1);
        }
    }
    fields.into()
}

#[cfg(test)]
mod tests {
    use super::aggregate;
    use mcp_tools::Args;
    use serde_json::{Value, json};

    fn called(args: Value) -> Value {
        aggregate(Args::new(&args)).map_or_else(|sentence| json!(sentence), |outcome| outcome.structured)
    }

    #[test]
    fn keeps_keys_of_different_types_apart_in_the_order_seen() {
        let result = called(json!({
            "items": [{ "k": 1, "v": 1 }, { "k": "1", "v": 2 }, { "k": true, "v": 3 }, { "k": null, "v": 4 }, { "v": 5 }, { "k": 1.0, "v": 6 }],
            "group_by": "k", "sum_fields": ["v"]
        }));
        let keys: Vec<String> =
            result["groups"].as_array().unwrap().iter().map(|group| group["key"].to_string()).collect();
        assert_eq!(keys, ["1", "\"1\"", "true", "null", "null"]);
        assert_eq!(result["groups"][0]["stats"]["v"]["sum"], json!(7));
        assert_eq!(result["groups"][4]["missing"], true);
        assert_eq!(result["stats"]["v"]["count"], 6);
    }

    #[test]
    fn counts_values() {
        let items = json!([{ "a": { "b": "x" } }, { "a": { "b": "y" } }, { "a": { "b": "y" } }, {}]);
        let result = called(json!({ "items": items, "count_field": "a.b" }));
        assert_eq!(
            result["counts"].to_string(),
            r#"[{"value":"y","count":2,"share":0.5},{"value":"x","count":1,"share":0.25},{"value":null,"missing":true,"count":1,"share":0.25}]"#
        );
        let whole = called(json!({ "items": items }));
        assert_eq!(whole["fields"], json!({ "a": { "present": 3, "kinds": { "an object": 3 } } }));
        assert_eq!(called(json!({ "items": [] })), json!({ "total_items": 0, "fields": {} }));
    }

    #[test]
    fn names_mistakes() {
        assert!(called(json!({ "items": [1] })).as_str().unwrap().starts_with("items[0] is a number"));
        assert!(called(json!({ "items": [{ "a": 1 }], "sum_fields": ["b"] })).as_str().unwrap().contains("sum_fields"));
        let large: Value = serde_json::from_str(r#"{ "items": [{ "a": 1e999 }], "sum_fields": ["a"] }"#).unwrap();
        assert!(called(large).as_str().unwrap().starts_with("items[0]: \"a\": A number is too large"));
    }
}
