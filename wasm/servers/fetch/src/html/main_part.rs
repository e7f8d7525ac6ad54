use super::page::{Page, Step};
use super::tree::{Id, NONE};
use super::visible::{is_mute, is_navigation};

/// Names that sites without a `main` give to what would be one.
const NAMED: &[&str] = &["content", "main", "main-content", "maincontent", "bodycontent", "mw-content-text", "article"];

/// The part of a page that it is about: the only `main`, else the only `article`, else what is called like one; the whole body
/// where none of them holds a good part of the text.
pub fn main_part(page: &Page) -> Id {
    let body = page.body();
    let sizes = Sizes::of(page, body);
    let fits = |id: &Id| sizes.of_text(*id) * 4 >= sizes.all && sizes.of_text(*id) > 0;
    let only = |wanted: &dyn Fn(Id) -> bool| {
        let mut found = sizes.seen.iter().map(|(id, _)| *id).filter(|id| wanted(*id) && sizes.of_text(*id) > 0);
        found.next().filter(|_| found.next().is_none()).filter(fits)
    };
    let named =
        |id: Id| page.attribute(id, "id").is_some_and(|name| NAMED.iter().any(|one| one.eq_ignore_ascii_case(name)));
    only(&|id| page.name(id) == "main" || page.attribute(id, "role") == Some("main"))
        .or_else(|| only(&|id| page.name(id) == "article"))
        // Of several the outermost: they stand in the order of the text.
        .or_else(|| sizes.seen.iter().map(|(id, _)| *id).find(|id| named(*id) && sizes.of_text(*id) * 2 >= sizes.all))
        .unwrap_or(body)
}

/// How much text there is in each element that is shown.
struct Sizes {
    /// In the order of the text.
    seen: Vec<(Id, usize)>,
    places: Vec<u32>,
    all: usize,
}

impl Sizes {
    fn of(page: &Page, body: Id) -> Self {
        let mut sizes = Self { seen: Vec::new(), places: Vec::new(), all: 0 };
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut step = Some(Step::Enter(body));
        while let Some(now) = step {
            let mut into = true;
            match now {
                Step::Enter(id) => {
                    if let Some(text) = page.text(id) {
                        sizes.all += text.split_whitespace().map(str::len).sum::<usize>();
                    } else if is_mute(page, id) || is_navigation(page, id) {
                        into = false;
                    }
                    open.push((sizes.seen.len(), sizes.all));
                    sizes.note(id);
                }
                Step::Leave(_) => {
                    if let Some((at, before)) = open.pop() {
                        sizes.seen[at].1 = sizes.all - before;
                    }
                }
            }
            step = page.after(&now, body, into);
        }
        sizes
    }

    fn note(&mut self, id: Id) {
        let at = id as usize;
        if self.places.len() <= at {
            self.places.resize(at + 1, NONE);
        }
        self.places[at] = self.seen.len() as u32;
        self.seen.push((id, 0));
    }

    fn of_text(&self, id: Id) -> usize {
        let place = self.places.get(id as usize).copied().unwrap_or(NONE);
        self.seen.get(place as usize).map_or(0, |(_, size)| *size)
    }
}
