use crate::args::Args;
use crate::content::Content;
use crate::hints::Hints;
use serde_json::Value;

/// What a tool found: data for programs, and the same for models.
pub struct Outcome {
    /// Always an object that fits the tool's `output`.
    pub structured: Value,
    /// The data as indented JSON where a tool has nothing better.
    pub content: Vec<Content>,
}

impl Outcome {
    pub fn new(structured: Value, content: impl Into<Content>) -> Self {
        Self { structured, content: vec![content.into()] }
    }
}

impl From<Value> for Outcome {
    fn from(structured: Value) -> Self {
        Self { structured, content: Vec::new() }
    }
}

/// What a tool does with its arguments, which were checked against its `input`; an error is one sentence that a model can act on.
pub type Run = Box<dyn Fn(Args) -> Result<Outcome, String>>;

/// One tool, and how it describes itself.
pub struct Tool {
    pub name: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub input: Value,
    pub output: Value,
    pub hints: Hints,
    pub run: Run,
}
