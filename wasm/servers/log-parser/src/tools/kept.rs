use crate::entry::Entry;
use crate::scan::Told;
use mcp_tools::{Args, Outcome};
use serde_json::{Map, Value, json};

/// How much text of entries a result may hold, as JSON: it stands there twice, and clients take no line of 10 MB.
const MOST_BYTES: usize = 3 << 20;
const DEFAULT: i64 = 1000;

/// The entries of a result, up to a number and a size.
pub struct Kept {
    entries: Vec<Value>,
    /// The same as JSON.
    texts: Vec<String>,
    most: usize,
    bytes: usize,
    full: bool,
    pub found: u64,
}

impl Kept {
    /// 1000 where nothing is said, but all where the entries came from the caller.
    pub fn new(args: Args) -> Self {
        let asked = args.integer("max_entries");
        let most = asked.unwrap_or(if args.get("entries").is_some() { i64::MAX } else { DEFAULT });
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        Self { entries: Vec::new(), texts: Vec::new(), most, bytes: 0, full: false, found: 0 }
    }

    pub fn add(&mut self, entry: &Entry) {
        self.found += 1;
        if self.entries.len() >= self.most || self.full {
            return;
        }
        let value = entry.to_json();
        let text = value.to_string();
        self.bytes += text.len();
        self.full = self.bytes > MOST_BYTES;
        if !self.full {
            self.entries.push(value);
            self.texts.push(text);
        }
    }

    /// The result, with the entries at its end.
    pub fn finish(self, told: &Told, mut result: Map<String, Value>) -> Outcome {
        let mut notes = told.notes();
        let is_cut = self.found > self.entries.len() as u64;
        if is_cut {
            let (shown, found) = (self.entries.len(), self.found);
            let how = if self.full {
                "more would be over 3 MB"
            } else {
                "raise max_entries for more, or filter or search for less"
            };
            notes.push(format!("Only the first {shown} of {found} entries are given: {how}."));
        }
        result.insert("returned".to_owned(), json!(self.entries.len()));
        result.insert("truncated".to_owned(), json!(is_cut));
        result.insert("notes".to_owned(), json!(notes));
        let text = text(&result, &self.texts);
        result.insert("entries".to_owned(), self.entries.into());
        Outcome::new(result.into(), text)
    }
}

/// As JSON, with every entry on a line of its own: indented it would be twice as long.
fn text(result: &Map<String, Value>, entries: &[String]) -> String {
    let mut text = serde_json::to_string(result).unwrap_or_default();
    text.pop();
    text.push_str(",\"entries\":[");
    for (index, entry) in entries.iter().enumerate() {
        text.push_str(if index > 0 { ",\n" } else { "\n" });
        text.push_str(entry);
    }
    text.push_str(if entries.is_empty() { "]}" } else { "\n]}" });
    text
}

/// What every result begins with.
pub fn begin(told: &Told) -> Map<String, Value> {
    let mut result = Map::new();
    if let Some(format) = told.format {
        result.insert("format".to_owned(), json!(format.name()));
        result.insert("total_lines".to_owned(), json!(told.lines));
    }
    result.insert("total_entries".to_owned(), json!(told.entries));
    result.insert("levels".to_owned(), told.levels());
    result
}
