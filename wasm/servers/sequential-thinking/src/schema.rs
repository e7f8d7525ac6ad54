use serde_json::{Value, json};

/// The largest integer that every JSON reader keeps exactly.
const LARGEST: i64 = 9_007_199_254_740_991;

pub fn input() -> Value {
    let number = |words: &str| json!({ "type": "integer", "minimum": 1, "maximum": LARGEST, "description": words });
    let flag = |words: &str| json!({ "type": "boolean", "description": words });
    json!({
        "type": "object",
        "properties": {
            "thought": { "type": "string", "description": "Your current thinking step" },
            "nextThoughtNeeded": flag("Whether another thought step is needed"),
            "thoughtNumber": number("Current thought number (1, 2, 3 ...)"),
            "totalThoughts": number("Estimated total of thoughts needed; may change from call to call"),
            "isRevision": flag("Whether this revises previous thinking"),
            "revisesThought": number("Which thought is being reconsidered"),
            "branchFromThought": number("Number of the thought at which a branch begins"),
            "branchId": { "type": "string", "description": "A short name for the branch" },
            "needsMoreThoughts": flag("Whether more thoughts are needed than it seemed at the end")
        },
        "required": ["thought", "nextThoughtNeeded", "thoughtNumber", "totalThoughts"]
    })
}

pub fn output() -> Value {
    json!({
        "type": "object",
        "properties": {
            "thoughtNumber": { "type": "integer" },
            "totalThoughts": { "type": "integer", "description": "At least thoughtNumber" },
            "nextThoughtNeeded": { "type": "boolean" },
            "branches": { "type": "array", "items": { "type": "string" }, "description": "All so far, oldest first" },
            "thoughtHistoryLength": { "type": "integer", "description": "Thoughts so far in this session" },
            "note": { "type": "string", "description": "Present when the thought refers to one that was never sent" }
        },
        "required": ["thoughtNumber", "totalThoughts", "nextThoughtNeeded", "branches", "thoughtHistoryLength"]
    })
}
