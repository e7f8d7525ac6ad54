use crate::field::{find, rows};
use crate::number::{read, real, real_if};
use crate::order::order;
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::fmt::Write;

/// The best first; equally good ones as they were given; those without a score last.
pub fn combine(args: Args) -> Result<Outcome, String> {
    let rows = rows(args.list("results"), "results")?;
    let title = args.text_if("title_field").unwrap_or("title");
    let summary = args.text_if("summary_field").unwrap_or("summary");
    // An explicit null turns the sorting off.
    let score =
        if args.is_null("score_field") { None } else { Some(args.text_if("score_field").unwrap_or("relevance_score")) };
    let scores: Vec<Option<f64>> =
        rows.iter().map(|row| score.and_then(|name| read(find(row, name)).as_float())).collect();
    let ranking = order(rows.len(), &|a, b| match (scores[a], scores[b]) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    let mut text = String::new();
    let mut results = Vec::new();
    for (rank, index) in ranking.into_iter().enumerate() {
        let (row, score_of) = (rows[index], scores[index]);
        let title = words(find(row, title)).unwrap_or_else(|| "Untitled".to_owned());
        let summary = words(find(row, summary)).unwrap_or_default();
        let scored = score_of.map(|score| format!(" (score {})", real(score))).unwrap_or_default();
        let gap = if rank > 0 { "\n\n" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(text, "{gap}## {}. {title}{scored}", rank + 1);
        if !summary.is_empty() {
            let _ = write!(text, "\n{summary}");
        }
        results.push(json!({
            "rank": rank + 1,
            "index": index,
            "title": title,
            "summary": summary,
            "score": score.map_or(&Value::Null, |name| find(row, name).filter(|_| score_of.is_some()).unwrap_or(&Value::Null)),
            "result": row
        }));
    }
    let scores: Vec<f64> = scores.into_iter().flatten().collect();
    let mean = (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64);
    let shown = if text.is_empty() { "There are no results.".to_owned() } else { text.clone() };
    Ok(Outcome::new(
        json!({
            "result_count": results.len(),
            "scored_count": scores.len(),
            "mean_score": real_if(mean),
            "results": results,
            "combined_text": text
        }),
        shown,
    ))
}

/// A text as it is, anything else as JSON; nothing where there is nothing.
fn words(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::combine;
    use mcp_tools::Args;
    use serde_json::{Value, json};

    fn order(args: Value) -> Vec<String> {
        let outcome = combine(Args::new(&args)).unwrap_or_else(|sentence| panic!("{sentence}"));
        let results = outcome.structured["results"].as_array().unwrap().clone();
        results.iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn sorts_by_score() {
        let results = json!([
            { "title": "none" }, { "title": "low", "relevance_score": 0.1 }, { "title": "tie 1", "relevance_score": "0.5" },
            { "relevance_score": 0.5 }, { "title": "best", "relevance_score": 3 }
        ]);
        assert_eq!(order(json!({ "results": results })), ["best", "tie 1", "Untitled", "low", "none"]);
        assert_eq!(
            order(json!({ "results": results, "score_field": null })),
            ["none", "low", "tie 1", "Untitled", "best"]
        );
    }

    #[test]
    fn writes_one_text() {
        let args = json!({ "results": [{ "name": "B", "text": "two" }, { "name": "A", "text": " one ", "s": 1 }],
                           "title_field": "name", "summary_field": "text", "score_field": "s" });
        let outcome = combine(Args::new(&args)).unwrap_or_else(|sentence| panic!("{sentence}"));
        assert_eq!(outcome.structured["combined_text"], "## 1. A (score 1.0)\none\n\n## 2. B\ntwo");
    }
}
