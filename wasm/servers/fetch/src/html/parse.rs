use super::page::Page;
use super::tree::{Id, Tree};
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// Deeper than any page that a person wrote. The tree builder looks through all that is open with every tag.
const DEEPEST: u16 = 256;
/// More than the largest pages have; each takes about a hundred bytes.
const MOST_NODES: usize = 600_000;
/// For one page; only a page made to be slow needs that long.
const PATIENCE: Duration = Duration::from_secs(8);
/// The clock is looked at in between.
const PIECE: usize = 16_384;

/// Stands before the tree builder and keeps tags from it that would nest too deep, or would be too many; their text stays.
struct Guard {
    builder: TreeBuilder<Id, Tree>,
    /// How many opened elements were left out and are not closed yet.
    left_out: Cell<usize>,
}

/// Reads HTML as browsers do; false where it had to stop before the end.
pub fn parse(html: &str) -> (Page, bool) {
    let options = TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() };
    let guard = Guard { builder: TreeBuilder::new(Tree::new(), options), left_out: Cell::new(0) };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let begin = Instant::now();
    let queue = BufferQueue::default();
    let mut rest = html;
    let mut whole = true;
    while !rest.is_empty() {
        if begin.elapsed() > PATIENCE {
            whole = false;
            break;
        }
        let (piece, later) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = later;
        queue.push_back(StrTendril::from(piece));
        // It stops at scripts and at a named charset, and has then not taken everything.
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
    }
    tokenizer.end();
    (Page::new(tokenizer.sink.builder.sink.nodes.into_inner()), whole)
}

impl Guard {
    fn wants(&self, tag: &Tag) -> bool {
        match tag.kind {
            TagKind::StartTag => {
                let sink = &self.builder.sink;
                if sink.depth.get() < DEEPEST && sink.nodes.borrow().len() < MOST_NODES {
                    return true;
                }
                // Their content is no markup: without the tag it would be read as such.
                if matches!(&*tag.name, "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed") {
                    return true;
                }
                if !tag.self_closing && !is_void(&tag.name) {
                    self.left_out.set(self.left_out.get() + 1);
                }
                false
            }
            TagKind::EndTag if self.left_out.get() > 0 && !matches!(&*tag.name, "script" | "style" | "title") => {
                self.left_out.set(self.left_out.get() - 1);
                false
            }
            TagKind::EndTag => true,
        }
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "img" | "hr" | "input" | "meta" | "link" | "wbr" | "source" | "col" | "area" | "embed" | "track"
    )
}

impl TokenSink for Guard {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        match token {
            Token::TagToken(tag) if !self.wants(&tag) => TokenSinkResult::Continue,
            token => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
