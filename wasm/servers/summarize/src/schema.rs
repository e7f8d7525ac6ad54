use serde_json::Value;

/// Written as text: built by code, each would be several times its size.
const TEXT_INPUT: &str = r#"{
  "type": "object",
  "properties": {
    "text": { "type": "string", "description": "The text to summarize" },
    "max_length": {
      "type": "integer",
      "description": "Maximum length of summary in words (default: 150)",
      "minimum": 1,
      "maximum": 5000,
      "default": 150
    },
    "style": {
      "type": "string",
      "description": "Summary style - \"concise\", \"detailed\", or \"bullet\"",
      "enum": ["concise", "detailed", "bullet"],
      "default": "concise"
    }
  },
  "required": ["text"]
}"#;

const DOCUMENTS_INPUT: &str = r#"{
  "type": "object",
  "properties": {
    "documents": {
      "type": "array",
      "items": { "type": "string" },
      "description": "List of documents to summarize",
      "maxItems": 50
    },
    "max_length_per_doc": {
      "type": "integer",
      "description": "Maximum length per summary in words",
      "minimum": 1,
      "maximum": 5000,
      "default": 100
    },
    "style": {
      "type": "string",
      "description": "Summary style for all documents",
      "enum": ["concise", "detailed", "bullet"],
      "default": "concise"
    }
  },
  "required": ["documents"]
}"#;

const NO_INPUT: &str = r#"{ "type": "object", "properties": {}, "required": [] }"#;

const SUMMARY: &str = r#"{
  "type": "object",
  "properties": {
    "summary": { "type": "string" },
    "words": { "type": "integer" },
    "style": { "type": "string" },
    "max_length": { "type": "integer" },
    "parts": { "type": "integer", "description": "Into how many parts the text was cut" },
    "provider": { "type": "string" },
    "model": { "type": "string" }
  },
  "required": ["summary", "words", "style", "max_length", "parts", "provider", "model"]
}"#;

const SUMMARIES: &str = r#"{
  "type": "object",
  "properties": {
    "summaries": {
      "type": "array",
      "description": "One for each document, in their order",
      "items": {
        "type": "object",
        "properties": {
          "index": { "type": "integer", "description": "From 0" },
          "summary": { "type": "string" },
          "words": { "type": "integer" },
          "parts": { "type": "integer" },
          "error": { "type": "string", "description": "Instead of a summary: why there is none" }
        },
        "required": ["index", "parts"]
      }
    },
    "failed": { "type": "integer", "description": "How many have no summary" },
    "style": { "type": "string" },
    "max_length_per_doc": { "type": "integer" },
    "provider": { "type": "string" },
    "model": { "type": "string" }
  },
  "required": ["summaries", "failed", "style", "max_length_per_doc", "provider", "model"]
}"#;

const PROVIDER: &str = r#"{
  "type": "object",
  "properties": {
    "ready": { "type": "boolean", "description": "Whether summaries can be asked for" },
    "provider": { "type": "string" },
    "model": { "type": "string" },
    "host": { "type": "string", "description": "Where requests go" },
    "has_key": { "type": "boolean" },
    "problem": { "type": "string", "description": "What is missing" }
  },
  "required": ["ready", "has_key"]
}"#;

pub enum Schema {
    TextInput,
    DocumentsInput,
    NoInput,
    Summary,
    Summaries,
    Provider,
}

impl Schema {
    pub fn read(self) -> Value {
        let text = match self {
            Self::TextInput => TEXT_INPUT,
            Self::DocumentsInput => DOCUMENTS_INPUT,
            Self::NoInput => NO_INPUT,
            Self::Summary => SUMMARY,
            Self::Summaries => SUMMARIES,
            Self::Provider => PROVIDER,
        };
        serde_json::from_slice(text.as_bytes()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Schema::{DocumentsInput, NoInput, Provider, Summaries, Summary, TextInput};
    use crate::tools::{LENGTH, LENGTH_PER_DOCUMENT};

    #[test]
    fn all_are_json_and_say_the_defaults_that_are_used() {
        for schema in [TextInput, DocumentsInput, NoInput, Summary, Summaries, Provider] {
            assert_eq!(schema.read()["type"], "object");
        }
        assert_eq!(TextInput.read()["properties"]["max_length"]["default"], LENGTH);
        assert_eq!(DocumentsInput.read()["properties"]["max_length_per_doc"]["default"], LENGTH_PER_DOCUMENT);
    }
}
