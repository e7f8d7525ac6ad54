use super::code;
use super::links::resolve;
use super::markdown::Walk;
use super::table::Table;
use super::tree::{Id, NONE, Node};
use super::writer::Writer;

/// The elements that need more than a mark before and behind.
impl Walk<'_> {
    pub fn enter_list(&mut self, id: Id) {
        self.out.break_lines(if self.lists.is_empty() { 2 } else { 1 });
        let start = || self.page.attribute(id, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        self.lists.push((self.page.name(id) == "ol").then(start));
    }

    pub fn enter_item(&mut self, id: Id) {
        self.out.break_lines(1);
        let value = self.page.attribute(id, "value").and_then(|value| value.trim().parse().ok());
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = value.unwrap_or(*number);
                *number = number.saturating_add(1);
                format!("{}. ", *number - 1)
            }
            _ => "* ".to_owned(),
        };
        if self.out.one_line > 0 {
            // No line begins here: in the cell of a table this tells one item from the next.
            self.out.raw(if mark == "* " { "•" } else { mark.trim_end() });
            self.out.break_lines(1);
        }
        self.out.open(mark, if matches!(self.lists.last(), Some(Some(_))) { "   " } else { "  " });
    }

    /// Beside headings, for copying their address.
    pub fn is_mark(&self, link: Id) -> bool {
        let Node { first, last, .. } = self.page.node(link);
        first == last && *first != NONE && matches!(self.page.text(*first).map(str::trim), Some("¶" | "§" | "#" | "🔗"))
    }

    pub fn code_block(&mut self, id: Id) -> bool {
        if self.out.one_line > 0 {
            return self.code(id);
        }
        if let Some(text) = code::block(self.page, id) {
            self.out.break_lines(2);
            self.out.lines(&text);
            self.out.break_lines(2);
        }
        false
    }

    pub fn code(&mut self, id: Id) -> bool {
        if let Some(text) = code::inline(self.page, id) {
            self.out.raw(&text);
        }
        false
    }

    /// Pictures that are written into the page, and those that only count visitors, have nothing to tell.
    pub fn image(&mut self, id: Id) -> bool {
        let words = self.page.attribute(id, "alt").unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ").replace(['[', ']'], "");
        let source = self.page.attribute(id, "src").filter(|source| !source.trim_start().starts_with("data:"));
        match source.and_then(|source| resolve(source, self.base)) {
            Some(address) => self.out.raw(&format!("![{words}]({address})")),
            None if !words.is_empty() => self.out.raw(&format!("![{words}]()")),
            None => {}
        }
        false
    }

    /// As TeX where the page has it beside.
    pub fn formula(&mut self, id: Id) -> bool {
        match self.page.attribute(id, "alttext").map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => {
                self.out.raw(&format!("${}$", text.split_whitespace().collect::<Vec<_>>().join(" ")));
                false
            }
            None => true,
        }
    }

    /// Only a table that holds no other and has columns is one; the others were used to lay out a page.
    pub fn enter_table(&mut self, id: Id) {
        self.out.break_lines(2);
        let is_inside = self.table.is_some() || self.out.one_line > 0;
        let mut below = self.page.below(id).skip(1);
        if !is_inside && below.all(|inner| !matches!(self.page.name(inner), "table" | "pre" | "blockquote")) {
            self.table = Some((id, Table::default()));
        }
    }

    pub fn leave_table(&mut self, id: Id) {
        if let Some((_, table)) = self.table.take_if(|(open, _)| *open == id)
            && let Some(text) = table.finish()
        {
            self.out.break_lines(2);
            self.out.lines(&text);
        }
        self.out.break_lines(2);
    }

    pub fn enter_cell(&mut self) {
        if self.table.is_some() && self.before_cell.is_none() {
            let cell = Writer::on_one_line();
            self.before_cell = Some(std::mem::replace(&mut self.out, cell));
        } else {
            self.out.break_lines(1);
        }
    }

    pub fn leave_cell(&mut self, id: Id) {
        let Some(before) = self.before_cell.take() else {
            self.out.break_lines(1);
            return;
        };
        let text = std::mem::replace(&mut self.out, before).finish();
        let span = |name| self.page.attribute(id, name).and_then(|n| n.trim().parse().ok()).unwrap_or(1_usize);
        let (columns, rows) = (span("colspan"), span("rowspan"));
        if let Some((_, table)) = &mut self.table {
            table.cell(&text, self.page.name(id) == "th", columns.max(1), rows.max(1));
        }
    }
}
