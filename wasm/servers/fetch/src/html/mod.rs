//! From HTML to Markdown: the page as browsers read it, its main part, its text.

mod blocks;
mod code;
mod links;
mod main_part;
mod markdown;
mod page;
mod parse;
mod table;
mod tree;
mod visible;
mod writer;

#[cfg(test)]
mod tests;

use markdown::Scope;
use url::Url;

/// What a page says.
pub struct Article {
    pub title: Option<String>,
    /// Empty where the page has no text.
    pub markdown: String,
    /// False where the page is so tangled that reading it was given up before its end.
    pub whole: bool,
}

/// `address` is what relative links are relative to.
pub fn read(html: &str, address: &Url) -> Article {
    let (page, whole) = parse::parse(html);
    let base = page.base().and_then(|base| address.join(base).ok());
    let base = base.as_ref().unwrap_or(address);
    let mut markdown = markdown::write(&page, main_part::main_part(&page), Scope::Content, base);
    if markdown.is_empty() {
        // A page of nothing but links to others is one all the same.
        markdown = markdown::write(&page, page.body(), Scope::Everything, base);
    }
    let title = page.title();
    if let Some(title) = title.as_deref().filter(|_| !markdown.is_empty() && !has_heading(&markdown)) {
        markdown = format!("# {title}\n\n{markdown}");
    }
    Article { title, markdown, whole }
}

fn has_heading(markdown: &str) -> bool {
    markdown.starts_with("# ") || markdown.contains("\n# ")
}
