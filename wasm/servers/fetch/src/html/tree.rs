use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

pub type Id = u32;
pub const NONE: Id = Id::MAX;
pub const ROOT: Id = 0;

/// A node among the others of its page: what points to what are numbers, so that no depth of nesting needs a deep call stack.
pub struct Node {
    pub parent: Id,
    pub first: Id,
    pub last: Id,
    pub before: Id,
    pub next: Id,
    depth: u16,
    pub data: Data,
}

pub enum Data {
    Element {
        name: QualName,
        attributes: Vec<(LocalName, StrTendril)>,
    },
    Text(StrTendril),
    /// The document itself, comments and the like.
    Other,
}

/// The only attributes that anybody here asks for.
const KEPT: &[&str] = &[
    "alt",
    "alttext",
    "aria-hidden",
    "class",
    "colspan",
    "content",
    "hidden",
    "href",
    "id",
    "name",
    "property",
    "role",
    "rowspan",
    "src",
    "start",
    "style",
    "title",
    "type",
    "value",
];

/// Takes what html5ever's tree builder makes.
pub struct Tree {
    pub nodes: RefCell<Vec<Node>>,
    /// How deep the element is that is open now.
    pub depth: Cell<u16>,
}

#[derive(Debug)]
pub struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Tree {
    pub fn new() -> Self {
        let tree = Self { nodes: RefCell::default(), depth: Cell::new(0) };
        tree.add(Data::Other);
        tree
    }

    fn add(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { parent: NONE, first: NONE, last: NONE, before: NONE, next: NONE, depth: 0, data });
        (nodes.len() - 1) as Id
    }

    fn unlink(nodes: &mut [Node], id: Id) {
        let (parent, before, next) = {
            let node = &mut nodes[id as usize];
            let was = (node.parent, node.before, node.next);
            (node.parent, node.before, node.next) = (NONE, NONE, NONE);
            was
        };
        if parent == NONE {
            return;
        }
        match before {
            NONE => nodes[parent as usize].first = next,
            _ => nodes[before as usize].next = next,
        }
        match next {
            NONE => nodes[parent as usize].last = before,
            _ => nodes[next as usize].before = before,
        }
    }

    /// Puts it before `next`, or at the end where that is NONE.
    fn link(nodes: &mut [Node], parent: Id, next: Id, id: Id) {
        Self::unlink(nodes, id);
        let before = if next == NONE { nodes[parent as usize].last } else { nodes[next as usize].before };
        let depth = nodes[parent as usize].depth.saturating_add(1);
        let node = &mut nodes[id as usize];
        (node.parent, node.before, node.next, node.depth) = (parent, before, next, depth);
        match before {
            NONE => nodes[parent as usize].first = id,
            _ => nodes[before as usize].next = id,
        }
        match next {
            NONE => nodes[parent as usize].last = id,
            _ => nodes[next as usize].before = id,
        }
    }

    fn insert(&self, parent: Id, next: Id, child: NodeOrText<Id>) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = if next == NONE { nodes[parent as usize].last } else { nodes[next as usize].before };
                if before != NONE
                    && let Data::Text(known) = &mut nodes[before as usize].data
                {
                    known.push_tendril(&text);
                    return;
                }
                drop(nodes);
                self.add(Data::Text(text))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        Self::link(&mut nodes, parent, next, id);
        if let Data::Element { .. } = nodes[id as usize].data {
            self.depth.set(nodes[id as usize].depth);
        }
    }
}

impl TreeSink for Tree {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = Name;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        match &self.nodes.borrow()[*target as usize].data {
            Data::Element { name, .. } => Name(name.clone()),
            _ => Name(QualName::new(None, ns!(), LocalName::from(""))),
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        let kept = attrs.into_iter().filter(|one| KEPT.contains(&&*one.name.local));
        self.add(Data::Element { name, attributes: kept.map(|one| (one.name.local, one.value)).collect() })
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.nodes.borrow()[*element as usize].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Id) {
        self.depth.set(self.nodes.borrow()[*node as usize].depth.saturating_sub(1));
    }

    /// What is in a template is not shown; it may stay where it is.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let parent = self.nodes.borrow()[*sibling as usize].parent;
        if parent != NONE {
            self.insert(parent, *sibling, child);
        }
    }

    fn add_attrs_if_missing(&self, _: &Id, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Id) {
        Self::unlink(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let mut nodes = self.nodes.borrow_mut();
        loop {
            let child = nodes[*node as usize].first;
            if child == NONE {
                return;
            }
            Self::link(&mut nodes, *new_parent, NONE, child);
        }
    }
}
