//! The shapes of what the tools tell.

use serde_json::{Map, Value, json};

fn object(properties: Value, optional: &[&str]) -> Value {
    let none = Map::new();
    let names = properties.as_object().unwrap_or(&none).keys();
    let required: Vec<&String> = names.filter(|name| !optional.contains(&name.as_str())).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

const DESCRIBED: [&str; 10] = [
    "format",
    "mime_type",
    "width",
    "height",
    "mode",
    "orientation",
    "upright_width",
    "upright_height",
    "animated",
    "frames",
];

fn described(mut with: Value) -> Value {
    let all = json!({
        "format": { "type": "string", "enum": ["JPEG", "PNG", "WEBP", "GIF"] },
        "mime_type": text(),
        "width": { "type": "integer", "description": "As stored, before EXIF orientation" },
        "height": { "type": "integer", "description": "As stored, before EXIF orientation" },
        "mode": { "type": "string", "description": "In Pillow's words: 1, L, LA, P, RGB, RGBA, CMYK or I;16" },
        "orientation": { "type": "integer", "minimum": 1, "maximum": 8, "description": "EXIF orientation, 1 is upright" },
        "upright_width": count(),
        "upright_height": count(),
        "animated": { "type": "boolean" },
        "frames": { "type": "integer", "description": "Absent where they were not counted" }
    });
    if let (Some(with), Value::Object(all)) = (with.as_object_mut(), all) {
        with.extend(all);
    }
    with
}

pub fn info() -> Value {
    let own = json!({
        "path": text(),
        "size_bytes": count(),
        "bits_per_channel": count(),
        "has_icc_profile": { "type": "boolean" },
        "aspect_ratio": { "type": "number", "description": "Width to height, upright" }
    });
    object(described(own), &["frames"])
}

pub fn resized() -> Value {
    object(made(), &[])
}

fn made() -> Value {
    json!({
        "path": text(),
        "original_width": { "type": "integer", "description": "As stored, before EXIF orientation" },
        "original_height": { "type": "integer", "description": "As stored, before EXIF orientation" },
        "original_format": text(),
        "width": count(),
        "height": count(),
        "format": { "type": "string", "enum": ["JPEG", "PNG", "WEBP"] },
        "mime_type": text(),
        "quality": { "type": ["integer", "null"], "description": "null where the format knows none" },
        "size_bytes": { "type": "integer", "description": "Of the result" },
        "notes": list(text())
    })
}

pub fn batch() -> Value {
    let mut one = made();
    one["error"] =
        json!({ "type": "string", "description": "Why there is no image; then there is only the path beside it" });
    let result = json!({ "type": "object", "properties": one, "required": ["path"] });
    let all = json!({ "total": count(), "successful": count(), "failed": count(), "results": list(result) });
    object(all, &[])
}

pub fn scanned() -> Value {
    let own = json!({ "path": text(), "size_bytes": count(), "error": text() });
    let optional: Vec<&str> = DESCRIBED.into_iter().chain(["error"]).collect();
    let image = object(described(own), &optional);
    let all = json!({
        "directory": text(),
        "recursive": { "type": "boolean" },
        "total_images": count(),
        "total_size_bytes": count(),
        "truncated": { "type": "boolean", "description": "Whether there are more than are listed" },
        "images": list(image),
        "errors": list(object(json!({ "path": text(), "error": text() }), &[]))
    });
    object(all, &[])
}

pub fn hashed() -> Value {
    let kind = json!({ "type": "string", "enum": ["phash", "dhash", "ahash"] });
    object(json!({ "path": text(), "hash": text(), "hash_type": kind, "bits": count() }), &[])
}

pub fn compared() -> Value {
    let group = json!({ "paths": list(text()), "hashes": list(text()), "count": count() });
    let pair = json!({ "path1": text(), "path2": text(), "distance": count() });
    let all = json!({
        "compared": count(),
        "threshold": count(),
        "hash_type": { "type": ["string", "null"] },
        "duplicate_groups": list(object(group, &[])),
        "pairs": list(object(pair, &[])),
        "pair_count": { "type": "integer", "description": "Also those that are not listed" },
        "skipped": list(object(json!({ "path": text(), "reason": text() }), &[]))
    });
    object(all, &[])
}
