use std::fmt::Write;

/// As wide as a table of people; what spans more is cut.
const WIDEST: usize = 100;

/// Empty cells of all spans together: a page can ask for millions with a few letters.
const MOST_BLANK: usize = 50_000;

/// A table while its cells are read.
#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
    /// How many further rows each column is taken by a cell from above.
    taken: Vec<usize>,
    blank: usize,
    /// All cells of the first row are headers.
    headed: bool,
}

impl Table {
    pub fn row(&mut self) {
        self.skip_taken();
        let done = self.rows.last().map_or(0, Vec::len);
        for left in self.taken.iter_mut().skip(done) {
            *left = left.saturating_sub(1);
        }
        self.rows.push(Vec::new());
    }

    pub fn cell(&mut self, text: &str, is_header: bool, columns: usize, rows: usize) {
        if self.rows.is_empty() {
            self.row();
        }
        self.skip_taken();
        let is_first_row = self.rows.len() == 1;
        let Some(row) = self.rows.last_mut() else { return };
        if is_first_row {
            self.headed = is_header && (self.headed || row.is_empty());
        }
        let from = row.len();
        row.push(text.replace('|', "\\|"));
        while row.len() < (from + columns).min(WIDEST) && self.blank < MOST_BLANK {
            row.push(String::new());
            self.blank += 1;
        }
        if rows > 1 && from < WIDEST {
            self.taken.resize(self.taken.len().max(row.len()), 0);
            self.taken[from..row.len()].fill(rows.min(1000) - 1);
        }
    }

    /// Leaves the next columns empty that a cell from above takes.
    fn skip_taken(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(left) = self.taken.get_mut(row.len()).filter(|left| **left > 0 && self.blank < MOST_BLANK) {
            *left -= 1;
            self.blank += 1;
            row.push(String::new());
        }
    }

    /// None where it has no text at all.
    pub fn finish(mut self) -> Option<String> {
        self.rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let width = self.rows.iter().map(Vec::len).max()?;
        let none = Vec::new();
        let mut rows = self.rows.iter();
        let head = if self.headed { rows.next().unwrap_or(&none) } else { &none };
        let mut out = String::new();
        line(&mut out, head, width);
        out.push_str("\n|");
        (0..width).for_each(|_| out.push_str(" --- |"));
        for row in rows {
            out.push('\n');
            line(&mut out, row, 0);
        }
        Some(out)
    }
}

/// A row may be shorter than its table.
fn line(out: &mut String, row: &[String], least: usize) {
    out.push('|');
    for at in 0..row.len().max(least) {
        let _ = write!(out, " {} |", row.get(at).map_or("", String::as_str));
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn spans_keep_columns_in_line() {
        let mut table = Table::default();
        table.row();
        for name in ["a", "b", "c"] {
            table.cell(name, true, 1, 1);
        }
        table.row();
        table.cell("x|y", false, 1, 2);
        table.cell("wide", false, 2, 1);
        table.row();
        table.cell("1", false, 1, 1);
        table.cell("2", false, 1, 1);
        assert_eq!(
            table.finish().as_deref(),
            Some("| a | b | c |\n| --- | --- | --- |\n| x\\|y | wide |  |\n|  | 1 | 2 |")
        );
    }

    #[test]
    fn needs_no_header() {
        let mut table = Table::default();
        table.cell("a", false, 1, 1);
        table.cell("b", true, 1, 1);
        assert_eq!(table.finish().as_deref(), Some("|  |  |\n| --- | --- |\n| a | b |"));
        assert_eq!(Table::default().finish(), None);
    }
}
