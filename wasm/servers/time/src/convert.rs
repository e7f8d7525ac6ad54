use crate::clock::Clock;
use crate::moment::{difference, moment};
use crate::zone::{find, quote};
use jiff::Zoned;
use jiff::civil::{DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};

pub fn current(clock: Clock, args: Args) -> Result<Outcome, String> {
    let zone = find(args.text("timezone"))?;
    Ok(moment(&clock.now().to_zoned(zone)).into())
}

/// Converts a time of today, as today is in the source zone.
pub fn convert(clock: Clock, args: Args) -> Result<Outcome, String> {
    let source = find(args.text("source_timezone"))?;
    let target = find(args.text("target_timezone"))?;
    let time = parse(args.text("time"))?;
    let today = clock.now().to_zoned(source.clone()).date();
    let wanted = today.to_datetime(time);
    let ambiguous = source.to_ambiguous_zoned(wanted);
    let offset = ambiguous.offset();
    // The first of two; a time that does not exist moves on by the length of the gap.
    let at = ambiguous.compatible().map_err(|error| error.to_string())?;
    let mut result = pair(&at, &target);
    match offset {
        AmbiguousOffset::Unambiguous { .. } => {}
        AmbiguousOffset::Gap { .. } => result["note"] = json!(gap(wanted, &source, &at)),
        AmbiguousOffset::Fold { .. } => {
            let later = source.to_ambiguous_zoned(wanted).later().map_err(|error| error.to_string())?;
            result["note"] = json!(fold(wanted, &source, &at, &later));
            result["second"] = pair(&later, &target);
        }
    }
    Ok(result.into())
}

fn pair(at: &Zoned, target: &TimeZone) -> Value {
    let there = at.with_time_zone(target.clone());
    json!({ "source": moment(at), "target": moment(&there), "time_difference": difference(at, &there) })
}

fn gap(wanted: DateTime, zone: &TimeZone, used: &Zoned) -> String {
    format!(
        "{} does not exist in {} on {}: clocks go forward over it. {} was used instead.",
        wanted.strftime("%H:%M"),
        name(zone),
        wanted.date(),
        used.strftime("%H:%M (UTC%:z)")
    )
}

fn fold(wanted: DateTime, zone: &TimeZone, first: &Zoned, second: &Zoned) -> String {
    format!(
        "{} happens twice in {} on {}: clocks go back. The first (UTC{}) was used; the second (UTC{}) is given beside it.",
        wanted.strftime("%H:%M"),
        name(zone),
        wanted.date(),
        first.strftime("%:z"),
        second.strftime("%:z")
    )
}

fn name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// `H:MM` or `HH:MM`, 0:00 to 23:59.
fn parse(given: &str) -> Result<Time, String> {
    let digits = |text: &str, most: usize| {
        let ok = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        ok.then(|| text.parse::<i8>().ok()).flatten()
    };
    given
        .trim()
        .split_once(':')
        .filter(|(_, minutes)| minutes.len() == 2)
        .and_then(|(hours, minutes)| Time::new(digits(hours, 2)?, digits(minutes, 2)?, 0, 0).ok())
        .ok_or_else(|| {
            format!(
                "{} is no time: give it as HH:MM in 24-hour format, from 00:00 to 23:59, for instance 14:30.",
                quote(given)
            )
        })
}

#[cfg(test)]
mod tests {
    use super::{convert, current, parse};
    use crate::clock::Clock;
    use mcp_tools::Args;
    use serde_json::{Value, json};

    fn converted(now: &str, from: &str, time: &str, to: &str) -> Value {
        let args = json!({ "source_timezone": from, "time": time, "target_timezone": to });
        convert(Clock::at(now), Args::new(&args)).map_or_else(|sentence| json!(sentence), |outcome| outcome.structured)
    }

    #[test]
    fn tells_the_time() {
        let outcome = current(Clock::at("2026-07-01T10:20:30.9Z"), Args::new(&json!({ "timezone": "Europe/Berlin" })))
            .unwrap_or_else(|e| panic!("{e}"));
        let wanted = json!({ "timezone": "Europe/Berlin", "datetime": "2026-07-01T12:20:30+02:00", "day_of_week": "Wednesday", "is_dst": true });
        assert_eq!(outcome.structured, wanted);
    }

    #[test]
    fn uses_the_source_zones_today() {
        // 23:30 UTC on the 20th is already the 21st in Tokyo.
        let result = converted("2026-11-20T23:30:00Z", "Asia/Tokyo", "08:00", "America/Los_Angeles");
        assert_eq!(result["source"]["datetime"], "2026-11-21T08:00:00+09:00");
        assert_eq!(result["target"]["datetime"], "2026-11-20T15:00:00-08:00");
        assert_eq!(result["time_difference"], "-17.0h");
        assert_eq!(result.get("note"), None);
    }

    #[test]
    fn differences_read_well() {
        let difference = |from, to| converted("2026-01-10T12:00:00Z", from, "12:00", to)["time_difference"].clone();
        assert_eq!(difference("UTC", "Asia/Kathmandu"), "+5.75h");
        assert_eq!(difference("UTC", "Asia/Kolkata"), "+5.5h");
        assert_eq!(difference("Europe/Berlin", "Europe/Paris"), "+0.0h");
        assert_eq!(difference("Asia/Kolkata", "UTC"), "-5.5h");
    }

    #[test]
    fn says_that_a_time_does_not_exist() {
        let result = converted("2026-03-29T06:00:00Z", "Europe/Berlin", "02:30", "UTC");
        assert_eq!(result["source"]["datetime"], "2026-03-29T03:30:00+02:00");
        assert_eq!(result["target"]["datetime"], "2026-03-29T01:30:00+00:00");
        assert_eq!(
            result["note"],
            "02:30 does not exist in Europe/Berlin on 2026-03-29: clocks go forward over it. 03:30 (UTC+02:00) was used instead."
        );
    }

    #[test]
    fn says_that_a_time_happens_twice() {
        let result = converted("2026-11-01T20:00:00Z", "America/New_York", "01:30", "UTC");
        assert_eq!(result["target"]["datetime"], "2026-11-01T05:30:00+00:00");
        assert_eq!(result["second"]["target"]["datetime"], "2026-11-01T06:30:00+00:00");
        assert_eq!(
            result["note"],
            "01:30 happens twice in America/New_York on 2026-11-01: clocks go back. The first (UTC-04:00) was used; \
             the second (UTC-05:00) is given beside it."
        );
    }

    #[test]
    fn knows_odd_changes() {
        // Lord Howe moves by half an hour only.
        let gap = converted("2026-10-03T20:00:00Z", "Australia/Lord_Howe", "02:15", "UTC");
        assert_eq!(gap["source"]["datetime"], "2026-10-04T02:45:00+11:00");
        assert!(gap["note"].is_string());
    }

    #[test]
    fn takes_times_of_a_day_only() {
        for good in ["00:00", "9:05", "23:59", " 12:00 "] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for bad in
            ["24:00", "12:60", "12", "12:3", "2pm", "12:00:00", "-1:00", "+1:00", "", "12:0０", "１2:00", "001:00"]
        {
            assert!(parse(bad).unwrap_err().contains("HH:MM"), "{bad}");
        }
    }
}
