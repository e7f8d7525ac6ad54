use crate::header::Header;
use crate::load::open;
use crate::place::quoted;
use mcp_tools::{Args, Outcome};
use serde_json::{Map, Value, json};

pub fn info(args: Args) -> Result<Outcome, String> {
    let opened = open(args.text("image_path"))?;
    let header = &opened.header;
    let mut data = Map::new();
    data.insert("path".to_owned(), json!(opened.path.to_string_lossy()));
    data.insert("size_bytes".to_owned(), json!(opened.bytes));
    describe(header, &mut data);
    data.insert("bits_per_channel".to_owned(), json!(header.bits));
    data.insert("has_icc_profile".to_owned(), json!(header.icc));
    let (width, height) = header.upright();
    data.insert("aspect_ratio".to_owned(), json!((f64::from(width) / f64::from(height) * 10_000.0).round() / 10_000.0));
    let mut text = format!(
        "{}: {} x {} {}, mode {}, {} bytes.",
        quoted(&opened.path),
        header.width,
        header.height,
        header.format.name(),
        header.mode,
        opened.bytes
    );
    if header.orientation != 1 {
        text += &format!(" EXIF orientation {}: shown upright it is {width} x {height}.", header.orientation);
    }
    if let Some(frames) = header.frames.filter(|_| header.animated) {
        text += &format!(" Animated, {frames} frames.");
    }
    Ok(Outcome::new(Value::Object(data), text))
}

/// What is told of every image, also in lists.
pub fn describe(header: &Header, data: &mut Map<String, Value>) {
    let (width, height) = header.upright();
    data.insert("format".to_owned(), json!(header.format.name()));
    data.insert("mime_type".to_owned(), json!(header.format.mime()));
    data.insert("width".to_owned(), json!(header.width));
    data.insert("height".to_owned(), json!(header.height));
    data.insert("mode".to_owned(), json!(header.mode));
    data.insert("orientation".to_owned(), json!(header.orientation));
    data.insert("upright_width".to_owned(), json!(width));
    data.insert("upright_height".to_owned(), json!(height));
    data.insert("animated".to_owned(), json!(header.animated));
    if let Some(frames) = header.frames {
        data.insert("frames".to_owned(), json!(frames));
    }
}
