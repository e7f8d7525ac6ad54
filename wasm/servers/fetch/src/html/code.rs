use super::page::Page;
use super::tree::Id;

/// A block of code with its fence, which is longer than any inside.
pub fn block(page: &Page, id: Id) -> Option<String> {
    let text = page.all_text(id);
    let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
    if text.trim().is_empty() {
        return None;
    }
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    Some(format!("{fence}{}\n{text}\n{fence}", language(page, id)))
}

/// Code inside a line.
pub fn inline(page: &Page, id: Id) -> Option<String> {
    let text = page.all_text(id).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return None;
    }
    let mark = "`".repeat(longest_run(&text) + 1);
    let room = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    Some(format!("{mark}{room}{text}{room}{mark}"))
}

/// From `class="language-rust"` and the like, on it, on the `code` in it or around it.
fn language(page: &Page, id: Id) -> &str {
    let around = page.node(id).parent;
    let candidates = [Some(id), page.find(id, "code"), (page.name(around) == "div").then_some(around)];
    let classes = candidates.into_iter().flatten().filter_map(|id| page.attribute(id, "class"));
    let named = classes.flat_map(str::split_whitespace).find_map(|class| {
        ["language-", "lang-", "highlight-source-", "brush:"].iter().find_map(|start| class.strip_prefix(start))
    });
    let is_plain =
        |name: &&str| name.len() <= 20 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-#_.".contains(&b));
    named.filter(is_plain).unwrap_or_default()
}

fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
