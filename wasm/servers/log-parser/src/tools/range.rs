use super::kept::begin;
use crate::input;
use crate::stamp::Stamp;
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};

/// How many pauses are told.
const GAPS: usize = 5;
/// A pause is told when it is so many times as long as the mean time between two entries.
const LONG: f64 = 5.0;

#[derive(Default)]
pub struct Range {
    pub first: Option<Stamp>,
    pub last: Option<Stamp>,
    before: Option<Stamp>,
    pub count: u64,
    out_of_order: u64,
    /// The longest pauses, the longest first: seconds, the times around it, the line behind it.
    gaps: Vec<(f64, Stamp, Stamp, u64)>,
}

impl Range {
    pub fn add(&mut self, stamp: Stamp, line: u64) {
        self.count += 1;
        if self.first.is_none_or(|first| stamp.precise() < first.precise()) {
            self.first = Some(stamp);
        }
        if self.last.is_none_or(|last| stamp.precise() >= last.precise()) {
            self.last = Some(stamp);
        }
        if let Some(before) = self.before {
            let gap = seconds(before, stamp);
            self.out_of_order += u64::from(gap < 0.0);
            if gap > self.gaps.get(GAPS - 1).map_or(0.0, |(shortest, ..)| *shortest) {
                let place = self.gaps.partition_point(|(longer, ..)| *longer >= gap);
                self.gaps.insert(place, (gap, before, stamp, line));
                self.gaps.truncate(GAPS);
            }
        }
        self.before = Some(stamp);
    }

    pub fn span(&self) -> Option<f64> {
        Some(seconds(self.first?, self.last?))
    }

    fn mean(&self) -> Option<f64> {
        self.span().filter(|_| self.count > 1).map(|span| span / (self.count - 1) as f64)
    }

    fn gaps(&self) -> Vec<Value> {
        let mean = self.mean().unwrap_or_default();
        let long = self.gaps.iter().filter(|(gap, ..)| *gap >= mean * LONG);
        long.map(|(gap, from, to, line)| json!({ "seconds": gap, "from": from.iso(), "to": to.iso(), "line": line }))
            .collect()
    }
}

fn seconds(from: Stamp, to: Stamp) -> f64 {
    let nanos = i64::from(to.nanos) - i64::from(from.nanos);
    (to.instant() - from.instant()) as f64 + nanos as f64 / 1e9
}

/// `2 d 3 h 4 min 5.5 s`, without the parts that are 0.
fn readable(span: f64) -> String {
    let whole = span as i64;
    let parts = [(whole / 86_400, "d"), (whole / 3600 % 24, "h"), (whole / 60 % 60, "min")];
    let mut text: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}")).collect();
    let rest = (span - (whole - whole % 60) as f64) * 1000.0;
    if rest.round() > 0.0 || text.is_empty() {
        text.push(format!("{} s", rest.round() / 1000.0));
    }
    text.join(" ")
}

pub fn range(args: Args) -> Result<Outcome, String> {
    let mut range = Range::default();
    let told = input::each(args, &mut |entry| {
        if let Some(stamp) = entry.stamp {
            range.add(stamp, entry.line);
        }
    })?;
    let mut result = begin(&told);
    result.remove("levels");
    for (name, value) in [
        ("with_time", json!(range.count)),
        ("without_time", json!(told.entries - range.count)),
        ("first", json!(range.first.map(Stamp::iso))),
        ("last", json!(range.last.map(Stamp::iso))),
        ("span_seconds", json!(range.span())),
        ("span", json!(range.span().map(readable))),
        ("mean_interval_seconds", json!(range.mean())),
        ("has_time_zone", json!(range.count > 0 && !told.has_naive())),
        ("out_of_order", json!(range.out_of_order)),
        ("gaps", json!(range.gaps())),
        ("notes", json!(told.notes())),
    ] {
        result.insert(name.to_owned(), value);
    }
    Ok(Value::Object(result).into())
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn says_how_long() {
        assert_eq!(readable(0.0), "0 s");
        assert_eq!(readable(0.25), "0.25 s");
        assert_eq!(readable(183_845.5), "2 d 3 h 4 min 5.5 s");
        assert_eq!(readable(3600.0), "1 h");
    }
}
