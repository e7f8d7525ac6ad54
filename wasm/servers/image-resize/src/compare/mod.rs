mod digits;
mod groups;

use digits::Digits;
use groups::Groups;
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};

/// More pairs than anybody reads; the groups still count all of them.
const MOST_PAIRS: usize = 10_000;
/// Every hash is compared with every other one.
const MOST_HASHES: usize = 20_000;

struct Entry<'a> {
    path: &'a str,
    /// As it was given.
    text: &'a str,
    kind: Option<&'a str>,
    digits: Digits,
}

/// Nothing is read: the hashes themselves are compared.
pub fn compare(args: Args) -> Result<Outcome, String> {
    let threshold = args.integer("threshold").map_or(5, |given| u32::try_from(given).unwrap_or(u32::MAX));
    let list = args.list("hashes");
    if list.len() > MOST_HASHES {
        return Err(format!("{} hashes are too many for one call: give at most {MOST_HASHES}.", list.len()));
    }
    let (mut entries, mut skipped) = (Vec::new(), Vec::new());
    for given in list {
        match read(given) {
            Ok(entry) => entries.push(entry),
            Err((path, reason)) => skipped.push(json!({ "path": path, "reason": reason })),
        }
    }
    // What most of them are is what is compared; without a type, an entry counts as one of them.
    let kind = most(entries.iter().filter_map(|entry| entry.kind));
    let bits = most(
        entries.iter().filter(|entry| entry.kind.is_none() || entry.kind == kind).map(|entry| entry.digits.bits()),
    );
    entries.retain(|entry| {
        let reason = match (entry.kind, kind) {
            (Some(own), Some(kind)) if own != kind => {
                format!("it is a {own:.40}, the others are {kind:.40}: they cannot be compared")
            }
            _ if Some(entry.digits.bits()) != bits => {
                format!(
                    "it has {} bits, the others have {}: they cannot be compared",
                    entry.digits.bits(),
                    bits.unwrap_or(0)
                )
            }
            _ => return true,
        };
        skipped.push(json!({ "path": entry.path, "reason": reason }));
        false
    });
    let (pairs, count, groups) = find(&entries, threshold);
    let told: Vec<Value> = pairs
        .iter()
        .take(MOST_PAIRS)
        .map(|(distance, one, two)| {
            json!({ "path1": entries[*one].path, "path2": entries[*two].path, "distance": distance })
        })
        .collect();
    let text = words(entries.len(), threshold, &groups, &told, count, &skipped);
    let structured = json!({
        "compared": entries.len(),
        "threshold": threshold,
        "hash_type": kind,
        "duplicate_groups": groups,
        "pairs": told,
        "pair_count": count,
        "skipped": skipped
    });
    Ok(Outcome::new(structured, text))
}

fn read(given: &Value) -> Result<Entry<'_>, (&str, String)> {
    let text = |name: &str| given[name].as_str();
    let path = text("path").unwrap_or_default();
    if let Some(error) = text("error").filter(|error| !error.is_empty()) {
        return Err((path, format!("it has an error instead of a hash: {error:.300}")));
    }
    let hash =
        text("hash").map(str::trim).filter(|hash| !hash.is_empty()).ok_or((path, "it has no hash".to_owned()))?;
    let digits = Digits::read(hash).ok_or_else(|| (path, format!("{:.60} is no hash in hexadecimal", json!(hash))))?;
    Ok(Entry { path, text: hash, kind: text("hash_type"), digits })
}

/// The one that is there most often, the first of several.
fn most<T: PartialEq + Copy>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for one in all {
        match counts.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => counts.push((one, 1)),
        }
    }
    let highest = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == highest).map(|(one, _)| one)
}

/// Pairs from near to far, how many there are, and those that hang together as groups.
fn find(entries: &[Entry], threshold: u32) -> (Vec<(u32, usize, usize)>, usize, Vec<Value>) {
    let (mut pairs, mut count) = (Vec::new(), 0);
    let mut groups = Groups::new(entries.len());
    for (one, entry) in entries.iter().enumerate() {
        for (two, other) in entries.iter().enumerate().skip(one + 1) {
            let distance = entry.digits.distance(&other.digits);
            if distance <= threshold {
                groups.join(one, two);
                count += 1;
                // Enough to sort and to cut, but not the square of twenty thousand.
                if pairs.len() < 100 * MOST_PAIRS {
                    pairs.push((distance, one, two));
                }
            }
        }
    }
    pairs.sort_unstable();
    let groups = groups.list().into_iter().map(|group| {
        let paths: Vec<&str> = group.iter().map(|at| entries[*at].path).collect();
        let hashes: Vec<&str> = group.iter().map(|at| entries[*at].text).collect();
        json!({ "paths": paths, "hashes": hashes, "count": group.len() })
    });
    (pairs, count, groups.collect())
}

fn words(
    compared: usize,
    threshold: u32,
    groups: &[Value],
    pairs: &[Value],
    count: usize,
    skipped: &[Value],
) -> String {
    let mut text = format!(
        "Compared {compared} hashes: {} groups of duplicates or similar images, {count} pairs at a distance of at most {threshold}.",
        groups.len()
    );
    for (at, group) in groups.iter().enumerate() {
        let paths: Vec<&str> = group["paths"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        text += &format!("\nGroup {}: {}", at + 1, paths.join(", "));
    }
    for pair in pairs.iter().take(100) {
        let path = |name: &str| pair[name].as_str().unwrap_or_default().to_owned();
        text += &format!("\n{} <-> {}: {}", path("path1"), path("path2"), pair["distance"]);
    }
    if count > 100 {
        text += &format!("\n... and {} more pairs", count - 100);
    }
    for one in skipped {
        let part = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        text += &format!("\nSkipped {}: {}", part("path"), part("reason"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::compare;
    use mcp_tools::Args;
    use serde_json::{Value, json};

    fn run(args: Value) -> Value {
        compare(Args::new(&args)).map_or_else(|sentence| json!(sentence), |outcome| outcome.structured)
    }

    #[test]
    fn groups_what_is_near() {
        let found = run(json!({ "hashes": [
            { "path": "a", "hash": "ffffffffffffffff", "hash_type": "phash" },
            { "path": "b", "hash": "fffffffffffffffe", "hash_type": "phash" },
            { "path": "c", "hash": "0000000000000000", "hash_type": "phash" },
            { "path": "d", "hash": "fffffffffffffff0" },
            { "path": "e", "hash": "ffffffffffffffff", "hash_type": "dhash" },
            { "path": "f", "hash": "ffff", "hash_type": "phash" },
            { "path": "g", "hash": null, "error": "broken" },
            { "path": "h", "hash": "xyz" },
            { "path": "i" }
        ], "threshold": 3 }));
        assert_eq!(found["compared"], 4);
        assert_eq!(found["duplicate_groups"][0]["paths"], json!(["a", "b", "d"]));
        assert_eq!(
            found["pairs"],
            json!([
                { "path1": "a", "path2": "b", "distance": 1 },
                { "path1": "b", "path2": "d", "distance": 3 }
            ])
        );
        let skipped: Vec<&str> =
            found["skipped"].as_array().into_iter().flatten().filter_map(|one| one["path"].as_str()).collect();
        assert_eq!(skipped, ["g", "h", "i", "e", "f"]);
    }

    #[test]
    fn nothing_is_no_problem() {
        let found = run(json!({ "hashes": [] }));
        assert_eq!(
            (&found["compared"], &found["duplicate_groups"], &found["pairs"]),
            (&json!(0), &json!([]), &json!([]))
        );
    }
}
