use crate::decode::Wish;
use crate::encode::{Output, encode};
use crate::load::{open, unreadable};
use crate::memory::require;
use crate::orient::upright;
use crate::place::quoted;
use crate::resample;
use crate::size::Wanted;
use mcp_tools::{Args, Content, Outcome};
use serde_json::{Map, Value, json};

/// Base64 makes it a third more, and clients built on the SDK for TypeScript hang up when a line is longer than 10 MiB.
pub const MOST_BYTES: usize = 7_500_000;
/// A larger result would never fit into an answer.
const MOST_PIXELS: usize = 64_000_000;

/// What is asked of every image of a call.
pub struct Ask {
    pub wanted: Wanted,
    pub output: Output,
    pub quality: u8,
}

impl Ask {
    pub fn new(args: Args, longest: Option<usize>, quality: u8) -> Result<Self, String> {
        let output = match args.text_if("output_format") {
            None => Output::Jpeg,
            Some(name) => Output::named(name).ok_or_else(|| {
                format!("The argument output_format must be JPEG, PNG or WEBP, not {:.40}.", json!(name))
            })?,
        };
        let side = |name| args.integer(name).and_then(|side| usize::try_from(side).ok());
        let wanted = Wanted { width: side("width"), height: side("height"), longest: side("max_size").or(longest) };
        let quality =
            args.integer("quality").and_then(|given| u8::try_from(given).ok()).unwrap_or(quality).clamp(1, 100);
        Ok(Self { wanted, output, quality })
    }
}

/// One image in its new size.
pub struct Made {
    pub bytes: Vec<u8>,
    pub mime: &'static str,
    /// All that is told about it, except its pixels.
    pub data: Map<String, Value>,
    pub line: String,
}

pub fn make(given: &str, ask: &Ask) -> Result<Made, String> {
    let opened = open(given)?;
    let (old, shown) = ((opened.header.width, opened.header.height), opened.header.upright());
    let (width, height) = ask.wanted.of((shown.0 as usize, shown.1 as usize));
    let path = opened.path.clone();
    check(width, height, ask.output).map_err(|rest| format!("Cannot resize {}: {rest}.", quoted(&path)))?;
    let (wide, high) = if opened.header.lies() { (height, width) } else { (width, height) };
    let (path, header, image) = opened.decode(Wish { width: wide, height: high, whole: false })?;
    let mut notes = image.notes;
    let profile = image.profile;
    let made = resample::resize(image.pixels, wide, high, header.lies())
        .and_then(|pixels| upright(pixels, header.orientation))
        .and_then(|mut pixels| {
            if ask.output == Output::Jpeg && pixels.is_transparent() {
                notes.push("JPEG knows no transparency: it was put on white.".to_owned());
            }
            if ask.output == Output::Jpeg || !pixels.is_transparent() {
                pixels = pixels.flatten();
            }
            encode(&pixels, ask.output, ask.quality, profile)
        });
    let bytes = made.map_err(|rest| unreadable(&path, &rest))?;
    if bytes.len() > MOST_BYTES {
        return Err(format!(
            "The result of {} is {} bytes as {}, and an answer holds at most {MOST_BYTES}: ask for a smaller size{}.",
            quoted(&path),
            bytes.len(),
            ask.output.format().name(),
            if ask.output == Output::Jpeg { " or a lower quality" } else { ", or for JPEG" }
        ));
    }
    if header.orientation != 1 {
        notes.push(format!("It was put upright after its EXIF orientation {}.", header.orientation));
    }
    if ask.output == Output::WebP {
        notes.push("WebP is written without loss: quality has no effect, and JPEG is smaller for photos.".to_owned());
    }
    let (from, to) = (header.format.name(), ask.output.format().name());
    let quality = (ask.output == Output::Jpeg).then_some(ask.quality);
    let with = quality.map_or_else(String::new, |quality| format!(", quality {quality}"));
    let mut line = format!(
        "{}: {} x {} {from} -> {width} x {height} {to}{with}, {} bytes.",
        quoted(&path),
        old.0,
        old.1,
        bytes.len()
    );
    notes.iter().for_each(|note| line.extend([" ", note]));
    let mut data = Map::new();
    data.insert("path".to_owned(), json!(path.to_string_lossy()));
    data.insert("original_width".to_owned(), json!(old.0));
    data.insert("original_height".to_owned(), json!(old.1));
    data.insert("original_format".to_owned(), json!(from));
    data.insert("width".to_owned(), json!(width));
    data.insert("height".to_owned(), json!(height));
    data.insert("format".to_owned(), json!(to));
    data.insert("mime_type".to_owned(), json!(ask.output.format().mime()));
    data.insert("quality".to_owned(), json!(quality));
    data.insert("size_bytes".to_owned(), json!(bytes.len()));
    data.insert("notes".to_owned(), json!(notes));
    Ok(Made { bytes, mime: ask.output.format().mime(), data, line })
}

/// What could not be written, or never be carried, is refused before any work.
fn check(width: usize, height: usize, output: Output) -> Result<(), String> {
    let name = output.format().name();
    let longest = output.longest();
    if width.max(height) > longest {
        return Err(format!(
            "{width} x {height} is more than {name} allows, {longest} on a side: ask for a smaller size"
        ));
    }
    if width * height > MOST_PIXELS {
        return Err(format!("{width} x {height} is too large for an answer: ask for a smaller size"));
    }
    require(width as u64 * height as u64 * 8)
}

pub fn resize(args: Args) -> Result<Outcome, String> {
    let made = make(args.text("image_path"), &Ask::new(args, None, 85)?)?;
    let content = vec![Content::Text(made.line), Content::Image { bytes: made.bytes, mime: made.mime }];
    Ok(Outcome { structured: Value::Object(made.data), content })
}
