use serde_json::Value;

/// What a tool found: data for programs, and the same as text for models.
pub struct Outcome {
    pub structured: Value,
    /// The data as indented JSON where a tool has no better words.
    pub text: Option<String>,
}

impl From<Value> for Outcome {
    fn from(structured: Value) -> Self {
        Self { structured, text: None }
    }
}

/// One tool. Its arguments were checked against `input` before it runs; an error is one sentence that a model can act on.
pub struct Tool {
    pub name: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub input: Value,
    pub output: Value,
    pub annotations: Value,
    pub run: Box<dyn Fn(&Value) -> Result<Outcome, String>>,
}
