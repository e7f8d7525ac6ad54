use crate::resize::{Ask, MOST_BYTES, make};
use mcp_tools::{Args, Content, Outcome};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Belljar ends a call after 50 seconds unless told otherwise: what is done until then should not be lost.
const MOST_TIME: Duration = Duration::from_secs(35);

/// One image at a time; one that fails does not take the others with it.
pub fn batch(args: Args) -> Result<Outcome, String> {
    let ask = Ask::new(args, Some(150), 75)?;
    let begun = Instant::now();
    let total = args.list("image_paths").len();
    if total == 0 {
        return Err("The argument image_paths names no image: give at least one path.".to_owned());
    }
    let (mut results, mut blocks, mut bytes) = (Vec::new(), Vec::new(), 0);
    for path in args.texts("image_paths") {
        let made = if bytes >= MOST_BYTES {
            Err(left_out("the answer is full"))
        } else if begun.elapsed() > MOST_TIME {
            Err(left_out("the others took too long"))
        } else {
            make(path, &ask)
        };
        match made {
            Ok(made) if bytes + made.bytes.len() <= MOST_BYTES => {
                bytes += made.bytes.len();
                results.push(Value::Object(made.data));
                blocks.push(Content::Text(made.line));
                blocks.push(Content::Image { bytes: made.bytes, mime: made.mime });
            }
            Ok(_) => {
                bytes = MOST_BYTES;
                results.push(json!({ "path": path, "error": left_out("the answer is full") }));
            }
            Err(sentence) => results.push(json!({ "path": path, "error": sentence })),
        }
    }
    let errors: Vec<String> =
        results.iter().filter_map(|result| result["error"].as_str()).map(|e| format!("- {e}")).collect();
    let done = total - errors.len();
    let failed = errors.join("\n");
    if done == 0 {
        return Err(format!("None of the {total} images could be resized:\n{failed}"));
    }
    let text = match errors.len() {
        0 => format!("Resized {done} of {total} images."),
        _ => format!("Resized {done} of {total} images. The others:\n{failed}"),
    };
    blocks.insert(0, Content::Text(text));
    let structured = json!({ "total": total, "successful": done, "failed": total - done, "results": results });
    Ok(Outcome { structured, content: blocks })
}

fn left_out(why: &str) -> String {
    format!("Left out, because {why}: ask for it in another call, or for smaller sizes.")
}
