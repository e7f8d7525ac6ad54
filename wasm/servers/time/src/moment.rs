use jiff::Zoned;
use serde_json::{Value, json};

/// One instant as seen in a zone, in the words of the official time server.
pub fn moment(at: &Zoned) -> Value {
    json!({
        "timezone": at.time_zone().iana_name().unwrap_or("UTC"),
        "datetime": at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        "day_of_week": at.strftime("%A").to_string(),
        "is_dst": at.time_zone().to_offset_info(at.timestamp()).dst().is_dst()
    })
}

/// How far the target's clocks are ahead of the source's, for instance `-7.0h` or `+5.75h`.
pub fn difference(source: &Zoned, target: &Zoned) -> String {
    let seconds = target.offset().seconds() - source.offset().seconds();
    if seconds % 3600 == 0 {
        return format!("{:+.1}h", f64::from(seconds) / 3600.0);
    }
    let text = format!("{:+.2}", f64::from(seconds) / 3600.0);
    format!("{}h", text.trim_end_matches('0').trim_end_matches('.'))
}
