use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::super::super::guard;
use super::{Data, Element, Id, Node, Tree};
use crate::diagnostic::Diagnostic;

/// Elements that may stand in each other; browsers stop near this depth too.
const DEEPEST: u16 = 500;
/// Elements and runs of text of the largest page read: each takes about a hundred bytes.
const MOST: usize = 3_000_000;
/// Fills the tree as the parser says.
pub(super) struct Sink {
    pub(super) tree: RefCell<Tree>,
    /// Set where a limit is met.
    pub(super) refusal: Cell<Option<Diagnostic>>,
}

/// The name of an element while the tree is borrowed.
#[derive(Debug)]
pub(super) struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    pub(super) fn new() -> Self {
        let none = QualName::new(None, Namespace::from(""), LocalName::from(""));
        let tree = Tree { nodes: vec![Node::default()], none };
        Self { tree: RefCell::new(tree), refusal: Cell::new(None) }
    }

    fn add(&self, data: Data) -> Id {
        let mut tree = self.tree.borrow_mut();
        if tree.len() >= MOST {
            let message = format!("the page has more than {MOST} elements and runs of text");
            self.refuse(guard::refuse("too-large", message, 0, 0).help("split the document"));
        }
        tree.add(data)
    }

    fn put(&self, parent: Id, child: NodeOrText<Id>, before: Option<Id>) {
        let child = match child {
            NodeOrText::AppendNode(child) => child,
            NodeOrText::AppendText(text) => {
                let mut tree = self.tree.borrow_mut();
                let beside = match before {
                    Some(before) => tree.node(before).previous,
                    None => tree.node(parent).last,
                };
                if let Some(Data::Text(words)) = beside.map(|beside| &mut tree.node_mut(beside).data) {
                    return words.push_tendril(&text);
                }
                drop(tree);
                self.add(Data::Text(text))
            }
        };
        let mut tree = self.tree.borrow_mut();
        tree.insert(parent, child, before);
        if tree.node(child).depth > DEEPEST {
            let message = format!("elements stand more than {DEEPEST} deep in each other");
            self.refuse(
                guard::refuse("too-deep", message, 0, 0)
                    .help("save the document again from the program it was written in"),
            );
        }
    }

    fn refuse(&self, refusal: Diagnostic) {
        self.refusal.set(Some(refusal));
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        Tree::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name<'a> {
        Name(Ref::map(self.tree.borrow(), |tree| match &tree.node(*target).data {
            Data::Element(element) => &element.name,
            _ => &tree.none,
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.add(Data::Element(Box::new(Element { name, attributes })))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put(*parent, child, None);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let parent = self.tree.borrow().parent(*element);
        match parent {
            Some(parent) => self.put(parent, child, Some(*element)),
            None => self.put(*previous, child, None),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What a template holds is not shown: it stands in the template, which is left out.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let parent = self.tree.borrow().parent(*sibling);
        if let Some(parent) = parent {
            self.put(parent, child, Some(*sibling));
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let Data::Element(element) = &mut self.tree.borrow_mut().node_mut(*target).data {
            for attribute in attributes {
                if element.attributes.iter().all(|known| known.name != attribute.name) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, parent: &Id) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.node(*node).first {
            tree.insert(*parent, child, None);
        }
    }
}
