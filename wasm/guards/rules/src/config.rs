//! The configuration values of a server, as the host hands them over: one JSON object of strings.

use alloc::{collections::BTreeMap, string::String};

/// Nothing at all where the text is not such an object: a server never gets half of its values.
pub fn values(json: &str) -> BTreeMap<String, String> {
    serde_json::from_str(json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn are_strings() {
        let all = values(r#"{"url":"https://a/?b=\"c\"","emp\u00e9ty":"","jar":"\ud83e\uded9\n"}"#);
        assert_eq!(all.len(), 3);
        assert_eq!(all["url"], "https://a/?b=\"c\"");
        assert_eq!(all["empéty"], "");
        assert_eq!(all["jar"], "🫙\n");
    }

    #[test]
    fn are_all_or_none() {
        for json in ["", "[]", "null", r#"{"a":1}"#, r#"{"a":"b""#, r#"{"a":"b"} x"#, r#"{"a":"b","c":null}"#] {
            assert!(values(json).is_empty(), "{json}");
        }
    }
}
