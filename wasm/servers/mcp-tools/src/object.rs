use serde_json::Value;

/// An object of what is given, which moves into it. `json!` would copy it: with a large answer several times over.
pub fn object<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    fill(&mut pairs.into_iter())
}

/// In the module only once, however many pairs there are.
fn fill(pairs: &mut dyn Iterator<Item = (&str, Value)>) -> Value {
    Value::Object(pairs.map(|(name, value)| (name.to_owned(), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::object;
    use serde_json::json;

    #[test]
    fn keeps_the_order() {
        assert_eq!(object([("b", 1.into()), ("a", "x".into())]).to_string(), json!({ "b": 1, "a": "x" }).to_string());
    }
}
