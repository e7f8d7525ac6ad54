use super::*;

fn ids(line: &str) -> Option<Vec<String>> {
    request_ids(line.as_bytes()).map(|ids| ids.iter().map(|id| String::from_utf8_lossy(id).into_owned()).collect())
}

fn some(wanted: &[&str]) -> Option<Vec<String>> {
    Some(wanted.iter().map(|id| id.to_string()).collect())
}

#[test]
fn finds_ids_as_they_were_written() {
    assert_eq!(ids(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#), some(&["1"]));
    assert_eq!(ids(" { \"method\" : \"m\" , \"id\" : \"a\\\"b\\u00e9\" } \r"), some(&[r#""a\"b\u00e9""#]));
    assert_eq!(ids(r#"{"id":12345678901234567890,"method":"m"}"#), some(&["12345678901234567890"]));
    assert_eq!(ids(r#"{"id":-1.50e+3,"method":"m"}"#), some(&["-1.50e+3"]));
    assert_eq!(ids(r#"{"params":{"id":7,"x":["}",{"id":8}]},"method":"m","id":9}"#), some(&["9"]));
    assert_eq!(ids(r#"{"\u0069d":3,"m\u0065thod":"m"}"#), some(&["3"]));
    assert_eq!(ids(r#"{"id":1,"id":2,"method":"m"}"#), some(&["2"]));
}

#[test]
fn answers_nothing_else() {
    for line in [
        r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        r#"{"jsonrpc":"2.0","id":1,"result":{"method":"x"}}"#,
        r#"{"id":null,"method":"m"}"#,
        r#"{"id":{"a":1},"method":"m"}"#,
        r#"{"id":true,"method":"m"}"#,
        "{}",
        "[]",
        "3",
    ] {
        assert_eq!(ids(line), some(&[]), "{line}");
    }
}

#[test]
fn reads_batches() {
    let batch = r#"[{"id":1,"method":"a"},{"method":"b"},3,{"id":"x","method":"c"},{"id":2,"result":[]}]"#;
    assert_eq!(ids(batch), some(&["1", "\"x\""]));
}

#[test]
fn knows_what_is_no_json() {
    for line in [
        "",
        "{",
        "}",
        r#"{"id":1,"method":"m""#,
        r#"{"id":1,"method":"m"}}"#,
        r#"{"id":01,"method":"m"}"#,
        r#"{"id":1 "method":"m"}"#,
        r#"{"id":1,"method":"\x"}"#,
        r#"{"id":1,"method":"m",}"#,
        "[1,]",
        "[1}",
        "{]",
        "\"a\nb\"",
        "tru",
        "nullx",
        "-",
        "1.",
        "1e",
        r#""\u12"#,
        "{\"a\"}",
        "[",
        "hello",
    ] {
        assert_eq!(ids(line), None, "{line}");
    }
}

#[test]
fn takes_any_depth() {
    let deep = format!(r#"{{"id":5,"p":{}{},"method":"m"}}"#, "[".repeat(1_000_000), "]".repeat(1_000_000));
    assert_eq!(ids(&deep), some(&["5"]));
}

#[test]
fn quotes() {
    assert_eq!(quoted("a\"\\\n\u{1}é\u{2028}"), "\"a\\\"\\\\\\u000a\\u0001é\u{2028}\"");
}
