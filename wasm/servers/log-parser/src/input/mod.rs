mod place;
mod source;

use crate::entry::Entry;
use crate::format::{Format, of_object, read_any};
use crate::scan::{Told, scan};
use mcp_tools::Args;
use serde_json::Value;
pub use source::Source;

/// Gives every entry of what was passed: entries, text, or a file. Exactly one of them.
pub fn each(args: Args, give: &mut dyn FnMut(&Entry)) -> Result<Told, String> {
    crate::stamp::now::look();
    let entries = args.get("entries").and_then(Value::as_array);
    let (text, path) = (args.text_if("log_content"), args.text_if("path"));
    match (entries, text, path) {
        (Some(entries), None, None) => given(entries, give),
        (None, Some(text), None) => scan(Source::Text(text), format(args)?, give),
        (None, None, Some(path)) => scan(Source::open(path)?, format(args)?, give),
        (None, None, None) => {
            Err("Nothing was passed: give log_content or the path of a log file (or, except to parse_logs, \
                                   entries from parse_logs)."
                .to_owned())
        }
        _ => Err("Give only one of entries, log_content and path.".to_owned()),
    }
}

fn given(entries: &[Value], give: &mut dyn FnMut(&Entry)) -> Result<Told, String> {
    let mut told = Told::new(None);
    for (index, value) in entries.iter().enumerate() {
        let entry = match value {
            Value::Object(object) => of_object(value, object),
            // Lines as they are can be read as well.
            Value::String(line) => {
                Entry { raw: line, line: index as u64 + 1, ..read_any(line).unwrap_or_else(|| Entry::unknown(line)) }
            }
            _ => {
                return Err(format!(
                    "entries[{index}] is no entry: it must be an object as parse_logs gives it, or a line of a log."
                ));
            }
        };
        told.note(&entry);
        give(&entry);
    }
    Ok(told)
}

fn format(args: Args) -> Result<Option<Format>, String> {
    match args.text_if("format_type").unwrap_or("auto") {
        "auto" | "" => Ok(None),
        name => Format::named(name).map(Some).ok_or_else(|| {
            let names: Vec<&str> = Format::names().collect();
            format!("There is no format {}. There are: auto, {}.", place::quoted(name), names.join(", "))
        }),
    }
}
