use crate::ask::ask_all;
use crate::parts::parts;
use crate::prompt::{Stage, Wish, messages};
use crate::provider::Provider;
use http_client::Deadline;
use serde_json::Value;

/// Of all texts of a call together. More would take longer than anybody waits, and cost more than anybody expects.
const MOST_PARTS: usize = 50;
/// Each round makes a text much shorter; a model that does not is not asked for ever.
const MOST_ROUNDS: usize = 4;

/// What became of one text.
pub struct Summary {
    pub result: Result<String, String>,
    /// Into how many parts it was cut.
    pub parts: usize,
}

/// A text on its way to one summary.
struct Work {
    texts: Vec<String>,
    stage: Stage,
    summary: Summary,
    done: bool,
}

/// Long texts in two steps: their parts, then the summaries of these. A text that fails leaves the others alone.
pub fn summaries(provider: &Provider, texts: &[&str], wish: Wish) -> Result<Vec<Summary>, String> {
    let mut works: Vec<Work> = texts.iter().map(|text| Work::new(text, provider.part)).collect();
    let count: usize = works.iter().map(|work| work.texts.len()).sum();
    if count > MOST_PARTS {
        return Err(format!(
            "That is too much for one call: {} characters. Give at most about {}, or fewer documents.",
            texts.iter().map(|text| text.chars().count()).sum::<usize>(),
            MOST_PARTS * provider.part
        ));
    }
    let deadline = Deadline::within(provider.patience);
    for _ in 0..MOST_ROUNDS {
        let places: Vec<usize> = works
            .iter()
            .enumerate()
            .filter(|(_, work)| !work.done)
            .flat_map(|(at, work)| work.texts.iter().map(move |_| at))
            .collect();
        if places.is_empty() {
            break;
        }
        let open = works.iter().filter(|work| !work.done);
        let asked: Vec<Value> =
            open.flat_map(|work| work.texts.iter().map(|text| messages(text, wish, work.stage))).collect();
        let mut answers = ask_all(provider, &asked, deadline).into_iter();
        for work in works.iter_mut().filter(|work| !work.done) {
            let own = answers.by_ref().take(work.texts.len()).collect();
            work.advance(own, provider.part);
        }
    }
    Ok(works.into_iter().map(|work| work.summary).collect())
}

impl Work {
    fn new(text: &str, part: usize) -> Self {
        let texts: Vec<String> = parts(text, part).into_iter().map(str::to_owned).collect();
        let result = Err(if texts.is_empty() {
            "The text is empty: there is nothing to summarize.".to_owned()
        } else {
            "The summaries of its parts did not become short enough to make one of them.".to_owned()
        });
        let stage = if texts.len() > 1 { Stage::Part } else { Stage::Whole };
        let summary = Summary { result, parts: texts.len() };
        Self { done: texts.is_empty(), texts, stage, summary }
    }

    fn advance(&mut self, answers: Vec<Result<String, String>>, part: usize) {
        match answers.into_iter().collect::<Result<Vec<String>, String>>() {
            Ok(mut all) if all.len() == 1 => self.end(all.pop().ok_or_else(String::new)),
            Ok(all) => {
                let together = all.join("\n\n");
                self.texts = parts(&together, part).into_iter().map(str::to_owned).collect();
                self.stage = Stage::Merge;
            }
            Err(sentence) => self.end(Err(sentence)),
        }
    }

    fn end(&mut self, result: Result<String, String>) {
        self.summary.result = result;
        self.done = true;
    }
}
