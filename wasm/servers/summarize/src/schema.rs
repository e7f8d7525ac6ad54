use crate::tools::{LENGTH, LENGTH_PER_DOCUMENT};
use serde_json::{Value, json};

fn style(what: &str) -> Value {
    json!({ "type": "string", "description": what, "enum": ["concise", "detailed", "bullet"], "default": "concise" })
}

fn length(what: &str, default: u64) -> Value {
    json!({ "type": "integer", "description": what, "minimum": 1, "maximum": 5000, "default": default })
}

pub fn text_input() -> Value {
    json!({
        "type": "object",
        "properties": {
            "text": { "type": "string", "description": "The text to summarize" },
            "max_length": length("Maximum length of summary in words (default: 150)", LENGTH),
            "style": style("Summary style - \"concise\", \"detailed\", or \"bullet\"")
        },
        "required": ["text"]
    })
}

pub fn documents_input() -> Value {
    json!({
        "type": "object",
        "properties": {
            "documents": { "type": "array", "items": { "type": "string" }, "description": "List of documents to summarize", "maxItems": 50 },
            "max_length_per_doc": length("Maximum length per summary in words", LENGTH_PER_DOCUMENT),
            "style": style("Summary style for all documents")
        },
        "required": ["documents"]
    })
}

pub fn no_input() -> Value {
    json!({ "type": "object", "properties": {}, "required": [] })
}

pub fn summary() -> Value {
    json!({
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
    })
}

pub fn summaries() -> Value {
    json!({
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
    })
}

pub fn provider() -> Value {
    json!({
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
    })
}
