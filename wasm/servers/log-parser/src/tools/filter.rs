use super::kept::{Kept, begin};
use crate::input;
use crate::level::{ALL, Level};
use mcp_tools::{Args, Outcome};
use serde_json::json;

/// By the levels that are named, or else by the least one. An unknown level is below all others.
pub fn filter(args: Args) -> Result<Outcome, String> {
    let named: Vec<Level> = args.texts("include_levels").map(level).collect::<Result<_, _>>()?;
    let least = level(args.text_if("min_level").unwrap_or("warning"))?;
    let wanted = |one: Level| if named.is_empty() { one >= least } else { named.contains(&one) };
    let mut kept = Kept::new(args);
    let told = input::each(args, &mut |entry| {
        if wanted(entry.level) {
            kept.add(entry);
        }
    })?;
    let mut result = begin(&told);
    let names: Vec<&str> = ALL.into_iter().filter(|level| wanted(*level)).map(Level::name).collect();
    result.insert("kept_levels".to_owned(), json!(names));
    result.insert("matched".to_owned(), json!(kept.found));
    Ok(kept.finish(&told, result))
}

fn level(word: &str) -> Result<Level, String> {
    Level::named(word).ok_or_else(|| {
        let names: Vec<&str> = ALL.into_iter().map(Level::name).collect();
        let short: String = word.chars().take(60).collect();
        format!("There is no level {short:?}. There are: {}.", names.join(", "))
    })
}
