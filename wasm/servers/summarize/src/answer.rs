use crate::provider::Provider;
use serde_json::Value;

/// The text that a model wrote, out of what an endpoint sent; else a sentence.
pub fn read(provider: &Provider, body: &[u8]) -> Result<String, String> {
    let host = &provider.address.authority;
    let answer: Value = serde_json::from_slice(body).map_err(|_| {
        format!("{host} did not answer in JSON: it may be no OpenAI-compatible endpoint, or its base URL is not right.")
    })?;
    let Some(choice) = answer["choices"].get(0) else {
        return Err(format!("{host} answered without any choice: it may be no OpenAI-compatible endpoint. Try again."));
    };
    let message = &choice["message"];
    let reason = choice["finish_reason"].as_str().unwrap_or_default();
    if reason == "content_filter" {
        return Err(format!("The content filter of {} held this summary back.", provider.title));
    }
    if let Some(words) = message["refusal"].as_str().filter(|words| !words.is_empty()) {
        let words: String = provider.clean(words).chars().take(300).collect();
        return Err(format!("The model {:?} refuses to summarize this text: {words}", provider.model));
    }
    let text = provider.clean(without_thoughts(&content(&message["content"])).trim());
    match (text.is_empty(), reason) {
        (false, _) => Ok(text),
        (true, "length") => Err(format!("The model {:?} used up its length before it wrote anything.", provider.model)),
        (true, _) => {
            Err(format!("The model {:?} answered with nothing. Try again, or choose another model.", provider.model))
        }
    }
}

/// Text, or a list of parts some of which are text.
fn content(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect(),
        _ => String::new(),
    }
}

/// Some models on one's own computer think aloud before they answer.
fn without_thoughts(text: &str) -> &str {
    match text.trim_start().strip_prefix("<think>") {
        Some(rest) => rest.split_once("</think>").map_or("", |(_, answer)| answer),
        None => text,
    }
}
