use crate::column::Column;
use crate::field::{find, must_exist, rows};
use crate::fit::{Fit, fit};
use crate::moment::{moment, write};
use crate::number::{Reading, read, real, real_if, whole};
use crate::order::order;
use crate::text::outcome;
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};

/// Of the mean absolute value: a fitted line that changes by less than that is called stable.
const NOTICEABLE: f64 = 0.01;
/// In standard errors: a slope that is smaller could be chance.
const CERTAIN: f64 = 2.0;

pub const RULE: &str = "increasing or decreasing when the least-squares line changes by at least 1 % of the mean absolute \
                        value over the whole span and its slope is at least twice its standard error; otherwise stable; \
                        insufficient_data with fewer than two different times";

#[derive(Clone, Copy)]
struct Point<'a> {
    time: i128,
    value: f64,
    given: &'a Value,
}

pub fn trends(args: Args) -> Result<Outcome, String> {
    let rows = rows(args.list("time_series"), "time_series")?;
    let time_field = args.text_if("time_field").unwrap_or("timestamp");
    let value_field = args.text_if("value_field").unwrap_or("value");
    must_exist(&rows, time_field, "time_field")?;
    must_exist(&rows, value_field, "value_field")?;
    let buckets = args.integer("bucket_count").unwrap_or(10).clamp(1, 1000) as usize;
    let mut points: Vec<Point> = Vec::with_capacity(rows.len());
    for row in &rows {
        let given = find(row, value_field).unwrap_or(&Value::Null);
        if let (Some(time), Some(value)) = (moment(find(row, time_field)), read(Some(given)).as_float()) {
            points.push(Point { time, value, given });
        }
    }
    if points.is_empty() && !rows.is_empty() {
        let why = if rows.iter().any(|row| moment(find(row, time_field)).is_some()) {
            format!("No item has a number in {value_field:?} beside a time in {time_field:?}.")
        } else {
            format!(
                "No item has a time in {time_field:?}: it must be ISO 8601, for instance 2026-11-21T15:36:01Z, or s or ms since 1970."
            )
        };
        return Err(why);
    }
    let sorted = points.is_sorted_by_key(|point| point.time);
    let points: Vec<Point> = order(points.len(), &|a, b| points[a].time.cmp(&points[b].time))
        .into_iter()
        .map(|place| points[place])
        .collect();
    let start = points.first().map_or(0, |point| point.time);
    let span = points.last().map_or(0, |point| point.time) - start;
    let line: Vec<(f64, f64)> = points.iter().map(|point| ((point.time - start) as f64 / 1e9, point.value)).collect();
    let fitted = fit(&line);
    let mut values = Column::default();
    for point in &points {
        values.add(Some(point.given))?;
    }
    Ok(outcome(json!({
        "direction": direction(fitted.as_ref(), span as f64 / 1e9, &line),
        "rule": RULE,
        "points": points.len(),
        "skipped": rows.len() - points.len(),
        "was_sorted": sorted,
        "start": points.first().map(|point| write(point.time)),
        "end": points.last().map(|point| write(point.time)),
        "span_seconds": real(span as f64 / 1e9),
        "first": exact(points.first()),
        "last": exact(points.last()),
        "change": change(&points),
        "change_percent": percent(&points),
        "slope": fitted.as_ref().map(|fit| json!({
            "per_second": real(fit.slope),
            "per_hour": real(fit.slope * 3600.0),
            "per_day": real(fit.slope * 86_400.0)
        })),
        "r_squared": real_if(fitted.as_ref().and_then(|fit| fit.r_squared)),
        "stats": values.finish(),
        "buckets": bucketed(&points, buckets, start, span)?
    })))
}

fn direction(fitted: Option<&Fit>, span: f64, line: &[(f64, f64)]) -> &'static str {
    let Some(fit) = fitted else { return "insufficient_data" };
    let size = line.iter().map(|(_, value)| value.abs()).sum::<f64>() / line.len() as f64;
    let noticeable = fit.slope != 0.0 && (fit.slope * span).abs() >= NOTICEABLE * size;
    match noticeable && fit.slope.abs() >= CERTAIN * fit.standard_error {
        true if fit.slope > 0.0 => "increasing",
        true => "decreasing",
        false => "stable",
    }
}

fn exact(point: Option<&Point>) -> Value {
    match point.map_or(Reading::Missing, |point| read(Some(point.given))) {
        Reading::Whole(number) => whole(number),
        other => real_if(other.as_float()),
    }
}

/// Exact between integers.
fn change(points: &[Point]) -> Value {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Value::Null };
    match (read(Some(first.given)), read(Some(last.given))) {
        (Reading::Whole(first), Reading::Whole(last)) => last.checked_sub(first).map_or(Value::Null, whole),
        _ => real(last.value - first.value),
    }
}

/// Nothing where it begins at 0.
fn percent(points: &[Point]) -> Value {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Value::Null };
    real_if((first.value != 0.0).then(|| (last.value - first.value) / first.value.abs() * 100.0))
}

/// Of equal length in time; the last one includes its end. A single time is one bucket.
fn bucketed(points: &[Point], count: usize, start: i128, span: i128) -> Result<Vec<Value>, String> {
    if points.is_empty() {
        return Ok(Vec::new());
    }
    let count = if span == 0 { 1 } else { count };
    let edge = |number: usize| start + span * number as i128 / count as i128;
    let mut rest = points;
    (0..count)
        .map(|number| {
            let is_last = number + 1 == count;
            let length = if is_last { rest.len() } else { rest.partition_point(|point| point.time < edge(number + 1)) };
            let (inside, after) = rest.split_at(length);
            rest = after;
            let mean = (length > 0).then(|| inside.iter().map(|point| point.value).sum::<f64>() / length as f64);
            let mut column = Column::default();
            inside.iter().try_for_each(|point| column.add(Some(point.given)))?;
            let (least, most) = column.range();
            Ok(json!({
                "start": write(edge(number)),
                "end": write(edge(number + 1)),
                "count": length,
                "mean": real_if(mean),
                "min": least,
                "max": most
            }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::trends;
    use mcp_tools::Args;
    use serde_json::{Value, json};

    fn called(args: Value) -> Value {
        trends(Args::new(&args)).map_or_else(|sentence| json!(sentence), |outcome| outcome.structured)
    }

    fn series(values: &[f64]) -> Value {
        values
            .iter()
            .enumerate()
            .map(|(at, value)| json!({ "timestamp": 1_700_000_000 + at * 3600, "value": value }))
            .collect()
    }

    #[test]
    fn tells_the_direction() {
        let of = |values: &[f64]| called(json!({ "time_series": series(values) }))["direction"].clone();
        assert_eq!(of(&[1.0, 2.0, 3.0, 4.0]), "increasing");
        assert_eq!(of(&[4.0, 3.0]), "decreasing");
        assert_eq!(of(&[5.0, 5.0, 5.0]), "stable");
        assert_eq!(of(&[5.0, -5.0, 5.0, -5.0, 5.0]), "stable");
        assert_eq!(of(&[1000.0, 1001.0, 1002.0]), "stable");
        assert_eq!(of(&[5.0]), "insufficient_data");
        assert_eq!(of(&[]), "insufficient_data");
    }

    #[test]
    fn sorts_and_measures() {
        let result = called(json!({ "bucket_count": 2, "time_series": [
            { "timestamp": "2026-01-01T02:00:00Z", "value": 30 }, { "timestamp": "2026-01-01T00:00:00Z", "value": 10 },
            { "timestamp": "2026-01-01T02:00:00+01:00", "value": "20" }, { "timestamp": "?", "value": 1 }
        ] }));
        assert_eq!(result["slope"]["per_hour"].to_string(), "10.0");
        assert_eq!(
            (result["first"].to_string(), result["last"].to_string(), result["change_percent"].to_string()),
            ("10".into(), "30".into(), "200.0".into())
        );
        assert_eq!((result["skipped"].to_string(), &result["was_sorted"]), ("1".into(), &json!(false)));
        assert_eq!(result["buckets"][1]["mean"].to_string(), "25.0");
        assert_eq!(result["buckets"][1]["start"], "2026-01-01T01:00:00Z");
    }

    #[test]
    fn keeps_integers_whole_in_buckets() {
        let result = called(json!({ "bucket_count": 2, "time_series": [
            { "timestamp": 0, "value": 9_007_199_254_740_993_i64 }, { "timestamp": 9, "value": 0.5 }, { "timestamp": 9, "value": 2 }
        ] }));
        let of = |bucket: usize| {
            (result["buckets"][bucket]["min"].to_string(), result["buckets"][bucket]["max"].to_string())
        };
        assert_eq!(of(0), ("9007199254740993".into(), "9007199254740993".into()));
        assert_eq!(of(1), ("0.5".into(), "2.0".into()));
    }

    #[test]
    fn names_mistakes() {
        let wrong = |series: Value| called(json!({ "time_series": series })).as_str().unwrap_or_default().to_owned();
        assert!(wrong(json!([{ "timestamp": "soon", "value": 1 }])).starts_with("No item has a time in \"timestamp\""));
        assert!(wrong(json!([{ "timestamp": 1, "value": "x" }])).starts_with("No item has a number in \"value\""));
        assert!(wrong(json!([{ "time": 1, "value": 1 }])).contains("\"timestamp\" that time_field names"));
        assert!(wrong(json!([7])).starts_with("time_series[0] is a number"));
    }
}
