use crate::call::{DEFAULT_LENGTH, GREATEST_LENGTH};
use serde_json::{Value, json};

pub fn input() -> Value {
    json!({
        "type": "object",
        "properties": {
            "url": { "type": "string", "description": "URL to fetch (http or https)" },
            "max_length": {
                "type": ["integer", "null"],
                "description": "Maximum number of characters to return (default: 50000)",
                "minimum": 1,
                "maximum": GREATEST_LENGTH,
                "default": DEFAULT_LENGTH
            },
            "start_index": {
                "type": ["integer", "null"],
                "description": "Return content from this character on; useful when an earlier fetch was truncated",
                "minimum": 0,
                "default": 0
            },
            "raw": {
                "type": ["boolean", "null"],
                "description": "Return the page's source as it is, instead of Markdown",
                "default": false
            }
        },
        "required": ["url"]
    })
}

pub fn output() -> Value {
    json!({
        "type": "object",
        "properties": {
            "url": { "type": "string", "description": "What was asked for" },
            "final_url": { "type": "string", "description": "Where redirects led; the same without any" },
            "status": { "type": "integer" },
            "content_type": { "type": "string", "description": "As the site says it; may be empty" },
            "charset": { "type": "string", "description": "What the bytes were read as" },
            "format": { "type": "string", "enum": ["markdown", "raw"] },
            "title": { "type": "string" },
            "content": { "type": "string" },
            "start_index": { "type": "integer" },
            "length": { "type": "integer", "description": "How many characters content has" },
            "truncated": { "type": "boolean", "description": "There is more than this" },
            "next_start_index": { "type": "integer", "description": "Where the next piece begins, if there is one" }
        },
        "required": [
            "url", "final_url", "status", "content_type", "charset", "format", "content", "start_index", "length", "truncated"
        ]
    })
}
