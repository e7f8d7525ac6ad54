/// Abbreviations that people write and that are no zones: each names an offset, not a place.
const ABBREVIATIONS: &[(&str, &[&str])] = &[
    ("PST", &["America/Los_Angeles"]),
    ("PDT", &["America/Los_Angeles"]),
    ("PT", &["America/Los_Angeles"]),
    ("MDT", &["America/Denver"]),
    ("MT", &["America/Denver"]),
    ("CST", &["America/Chicago", "Asia/Shanghai"]),
    ("CDT", &["America/Chicago"]),
    ("CT", &["America/Chicago"]),
    ("EDT", &["America/New_York"]),
    ("ET", &["America/New_York"]),
    ("BST", &["Europe/London"]),
    ("CEST", &["Europe/Berlin"]),
    ("EEST", &["Europe/Helsinki"]),
    ("IST", &["Asia/Kolkata", "Asia/Jerusalem"]),
    ("SGT", &["Asia/Singapore"]),
    ("JST", &["Asia/Tokyo"]),
    ("KST", &["Asia/Seoul"]),
    ("AEST", &["Australia/Sydney"]),
    ("AEDT", &["Australia/Sydney"]),
    ("NZST", &["Pacific/Auckland"]),
    ("NZDT", &["Pacific/Auckland"]),
];

/// At most three zones that may have been meant.
pub fn suggest(asked: &str, names: impl Iterator<Item = &'static str>) -> Vec<String> {
    let asked = asked.trim();
    if asked.is_empty() || asked.len() > 60 {
        return Vec::new();
    }
    if let Some((_, zones)) = ABBREVIATIONS.iter().find(|(short, _)| short.eq_ignore_ascii_case(asked)) {
        return zones.iter().map(|zone| (*zone).to_owned()).collect();
    }
    if let Some(zone) = offset(asked) {
        return vec![zone];
    }
    let wanted = plain(asked);
    let mut found: Vec<(usize, &str)> = names.filter_map(|name| Some((distance(&wanted, name)?, name))).collect();
    found.sort();
    let best = found.first().map_or(0, |(score, _)| *score);
    found.into_iter().take_while(|(score, _)| *score == best).take(3).map(|(_, name)| name.to_owned()).collect()
}

/// `UTC+2`, `GMT-05:00` or `+2` as a zone: their names count the other way round.
fn offset(asked: &str) -> Option<String> {
    let upper = asked.to_ascii_uppercase();
    let rest = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper);
    let (sign, digits) =
        rest.strip_prefix('+').map(|d| ('-', d)).or_else(|| rest.strip_prefix('-').map(|d| ('+', d)))?;
    let hours: u8 = digits.strip_suffix(":00").unwrap_or(digits).parse().ok()?;
    let most = if sign == '-' { 14 } else { 12 };
    match hours {
        0 => Some("UTC".to_owned()),
        _ if hours <= most => Some(format!("Etc/GMT{sign}{hours}")),
        _ => None,
    }
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace([' ', '-'], "_")
}

/// How far `wanted` is from a zone or from its last part, a city; None when it is too far to be meant.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let name = plain(name);
    let city = name.rsplit('/').next().unwrap_or(&name);
    let last = wanted.rsplit('/').next().unwrap_or(wanted);
    if city == last {
        return Some(0);
    }
    let edits = edits(wanted, &name).min(edits(last, city) + usize::from(wanted.contains('/')));
    (edits <= 1 + wanted.len() / 5).then_some(edits)
}

fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let change = corner + usize::from(from != *to);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
