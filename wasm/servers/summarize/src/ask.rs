use crate::answer;
use crate::provider::Provider;
use crate::refused::refused;
use http_client::{Deadline, Method, Pending, Request, start};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::time::Duration;

/// Requests that are on their way at once.
const AT_ONCE: usize = 4;
/// Longer waits are for whoever called.
const LONGEST_WAIT: u64 = 5;
/// Of an answer, in bytes.
const MOST: usize = 4_000_000;

enum Got {
    Text(Result<String, String>),
    /// Wait so many seconds and ask once more; else it is what is beside.
    Later(u64, String),
}

/// One text or one sentence for each list of messages, in their order.
pub fn ask_all(provider: &Provider, asked: &[Value], deadline: Deadline) -> Vec<Result<String, String>> {
    let mut under_way: VecDeque<Result<Pending, String>> = VecDeque::new();
    let mut answers = Vec::with_capacity(asked.len());
    let mut next = asked.iter();
    while answers.len() < asked.len() {
        while under_way.len() < AT_ONCE
            && let Some(messages) = next.next()
        {
            under_way.push_back(send(provider, messages, deadline));
        }
        let Some(first) = under_way.pop_front() else { break };
        let got = first.and_then(|pending| receive(provider, pending));
        let messages = &asked[answers.len()];
        answers.push(match got {
            Ok(Got::Text(text)) => text,
            Ok(Got::Later(seconds, refusal)) => again(provider, messages, deadline, seconds, refusal),
            Err(sentence) => Err(sentence),
        });
    }
    answers
}

fn again(
    provider: &Provider,
    messages: &Value,
    deadline: Deadline,
    seconds: u64,
    refusal: String,
) -> Result<String, String> {
    let wait = Duration::from_secs(seconds);
    if deadline.left().is_none_or(|left| left <= wait) {
        return Err(refusal);
    }
    std::thread::sleep(wait);
    match send(provider, messages, deadline).and_then(|pending| receive(provider, pending))? {
        Got::Text(text) => text,
        Got::Later(_, refusal) => Err(refusal),
    }
}

fn send(provider: &Provider, messages: &Value, deadline: Deadline) -> Result<Pending, String> {
    let body = json!({ "model": provider.model, "messages": messages, "stream": false }).to_string();
    let key = provider.key.as_ref().map(|key| key.header());
    let mut headers = vec![
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("user-agent", concat!("Belljar-summarize/", env!("CARGO_PKG_VERSION"))),
    ];
    headers.extend(key.as_deref().map(|value| ("authorization", value)));
    let address = provider.address.below("/chat/completions");
    let request = Request { method: Method::Post, address: &address, headers: &headers, body: body.as_bytes() };
    start(&request, deadline).map_err(|failure| failure.sentence(&provider.address.authority))
}

fn receive(provider: &Provider, pending: Pending) -> Result<Got, String> {
    let failed = |failure: http_client::Failure| provider.clean(&failure.sentence(&provider.address.authority));
    let mut response = pending.wait().map_err(failed)?;
    let (body, cut) = response.read(MOST).map_err(failed)?;
    let retry_after = response.header("retry-after");
    if cut {
        return Err(format!("{} answered with more than a summary can be.", provider.address.authority));
    }
    if response.status == 200 {
        return Ok(Got::Text(answer::read(provider, &body)));
    }
    let refusal = refused(provider, response.status, retry_after.as_deref(), &body);
    let seconds = retry_after.and_then(|text| text.trim().parse().ok()).filter(|seconds| *seconds <= LONGEST_WAIT);
    Ok(match seconds {
        Some(seconds) if matches!(response.status, 429 | 503) => Got::Later(seconds, refusal),
        _ => Got::Text(Err(refusal)),
    })
}
