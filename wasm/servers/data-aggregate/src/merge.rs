use crate::field::{quote, rows};
use crate::key;
use crate::number::{Reading, read, real, whole};
use crate::text::outcome;
use mcp_tools::{Args, Outcome};
use serde_json::{Map, Value, json};

/// Words by which a number is known as a count: counts are added, not averaged.
const COUNTS: [&str; 6] = ["count", "total", "sum", "num", "n", "counts"];

/// A value and the weight of the summary that it is from.
type Weighted<'a> = (&'a Value, f64);

#[derive(Default)]
struct Notes {
    how: Map<String, Value>,
    conflicts: Vec<String>,
}

pub fn merge(args: Args) -> Result<Outcome, String> {
    let summaries = args.list("summaries");
    rows(summaries, "summaries")?;
    let given = args.get("weights").is_some();
    let weights: Vec<f64> = args.list("weights").iter().filter_map(|weight| read(Some(weight)).as_float()).collect();
    if given {
        check(&weights, args.list("weights").len(), summaries.len())?;
    }
    let weighted: Vec<Weighted> =
        summaries.iter().enumerate().map(|(index, one)| (one, if given { weights[index] } else { 1.0 })).collect();
    let mut notes = Notes::default();
    let merged = if weighted.is_empty() { json!({}) } else { objects(&weighted, "", given, &mut notes)? };
    Ok(outcome(json!({
        "merged": merged,
        "summary_count": summaries.len(),
        "weighted": given,
        "how": notes.how,
        "conflicts": notes.conflicts
    })))
}

fn check(weights: &[f64], given: usize, summaries: usize) -> Result<(), String> {
    if given != summaries {
        return Err(format!("There are {given} weights for {summaries} summaries: give one weight for each."));
    }
    if weights.len() != given || weights.iter().any(|weight| *weight < 0.0) {
        return Err("A weight must be a number that is not negative.".to_owned());
    }
    let total: f64 = weights.iter().sum();
    if summaries > 0 && (total == 0.0 || !total.is_finite()) {
        return Err("The weights must not all be 0, nor be too large to be added.".to_owned());
    }
    Ok(())
}

fn objects(all: &[Weighted], place: &str, weighted: bool, notes: &mut Notes) -> Result<Value, String> {
    let mut fields: Map<String, Value> = Map::new();
    for name in all.iter().filter_map(|(one, _)| one.as_object()).flat_map(|one| one.keys()) {
        if fields.contains_key(name) {
            continue;
        }
        let values: Vec<Weighted> = all
            .iter()
            .filter_map(|(one, weight)| one.get(name).filter(|one| !one.is_null()).map(|one| (one, *weight)))
            .collect();
        let path = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
        fields.insert(name.clone(), values_of(&values, name, path, weighted, notes)?);
    }
    Ok(fields.into())
}

fn values_of(
    values: &[Weighted],
    name: &str,
    path: String,
    weighted: bool,
    notes: &mut Notes,
) -> Result<Value, String> {
    if values.is_empty() {
        return Ok(Value::Null);
    }
    if values.iter().all(|(value, _)| value.is_object()) {
        return objects(values, &path, weighted, notes);
    }
    if values.iter().all(|(value, _)| value.is_array()) {
        return Ok(values.iter().flat_map(|(value, _)| value.as_array().into_iter().flatten().cloned()).collect());
    }
    if values.iter().all(|(value, _)| value.is_number()) {
        let numbers: Vec<(Reading, f64)> = values.iter().map(|(value, weight)| (read(Some(value)), *weight)).collect();
        let (value, how) = numbers_of(&numbers, name, weighted).map_err(|why| format!("{}: {why}", quote(&path)))?;
        notes.how.insert(path, json!(how));
        return Ok(value);
    }
    let distinct = distinct(values);
    if let [one] = distinct.as_slice() {
        return Ok(one.clone());
    }
    notes.conflicts.push(path);
    Ok(distinct.into())
}

/// Exactly added, the smaller or larger one, or the mean, by what the name says.
fn numbers_of(numbers: &[(Reading, f64)], name: &str, weighted: bool) -> Result<(Value, String), String> {
    let floats: Vec<f64> = numbers.iter().filter_map(|(number, _)| number.as_float()).collect();
    if floats.len() < numbers.len() {
        return Err("A number is too large: integers may have 38 digits, others go up to 1.79e308.".to_owned());
    }
    let (least, most) = (says(name, &["min", "minimum", "lowest"]), says(name, &["max", "maximum", "highest"]));
    if least || most {
        let pick = |a: (usize, f64), b: (usize, f64)| if (b.1 < a.1) == least && a.1 != b.1 { b } else { a };
        let best = floats.iter().copied().enumerate().reduce(pick).map_or(0, |(index, _)| index);
        return Ok((exact(numbers[best].0), if least { "smallest" } else { "largest" }.to_owned()));
    }
    if says(name, &COUNTS) {
        let mut sum = 0_i128;
        for (number, _) in numbers {
            let Reading::Whole(number) = number else {
                return Ok((real(floats.iter().sum()), "added".to_owned()));
            };
            sum = sum.checked_add(*number).ok_or("The sum has more than 38 digits.")?;
        }
        return Ok((whole(sum), "added".to_owned()));
    }
    let total: f64 = numbers.iter().map(|(_, weight)| weight).sum();
    if total == 0.0 {
        return Ok((Value::Null, "no mean: the summaries that have it weigh 0".to_owned()));
    }
    if numbers.iter().all(|(number, _)| *number == numbers[0].0) {
        return Ok((exact(numbers[0].0), "the same in all".to_owned()));
    }
    let mean = numbers.iter().zip(&floats).map(|((_, weight), number)| number * (weight / total)).sum();
    let how = if weighted { "weighted mean" } else { "mean" };
    Ok((real(mean), format!("{how} of {}", numbers.len())))
}

/// Whether a name begins or ends with one of these words: `total_size`, `error-count`.
fn says(name: &str, known: &[&str]) -> bool {
    let mut words = name.split(|one: char| !one.is_alphanumeric());
    let is_known = |word: &str| known.iter().any(|one| one.eq_ignore_ascii_case(word));
    words.next().is_some_and(is_known) || words.next_back().is_some_and(is_known)
}

fn exact(number: Reading) -> Value {
    match number {
        Reading::Whole(number) => whole(number),
        other => other.as_float().map_or(Value::Null, real),
    }
}

fn distinct(values: &[Weighted]) -> Vec<Value> {
    let mut keys: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for (value, _) in values {
        let mut key = String::new();
        key::append(Some(value), &mut key);
        if !keys.contains(&key) {
            keys.push(key);
            found.push((*value).clone());
        }
    }
    found
}
