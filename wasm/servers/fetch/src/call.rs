use crate::body::{self, Unreadable};
use crate::cut::{Cut, cut};
use crate::decode::decode;
use crate::kind::{Kind, content_type, kind, size};
use crate::settings::Settings;
use crate::visit::{Arrived, visit};
use crate::{html, place, status};
use http_client::Deadline;
use mcp_tools::{Args, Outcome};
use serde_json::{Value, json};
use url::Url;

pub const DEFAULT_LENGTH: usize = 50_000;
pub const GREATEST_LENGTH: usize = 1_000_000;

/// What a page became.
struct Read {
    title: Option<String>,
    content: String,
    charset: &'static str,
    is_markdown: bool,
    /// Why the end is missing, for a model; empty where it is not.
    missing: String,
}

pub fn fetch(args: Args, settings: &Settings) -> Result<Outcome, String> {
    let count = |name, default| {
        args.integer(name).map_or(default, |number| usize::try_from(number.max(0)).unwrap_or(usize::MAX))
    };
    let start = count("start_index", 0);
    let most = count("max_length", DEFAULT_LENGTH).clamp(1, GREATEST_LENGTH);
    let asked = place::read(args.text("url"))?;
    let deadline = Deadline::within(settings.patience);
    let mut arrived = visit(&asked, settings, deadline)?;
    let url = arrived.url.clone();
    let code = arrived.response.status;
    if !(200..300).contains(&code) {
        let wait = arrived.response.header("retry-after");
        return Err(status::explain(url.as_str(), code, wait.as_deref()));
    }
    let header = arrived.response.header("content-type").unwrap_or_default();
    let read = read(&mut arrived, &header, args.flag("raw", false), start.saturating_add(most))?;
    let piece = cut(&read.content, start, most);
    let mut structured = json!({
        "url": asked.as_str(),
        "final_url": url.as_str(),
        "status": code,
        "content_type": header,
        "charset": read.charset,
        "format": if read.is_markdown { "markdown" } else { "raw" },
        "content": piece.text,
        "start_index": start,
        "length": piece.characters,
        "truncated": piece.next.is_some() || !read.missing.is_empty()
    });
    if let Some(title) = &read.title {
        structured["title"] = Value::String(title.clone());
    }
    if let Some(next) = piece.next {
        structured["next_start_index"] = json!(next);
    }
    let text = say(&asked, &arrived, &header, &read, &piece);
    Ok(Outcome::new(structured, text))
}

fn read(arrived: &mut Arrived, header: &str, raw: bool, characters: usize) -> Result<Read, String> {
    let url = arrived.url.clone();
    let (mime, charset) = content_type(header);
    let declared = arrived.response.header("content-length").and_then(|length| length.trim().parse().ok());
    let refuse = |bytes: Option<u64>| {
        let size = bytes.map_or_else(|| "of unknown size".to_owned(), size);
        let mime = if mime.is_empty() { "data of no named type" } else { &mime };
        format!("{url} is {mime}, {size}: no text, so there is nothing that this tool could read from it.")
    };
    if kind(&mime, b"") == Kind::Binary {
        return Err(refuse(declared));
    }
    // A page has to be known whole before its main part is; of other text no more is read than is wanted.
    let is_page = !raw && kind(&mime, b"") == Kind::Html;
    let most = if is_page { body::MOST } else { characters.saturating_mul(8).saturating_add(65_536).min(body::MOST) };
    let host = url.host_str().unwrap_or_default();
    let (bytes, cut) = body::read(&mut arrived.response, most).map_err(|problem| match problem {
        Unreadable::Failed(failure) => format!("Failed to fetch {url}: {}", failure.sentence(host)),
        Unreadable::Packed(how) => {
            format!("Failed to fetch {url}: {host} sent it compressed as {how}, which cannot be read here.")
        }
    })?;
    let kind = kind(&mime, &bytes);
    if kind == Kind::Binary {
        return Err(refuse(declared.or((!cut).then_some(bytes.len() as u64))));
    }
    let (text, charset) = decode(&bytes, charset, kind == Kind::Html);
    let mut missing = String::new();
    if cut && most == body::MOST {
        missing = format!("The page is longer than {}: the rest was not read.", size(body::MOST as u64));
    }
    if raw || kind == Kind::Text {
        return Ok(Read { title: None, content: text, charset, is_markdown: false, missing });
    }
    let article = html::read(&text, &url);
    if !article.whole {
        missing = "The page is so tangled that it was not read to its end.".to_owned();
    }
    let content = if article.markdown.is_empty() { NOTHING.to_owned() } else { article.markdown };
    Ok(Read { title: article.title, content, charset, is_markdown: true, missing })
}

/// In the words of mcp-server-fetch, and what to do about it.
const NOTHING: &str = "<error>Page failed to be simplified from HTML</error> The page has no text of its own and may need scripts, \
                       which do not run here: try raw: true for its source.";

/// In the words of mcp-server-fetch, with what that does not say in front.
fn say(asked: &Url, arrived: &Arrived, header: &str, read: &Read, piece: &Cut) -> String {
    let mut text = String::new();
    if arrived.lost_security {
        text +=
            &format!("Redirected from https to http, to {}: nothing protected this content on its way.\n", arrived.url);
    }
    if !read.is_markdown {
        text += &format!("Content type {header} cannot be simplified to markdown, but here is the raw content:\n");
    }
    text += &format!("Contents of {asked}:\n");
    if piece.beyond {
        return text + "<error>No more content available.</error>";
    }
    text += piece.text;
    if let Some(next) = piece.next {
        text += &format!(
            "\n\n<error>Content truncated. Call the fetch tool with a start_index of {next} to get more content.</error>"
        );
    } else if !read.missing.is_empty() {
        text += &format!("\n\n<error>{}</error>", read.missing);
    }
    text
}
