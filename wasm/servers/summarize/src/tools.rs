use crate::prompt::Wish;
use crate::provider::Provider;
use crate::summaries::{Summary, summaries};
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};

pub const LENGTH: u64 = 150;
pub const LENGTH_PER_DOCUMENT: u64 = 100;

fn wish<'a>(args: Args<'a>, length: &str, default: u64) -> Wish<'a> {
    let length = args.integer(length).and_then(|words| u64::try_from(words).ok()).unwrap_or(default);
    Wish { style: args.text_if("style").unwrap_or("concise"), length: length.max(1) }
}

pub fn text(args: Args) -> Result<Outcome, String> {
    let wish = wish(args, "max_length", LENGTH);
    let text = args.text("text");
    // Before anything about keys: this fails with every provider.
    if text.trim().is_empty() {
        return Err("The text is empty: there is nothing to summarize.".to_owned());
    }
    let provider = Provider::from_environment()?;
    let Some(Summary { result, parts }) = summaries(&provider, &[text], wish)?.pop() else {
        return Err("There is no summary.".to_owned());
    };
    let summary = result?;
    let structured = json!({
        "summary": summary,
        "words": words(&summary),
        "style": wish.style,
        "max_length": wish.length,
        "parts": parts,
        "provider": provider.name,
        "model": provider.model
    });
    Ok(Outcome::new(structured, summary))
}

pub fn documents(args: Args) -> Result<Outcome, String> {
    let wish = wish(args, "max_length_per_doc", LENGTH_PER_DOCUMENT);
    let documents: Vec<&str> = args.texts("documents").collect();
    if documents.is_empty() {
        return Err("The list of documents is empty: give at least one text.".to_owned());
    }
    if documents.iter().all(|text| text.trim().is_empty()) {
        return Err("All documents are empty: there is nothing to summarize.".to_owned());
    }
    let provider = Provider::from_environment()?;
    let found = summaries(&provider, &documents, wish)?;
    let failed = found.iter().filter(|one| one.result.is_err()).count();
    if failed == found.len() {
        let first = found.into_iter().find_map(|one| one.result.err()).unwrap_or_default();
        return Err(if failed == 1 {
            first
        } else {
            format!("None of the {failed} documents could be summarized. {first}")
        });
    }
    let structured = json!({
        "summaries": found.iter().enumerate().map(|(at, one)| entry(at, one)).collect::<Vec<_>>(),
        "failed": failed,
        "style": wish.style,
        "max_length_per_doc": wish.length,
        "provider": provider.name,
        "model": provider.model
    });
    let said = found.iter().enumerate().map(|(at, one)| match &one.result {
        Ok(summary) => format!("Document {}:\n{summary}", at + 1),
        Err(sentence) => format!("Document {} has no summary: {sentence}", at + 1),
    });
    Ok(Outcome::new(structured, said.collect::<Vec<_>>().join("\n\n")))
}

/// Places count from 0, as in the list that was given.
fn entry(at: usize, Summary { result, parts }: &Summary) -> Value {
    match result {
        Ok(summary) => json!({ "index": at, "summary": summary, "words": words(summary), "parts": parts }),
        Err(sentence) => json!({ "index": at, "error": sentence, "parts": parts }),
    }
}

pub fn provider_info(_args: Args) -> Result<Outcome, String> {
    Ok(match Provider::from_environment() {
        Ok(provider) => {
            let Provider { name, title, model, address, key, .. } = &provider;
            let structured = json!({
                "ready": true,
                "provider": name,
                "model": model,
                "host": address.authority,
                "has_key": key.is_some()
            });
            let with = if key.is_some() { "with a key" } else { "without a key" };
            let text = format!("Summaries come from {title}'s API at {}, model {model}, {with}.", address.authority);
            Outcome::new(structured, text)
        }
        Err(sentence) => Outcome::new(json!({ "ready": false, "has_key": false, "problem": sentence }), sentence),
    })
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
