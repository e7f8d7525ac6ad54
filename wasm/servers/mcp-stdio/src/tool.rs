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

/// What a tool does with its arguments, which were checked against its `input`; an error is one sentence that a model can act on.
pub type Run = Box<dyn Fn(&Value) -> Result<Outcome, String>>;

/// One tool, and how it describes itself.
pub struct Tool {
    pub name: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub input: Value,
    pub output: Value,
    pub annotations: Value,
    pub run: Run,
}
