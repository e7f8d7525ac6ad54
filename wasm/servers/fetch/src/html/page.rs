use super::tree::{Data, Id, NONE, Node, ROOT};

/// A page that was read.
pub struct Page(Vec<Node>);

/// A step on the way through a part of a page.
pub enum Step {
    Enter(Id),
    Leave(Id),
}

impl Page {
    pub fn new(nodes: Vec<Node>) -> Self {
        Self(nodes)
    }

    pub fn node(&self, id: Id) -> &Node {
        &self.0[id as usize]
    }

    /// Empty where it is no element.
    pub fn name(&self, id: Id) -> &str {
        match &self.node(id).data {
            Data::Element { name, .. } => &name.local,
            _ => "",
        }
    }

    pub fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        match &self.node(id).data {
            Data::Element { attributes, .. } => {
                attributes.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| &**value)
            }
            _ => None,
        }
    }

    pub fn text(&self, id: Id) -> Option<&str> {
        match &self.node(id).data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What comes after a step inside `top`; below an element that was entered only when `into`.
    pub fn after(&self, step: &Step, top: Id, into: bool) -> Option<Step> {
        match *step {
            Step::Enter(id) if into && self.node(id).first != NONE => Some(Step::Enter(self.node(id).first)),
            Step::Enter(id) => Some(Step::Leave(id)),
            Step::Leave(id) if id == top => None,
            Step::Leave(id) => match self.node(id).next {
                NONE => Some(Step::Leave(self.node(id).parent)),
                next => Some(Step::Enter(next)),
            },
        }
    }

    /// All nodes below `top` and itself, in the order of the text.
    pub fn below(&self, top: Id) -> impl Iterator<Item = Id> + '_ {
        let mut step = Some(Step::Enter(top));
        std::iter::from_fn(move || {
            loop {
                let now = step.take()?;
                step = self.after(&now, top, true);
                if let Step::Enter(id) = now {
                    return Some(id);
                }
            }
        })
    }

    pub fn find(&self, top: Id, name: &str) -> Option<Id> {
        self.below(top).find(|id| self.name(*id) == name)
    }

    pub fn body(&self) -> Id {
        self.find(ROOT, "body").unwrap_or(ROOT)
    }

    /// All text below, as it stands; a line break is one.
    pub fn all_text(&self, top: Id) -> String {
        let mut all = String::new();
        for id in self.below(top) {
            match self.text(id) {
                Some(text) => all.push_str(text),
                None if self.name(id) == "br" => all.push('\n'),
                None => {}
            }
        }
        all
    }

    /// The page's own name for itself, in one line.
    pub fn title(&self) -> Option<String> {
        let named = self.find(ROOT, "head").and_then(|head| self.find(head, "title")).map(|id| self.all_text(id));
        let words = named.unwrap_or_default();
        let title = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!title.is_empty()).then_some(title)
    }

    /// What relative links are relative to, where the page says so.
    pub fn base(&self) -> Option<&str> {
        let head = self.find(ROOT, "head")?;
        self.attribute(self.find(head, "base")?, "href")
    }
}
