use super::kept::{Kept, begin};
use crate::entry::{Body, Entry};
use crate::input;
use mcp_tools::{Args, Outcome};
use regex::{Regex, RegexBuilder};
use serde_json::{Value, json};
use std::borrow::Cow;

pub fn search(args: Args) -> Result<Outcome, String> {
    let pattern = compile(args.text("pattern"), args.flag("case_sensitive", false))?;
    let fields: Vec<&str> = args.texts("fields").collect();
    let mut seen = vec![false; fields.len()];
    let mut kept = Kept::new(args);
    let told = input::each(args, &mut |entry| {
        let matches =
            if fields.is_empty() { pattern.is_match(&whole(entry)) } else { any(entry, &fields, &mut seen, &pattern) };
        if matches {
            kept.add(entry);
        }
    })?;
    if told.entries > 0 && !fields.is_empty() && !seen.contains(&true) {
        return Err(format!(
            "No entry has any of the fields {}. Leave fields out to search everything.",
            fields.join(", ")
        ));
    }
    let mut result = begin(&told);
    result.insert("pattern".to_owned(), json!(pattern.as_str()));
    result.insert("matched".to_owned(), json!(kept.found));
    Ok(kept.finish(&told, result))
}

/// Longer patterns take more memory and time than there is.
const LONGEST: usize = 10_000;

/// `^` and `$` are those of lines: an entry may have several.
fn compile(pattern: &str, case_sensitive: bool) -> Result<Regex, String> {
    if pattern.len() > LONGEST {
        return Err(format!(
            "The pattern has {} bytes, and at most {LONGEST} are taken. Search for less.",
            pattern.len()
        ));
    }
    RegexBuilder::new(pattern).case_insensitive(!case_sensitive).multi_line(true).build().map_err(|error| {
        let why = match error {
            regex::Error::CompiledTooBig(_) => "it would become too large; use smaller repetitions".to_owned(),
            // The last line says what is wrong, those before show where.
            error => error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        };
        let short: String = pattern.chars().take(200).collect();
        format!(
            "The pattern {short:?} cannot be used: {why}. Look-around ((?=…), (?<=…), (?!…)) and backreferences (\\1) are not \
             supported; \\d \\w \\b \\p{{L}}, groups, lazy and counted repetitions and (?i) are. Write \\ before . [ ( * and the \
             like to search for the sign itself."
        )
    })
}

/// The text of an entry: the lines it was read from, or all its values.
fn whole<'a>(entry: &Entry<'a>) -> Cow<'a, str> {
    let Body::Given(value) = entry.body else { return Cow::Borrowed(entry.raw) };
    let mut text = String::new();
    for (name, value) in value.as_object().into_iter().flatten().filter(|(name, _)| !name.starts_with('_')) {
        if !text.is_empty() {
            text.push(if name == "stack_trace" || name == "more" { '\n' } else { ' ' });
        }
        text.push_str(&shown(value));
    }
    Cow::Owned(text)
}

fn any(entry: &Entry, fields: &[&str], seen: &mut [bool], pattern: &Regex) -> bool {
    let given;
    let value = match entry.body {
        Body::Given(value) => value,
        _ => {
            given = entry.to_json();
            &given
        }
    };
    let mut found = false;
    for (field, seen) in fields.iter().zip(seen) {
        if let Some(value) = value.get(*field) {
            *seen = true;
            found |= pattern.is_match(&shown(value));
        }
    }
    found
}

fn shown(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}
