/// Writes Markdown: keeps blank lines apart from text, white space single, and what begins every line of a quote or a list.
#[derive(Default)]
pub struct Writer {
    out: String,
    starts: Vec<LineStart>,
    /// Line ends that are due before the next text: at most two, the second makes a blank line.
    breaks: usize,
    space: bool,
    wraps: Vec<Option<usize>>,
    /// Above 0 everything stays on one line.
    pub one_line: usize,
}

/// What a line inside a block begins with: once `first`, then `rest`.
pub struct LineStart {
    pub first: Option<String>,
    pub rest: &'static str,
}

impl Writer {
    /// For the cell of a table.
    pub fn on_one_line() -> Self {
        Self { one_line: 1, ..Self::default() }
    }

    /// Ends the line; with 2 a blank one follows.
    pub fn break_lines(&mut self, count: usize) {
        if self.one_line > 0 {
            self.space = true;
        } else if self.starts.last().is_none_or(|start| start.first.is_none()) {
            self.breaks = self.breaks.max(count);
            self.space = false;
        }
    }

    /// As `break_lines`, but takes back what was due.
    pub fn break_exactly(&mut self, count: usize) {
        if self.one_line == 0 {
            self.breaks = count;
        }
        self.break_lines(count);
    }

    pub fn open(&mut self, first: impl Into<Option<String>>, rest: &'static str) {
        self.starts.push(LineStart { first: first.into(), rest });
    }

    pub fn close(&mut self) {
        self.starts.pop();
    }

    /// Running text: white space is one space.
    pub fn text(&mut self, text: &str) {
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut words = text.split(blank).filter(|word| !word.is_empty()).peekable();
        if text.starts_with(blank) {
            self.space = true;
        }
        while let Some(word) = words.next() {
            self.raw(word);
            self.space = words.peek().is_some() || text.ends_with(blank);
        }
    }

    /// As it is, on the line that is open.
    pub fn raw(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let fresh = self.out.is_empty() || self.breaks > 0;
        if fresh {
            self.begin_line();
        } else if self.space && !self.out.ends_with(['\n', ' ']) {
            self.out.push(' ');
        }
        (self.breaks, self.space) = (0, false);
        let here = self.out.len();
        for wrap in &mut self.wraps {
            wrap.get_or_insert(here);
        }
        self.out.push_str(text);
    }

    fn begin_line(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
            if self.breaks > 1 {
                for start in self.starts.iter().take_while(|start| start.first.is_none()) {
                    self.out.push_str(start.rest);
                }
                self.out.truncate(self.out.trim_end_matches(' ').len());
                self.out.push('\n');
            }
        }
        for start in &mut self.starts {
            match start.first.take() {
                Some(first) => self.out.push_str(&first),
                None => self.out.push_str(start.rest),
            }
        }
    }

    /// Lines as they are, each begun like the others here.
    pub fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.breaks = self.breaks.max(1);
            self.begin_line();
            self.breaks = 0;
            self.out.push_str(line);
            if line.is_empty() {
                self.out.truncate(self.out.trim_end_matches(' ').len());
            }
        }
        self.space = false;
    }

    /// From here to `unwrap` something is to be put around the text.
    pub fn wrap(&mut self) {
        self.wraps.push(None);
    }

    /// Puts `open` and `close` around what was written since `wrap`; nothing where that is nothing, or is more than a line.
    pub fn unwrap(&mut self, open: &str, close: &str) {
        let Some(Some(start)) = self.wraps.pop() else { return };
        if self.out[start..].contains('\n') {
            return;
        }
        self.out.insert_str(start, open);
        self.out.push_str(close);
    }

    pub fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end().len());
        self.out
    }
}
