use mcp_tools::Outcome;
use serde_json::Value;

/// Longer results are no easier to read for being indented, only longer.
const INDENTED: usize = 20_000;

pub fn outcome(structured: Value) -> Outcome {
    let short = structured.to_string();
    let text = if short.len() > INDENTED { short } else { format!("{structured:#}") };
    Outcome::new(structured, text)
}
