use serde_json::{Value, json};

pub const INFO: &str = "Get detailed information about an image file: format, mode and size as Pillow names them, EXIF \
                        orientation, frames. Reads its header only, so it is fast for any size.";
pub const RESIZE: &str = "Resize an image and return it as an image block (base64). Width or height alone keeps the proportions; \
                          both together give exactly that size and may stretch it; max_size only ever shrinks. With none of \
                          them the image is only converted. Lanczos; EXIF orientation is applied; transparency becomes white \
                          in JPEG; of an animation the first frame is taken; an RGB or grey colour profile is kept. Nothing is \
                          written to disk.";
pub const SCAN: &str = "Scan a directory for image files: paths and sizes, in a stable order. With include_info also format and \
                        dimensions, read from each file's header. Links to folders are not followed.";
pub const HASH: &str = "Compute perceptual hash of an image for duplicate detection: 64 bits in hexadecimal, the same as \
                        Python's ImageHash gives (which does not apply EXIF orientation either). Pass the results to \
                        compare_hashes.";
pub const COMPARE: &str = "Compare image hashes to find duplicates/similar images. Groups hold images that are linked by \
                           distances up to the threshold; 0 finds the same hash only. Entries with an error, or of another \
                           hash type or length than most, are skipped and told.";
pub const BATCH: &str = "Resize multiple images at once (e.g., create thumbnails) and return each as an image block (base64). \
                         Images that fail are told and do not stop the others. Never enlarges.";

/// The longest side that any of the formats here knows.
const LONGEST: u32 = 65_500;

pub fn path_input() -> Value {
    json!({
        "type": "object",
        "properties": { "image_path": { "type": "string", "description": "Path to the image file" } },
        "required": ["image_path"]
    })
}

pub fn resize_input() -> Value {
    json!({
        "type": "object",
        "properties": {
            "image_path": { "type": "string", "description": "Path to the input image" },
            "width": side("Target width (maintains aspect ratio if height not given)"),
            "height": side("Target height (maintains aspect ratio if width not given)"),
            "max_size": side("Maximum dimension (constrains both width and height); never enlarges"),
            "quality": quality("Output quality (1-100) of JPEG; PNG and WEBP are written without loss. Default: 85", 85),
            "output_format": format()
        },
        "required": ["image_path"]
    })
}

pub fn batch_input() -> Value {
    let mut longest = side("Maximum dimension for thumbnails. Default: 150");
    longest["default"] = json!(150);
    json!({
        "type": "object",
        "properties": {
            "image_paths": {
                "type": "array",
                "items": { "type": "string" },
                "minItems": 1,
                "description": "List of image file paths to resize"
            },
            "max_size": longest,
            "quality": quality("Output quality (1-100) of JPEG. Default: 75", 75),
            "output_format": format()
        },
        "required": ["image_paths"]
    })
}

pub fn scan_input() -> Value {
    json!({
        "type": "object",
        "properties": {
            "directory": { "type": "string", "description": "Directory path to scan" },
            "extensions": {
                "type": ["array", "null"],
                "items": { "type": "string" },
                "description": "File extensions to include, with or without a dot, in any case (default: jpg, jpeg, jpe, jfif, png, gif, webp, which these tools can read)"
            },
            "recursive": { "type": ["boolean", "null"], "default": true, "description": "Whether to scan subdirectories. Default: true" },
            "include_info": { "type": ["boolean", "null"], "default": false, "description": "Whether to include detailed info per image. Default: false" }
        },
        "required": ["directory"]
    })
}

pub fn hash_input() -> Value {
    json!({
        "type": "object",
        "properties": {
            "image_path": { "type": "string", "description": "Path to the image" },
            "hash_type": {
                "type": ["string", "null"],
                "default": "phash",
                "description": "Type of hash: phash (finds most), dhash (fast, for near copies), or ahash (coarse). Default: phash"
            }
        },
        "required": ["image_path"]
    })
}

pub fn compare_input() -> Value {
    json!({
        "type": "object",
        "properties": {
            "hashes": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "path": { "type": "string" },
                        "hash": { "type": ["string", "null"] },
                        "hash_type": { "type": ["string", "null"] },
                        "error": { "type": ["string", "null"] }
                    },
                    "required": ["path"]
                },
                "description": "List of hash results from compute_image_hash"
            },
            "threshold": {
                "type": ["integer", "null"],
                "minimum": 0,
                "maximum": 16_384,
                "default": 5,
                "description": "Maximum hash difference, in bits, to consider as duplicate. Default: 5"
            }
        },
        "required": ["hashes"]
    })
}

fn side(description: &str) -> Value {
    json!({ "type": ["integer", "null"], "minimum": 1, "maximum": LONGEST, "description": description })
}

fn quality(description: &str, default: u8) -> Value {
    json!({ "type": ["integer", "null"], "minimum": 1, "maximum": 100, "default": default, "description": description })
}

fn format() -> Value {
    json!({ "type": ["string", "null"], "default": "JPEG", "description": "Output format: JPEG, PNG, or WEBP (lossless). Default: JPEG" })
}
