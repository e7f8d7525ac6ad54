use crate::number::{Reading, read};
use crate::order::order;
use serde_json::Value;
use std::fmt::Write;

/// Appends a text that is the same for equal values only: 1 and 1.0 are equal as in Python, and neither is "1" or true. The
/// order of an object's fields does not matter.
pub fn append(value: Option<&Value>, key: &mut String) {
    match value {
        None => key.push('?'),
        Some(Value::Null) => key.push('n'),
        Some(Value::Bool(true)) => key.push('t'),
        Some(Value::Bool(false)) => key.push('f'),
        Some(number @ Value::Number(text)) => append_number(read(Some(number)), text.as_str(), key),
        Some(Value::String(text)) => append_text(text, key),
        Some(Value::Array(items)) => {
            key.push('[');
            for item in items {
                append(Some(item), key);
            }
            key.push(']');
        }
        Some(Value::Object(fields)) => {
            let names: Vec<&String> = fields.keys().collect();
            key.push('{');
            for place in order(names.len(), &|a, b| names[a].cmp(names[b])) {
                append_text(names[place], key);
                append(fields.get(names[place]), key);
            }
            key.push('}');
        }
    }
}

/// With an end that it does not hold, or else with its length, so that no text can look like the end of another.
fn append_text(text: &str, key: &mut String) {
    if text.contains('\0') {
        // Writing to a String cannot fail.
        let _ = write!(key, "'{}:", text.len());
    } else {
        key.push('"');
    }
    key.push_str(text);
    key.push('\0');
}

fn append_number(reading: Reading, text: &str, key: &mut String) {
    key.push('#');
    let _ = match reading {
        // JSON writes an integer in one way only, but for -0.
        Reading::Whole(number) if number != 0 => key.write_str(text),
        Reading::Whole(_) => key.write_char('0'),
        // Exactly a whole number: i128 holds every float up to 1.7e38.
        Reading::Real(number) if number.fract() == 0.0 && number.abs() < 1e38 => write!(key, "{}", number as i128),
        // Equal floats have the same bits.
        Reading::Real(number) => write!(key, "r{}", number.to_bits()),
        _ => key.write_str(text),
    };
    key.push(';');
}

#[cfg(test)]
mod tests {
    use super::append;
    use serde_json::{Value, json};

    fn key(value: Value) -> String {
        let mut key = String::new();
        append(Some(&value), &mut key);
        key
    }

    #[test]
    fn keeps_types_apart_and_equal_values_together() {
        let different = [json!(1), json!("1"), json!(true), json!(null), json!([1]), json!({ "a": 1 }), json!(1.5)];
        for (at, one) in different.iter().enumerate() {
            for (beside, other) in different.iter().enumerate() {
                assert_eq!(key(one.clone()) == key(other.clone()), at == beside, "{one} {other}");
            }
        }
        assert_eq!(key(json!(1)), key(json!(1.0)));
        assert_eq!(key(json!(0)), key(json!(-0.0)));
        assert_eq!(key(json!({ "a": 1, "b": [2.0] })), key(json!({ "b": [2], "a": 1 })));
        assert_ne!(key(json!(["a", "b"])), key(json!(["a\"1:b"])));
        let mut missing = String::new();
        append(None, &mut missing);
        assert_ne!(missing, key(json!(null)));
        // Neighbours that one float stands for both.
        assert_ne!(key(json!(9_007_199_254_740_993_i64)), key(json!(9_007_199_254_740_992_i64)));
    }
}
