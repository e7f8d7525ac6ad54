use serde_json::{Map, Value};

/// A call's arguments, checked against the tool's schema before: a type that the schema names is there. `null` counts as absent.
#[derive(Clone, Copy)]
pub struct Args<'a>(&'a Value);

impl<'a> Args<'a> {
    pub fn new(object: &'a Value) -> Self {
        Self(object)
    }

    pub fn get(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// Whether it was given as null, for the few that mean something by it.
    pub fn is_null(self, name: &str) -> bool {
        self.0.get(name).is_some_and(Value::is_null)
    }

    /// A required string; the empty one where the schema did not say that it is required.
    pub fn text(self, name: &str) -> &'a str {
        self.text_if(name).unwrap_or_default()
    }

    pub fn text_if(self, name: &str) -> Option<&'a str> {
        self.get(name).and_then(Value::as_str)
    }

    pub fn flag(self, name: &str, default: bool) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or(default)
    }

    /// Also 2.0 is an integer in JSON Schema. What is beyond 64 bits becomes the nearest that is not.
    pub fn integer(self, name: &str) -> Option<i64> {
        let value = self.get(name)?;
        value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))
    }

    pub fn number(self, name: &str) -> Option<f64> {
        self.get(name).and_then(Value::as_f64)
    }

    /// Nothing where it is absent.
    pub fn list(self, name: &str) -> &'a [Value] {
        self.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The strings of a list.
    pub fn texts(self, name: &str) -> impl Iterator<Item = &'a str> {
        self.list(name).iter().filter_map(Value::as_str)
    }

    pub fn object(self, name: &str) -> Option<&'a Map<String, Value>> {
        self.get(name).and_then(Value::as_object)
    }
}
