use serde_json::{Value, json};

pub fn current_input() -> Value {
    json!({
        "type": "object",
        "properties": {
            "timezone": { "type": "string", "description": "IANA timezone name (e.g., 'America/New_York', 'Asia/Seoul', 'UTC')" }
        },
        "required": ["timezone"]
    })
}

pub fn convert_input() -> Value {
    json!({
        "type": "object",
        "properties": {
            "source_timezone": { "type": "string", "description": "Source IANA timezone name (e.g., 'UTC', 'America/New_York')" },
            "time": { "type": "string", "description": "Time to convert in 24-hour format (HH:MM)" },
            "target_timezone": { "type": "string", "description": "Target IANA timezone name (e.g., 'Asia/Seoul', 'Europe/London')" }
        },
        "required": ["source_timezone", "time", "target_timezone"]
    })
}

pub fn moment() -> Value {
    json!({
        "type": "object",
        "properties": {
            "timezone": { "type": "string", "description": "IANA name of the zone" },
            "datetime": { "type": "string", "description": "ISO 8601 with the zone's offset" },
            "day_of_week": { "type": "string" },
            "is_dst": { "type": "boolean", "description": "Whether daylight saving time is in force" }
        },
        "required": ["timezone", "datetime", "day_of_week", "is_dst"]
    })
}

pub fn conversion() -> Value {
    json!({
        "type": "object",
        "properties": {
            "source": moment(),
            "target": moment(),
            "time_difference": { "type": "string", "description": "How far the target is ahead of the source, for instance +5.5h" },
            "note": {
                "type": "string",
                "description": "Present when clocks change on that day so that the time does not exist or happens twice"
            },
            "second": { "type": "object", "description": "The second instant, in the same form, when the time happens twice" }
        },
        "required": ["source", "target", "time_difference"]
    })
}
