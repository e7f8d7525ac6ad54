use crate::provider::Provider;
use serde_json::Value;

/// A sentence about an answer that is none.
pub fn refused(provider: &Provider, status: u16, retry_after: Option<&str>, body: &[u8]) -> String {
    let Provider { title, model, model_variable, key_variable, .. } = provider;
    let answer: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
    let host = &provider.address.authority;
    let said = said(provider, &answer);
    match status {
        // Their words often repeat some of the key.
        401 | 403 if provider.key.is_none() => {
            format!("{host} wants a key (status {status}): set {key_variable}. In Belljar it is granted as a secret.")
        }
        401 | 403 => format!(
            "{title} at {host} refuses the key or its rights (status {status}). Check the secret {key_variable} and what it may use."
        ),
        404 => format!(
            "{host} knows no model {model:?}, or its address is wrong (status 404). Set {model_variable} to a model that it has.{said}"
        ),
        429 if code(&answer).contains("quota") => {
            format!("The account's quota at {title} is used up (status 429). Look at its plan and billing.{said}")
        }
        429 => {
            let wait = retry_after.and_then(|text| text.trim().parse::<u32>().ok());
            let wait = wait.map_or_else(|| "Wait a moment".to_owned(), |seconds| format!("Wait {seconds} seconds"));
            format!("{title} gets too many requests now (status 429). {wait} and try again.{said}")
        }
        400 | 413 | 422 => format!(
            "{title} does not take this request (status {status}): the text may be too long for the model {model:?}, or the model \
             is not for chats; {model_variable} chooses another.{said}"
        ),
        500.. => format!("{host} has a fault or is overloaded (status {status}). Try again later.{said}"),
        300..400 => {
            format!("{host} redirects (status {status}), which is not followed with a key. Correct the base URL.")
        }
        _ => format!("{host} refused the request (status {status}).{said}"),
    }
}

fn code(answer: &Value) -> &str {
    answer["error"]["code"].as_str().or_else(|| answer["error"]["type"].as_str()).unwrap_or_default()
}

/// The endpoint's own words: one line, not long, without the key.
fn said(provider: &Provider, answer: &Value) -> String {
    let error = &answer["error"];
    let words = [&error["message"], error, &answer["message"], &answer["detail"]].into_iter().find_map(Value::as_str);
    let words = provider.clean(words.unwrap_or_default());
    let line: Vec<&str> = words.split_whitespace().collect();
    let short: String = line.join(" ").chars().filter(|c| !c.is_control()).take(300).collect();
    if short.is_empty() { short } else { format!(" It says: {short}") }
}
