use super::links::resolve;
use super::page::{Page, Step};
use super::table::Table;
use super::tree::Id;
use super::visible::{is_content, is_frame, is_mute, is_navigation};
use super::writer::Writer;
use url::Url;

/// What stands between blank lines and has no mark of its own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "caption",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "main",
    "nav",
    "p",
    "search",
    "section",
    "summary",
];

/// What is left out beside what nobody sees.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Navigation, and what belongs to the site.
    Content,
    Everything,
}

pub struct Walk<'a> {
    pub page: &'a Page,
    /// What relative links are relative to.
    pub base: &'a Url,
    pub out: Writer,
    /// The numbers of the lists that are open; None where a list has bullets.
    pub lists: Vec<Option<i64>>,
    /// The table that is open, and what was written before the open cell.
    pub table: Option<(Id, Table)>,
    pub before_cell: Option<Writer>,
    /// How many elements are open that hold content of the page.
    content: usize,
}

/// Everything below `top` that `scope` holds; without a call for each level of nesting.
pub fn write(page: &Page, top: Id, scope: Scope, base: &Url) -> String {
    let mut walk =
        Walk { page, base, out: Writer::default(), lists: Vec::new(), table: None, before_cell: None, content: 0 };
    let mut step = Some(Step::Enter(top));
    while let Some(now) = step {
        let mut into = true;
        match now {
            Step::Enter(id) => {
                let left_out = id != top && walk.leaves_out(id, scope);
                into = !left_out && walk.enter(id);
                // What was not entered is left as if nothing were there.
                if !into {
                    step = skip(page, id, top);
                    continue;
                }
            }
            Step::Leave(id) => walk.leave(id),
        }
        step = page.after(&now, top, into);
    }
    walk.out.finish()
}

fn skip(page: &Page, id: Id, top: Id) -> Option<Step> {
    page.after(&Step::Leave(id), top, false)
}

impl Walk<'_> {
    fn leaves_out(&self, id: Id, scope: Scope) -> bool {
        let frame = || self.content == 0 && is_frame(self.page, id);
        is_mute(self.page, id) || scope == Scope::Content && (is_navigation(self.page, id) || frame())
    }

    /// False where nothing below is to be read, or was read here already.
    fn enter(&mut self, id: Id) -> bool {
        if let Some(text) = self.page.text(id) {
            self.out.text(text);
            return true;
        }
        self.content += usize::from(is_content(self.page, id));
        match self.page.name(id) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = usize::from(self.page.name(id).as_bytes()[1] - b'0');
                self.out.break_lines(2);
                self.out.open(format!("{} ", "#".repeat(level)), "");
                self.out.one_line += 1;
            }
            name if BLOCKS.contains(&name) => self.out.break_lines(2),
            "br" | "legend" => self.out.break_lines(1),
            "hr" => {
                self.out.break_lines(2);
                if self.out.one_line == 0 {
                    self.out.raw("---");
                }
                self.out.break_lines(2);
            }
            "blockquote" => {
                self.out.break_lines(2);
                self.out.open(None, "> ");
            }
            "ul" | "ol" | "menu" => self.enter_list(id),
            "li" => self.enter_item(id),
            "dt" => self.out.break_lines(2),
            "dd" => {
                self.out.break_lines(1);
                self.out.open(":   ".to_owned(), "    ");
            }
            "pre" | "listing" | "xmp" => return self.code_block(id),
            "code" | "kbd" | "samp" | "tt" => return self.code(id),
            "strong" | "b" | "em" | "i" | "del" | "s" | "strike" => self.out.wrap(),
            "a" if self.is_mark(id) => return false,
            "a" => {
                self.out.wrap();
                self.out.one_line += 1;
            }
            "q" => self.out.raw("\""),
            "img" => return self.image(id),
            "math" => return self.formula(id),
            "table" => self.enter_table(id),
            "tr" => match &mut self.table {
                Some((_, table)) => table.row(),
                None => self.out.break_lines(1),
            },
            "td" | "th" => self.enter_cell(),
            _ => {}
        }
        true
    }

    fn leave(&mut self, id: Id) {
        if self.page.text(id).is_some() {
            return;
        }
        self.content -= usize::from(is_content(self.page, id));
        match self.page.name(id) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.out.one_line -= 1;
                self.out.close();
                self.out.break_lines(2);
            }
            name if BLOCKS.contains(&name) => self.out.break_lines(2),
            "blockquote" => {
                self.out.close();
                self.out.break_lines(2);
            }
            "ul" | "ol" | "menu" => {
                self.lists.pop();
                self.out.break_exactly(if self.lists.is_empty() { 2 } else { 1 });
            }
            "li" | "dd" => {
                self.out.close();
                self.out.break_exactly(1);
            }
            "dt" => self.out.break_lines(1),
            "strong" | "b" => self.out.unwrap("**", "**"),
            "em" | "i" => self.out.unwrap("*", "*"),
            "del" | "s" | "strike" => self.out.unwrap("~~", "~~"),
            "a" => {
                self.out.one_line -= 1;
                match self.page.attribute(id, "href").and_then(|href| resolve(href, self.base)) {
                    Some(address) => self.out.unwrap("[", &format!("]({address})")),
                    None => self.out.unwrap("", ""),
                }
            }
            "q" => self.out.raw("\""),
            "table" => self.leave_table(id),
            "td" | "th" => self.leave_cell(id),
            _ => {}
        }
    }
}
