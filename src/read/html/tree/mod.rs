//! The tree of a page as a browser builds it, kept in one list so that no depth of nesting meets the stack.

mod sink;

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ParseOpts, QualName, parse_document};

use crate::diagnostic::Diagnostic;
use sink::Sink;

/// Bytes handed to the parser before the limits are looked at again.
const PIECE: usize = 4096;

/// Names a node: its place in the list.
pub(super) type Id = u32;

/// The page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The name of what has none.
    none: QualName,
}

#[derive(Debug, Default)]
struct Node {
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    depth: u16,
    data: Data,
}

#[derive(Debug, Default)]
enum Data {
    Element(Box<Element>),
    Text(StrTendril),
    /// The document, a comment, a declaration.
    #[default]
    Other,
}

#[derive(Debug)]
struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
}

/// What a walk over the tree meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Enter(Id),
    Leave(Id),
}

/// A walk over a node and all in it, in the order of the page.
pub(super) struct Walk<'a> {
    tree: &'a Tree,
    root: Id,
    next: Option<Step>,
}

impl Walk<'_> {
    /// Leaves out what is in the element that was entered last.
    pub fn pass(&mut self, entered: Id) {
        self.next = Some(Step::Leave(entered));
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(id) => Some(self.tree.node(id).first.map_or(Step::Leave(id), Step::Enter)),
            Step::Leave(id) if id == self.root => None,
            Step::Leave(id) => {
                let node = self.tree.node(id);
                node.next.map(Step::Enter).or_else(|| node.parent.map(Step::Leave))
            }
        };
        Some(step)
    }
}

impl Tree {
    /// Parses a page.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let mut parser = parse_document(Sink::new(), ParseOpts::default());
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, behind) = rest.split_at(boundary(rest, PIECE));
            parser.process(StrTendril::from_slice(piece));
            parser.tokenizer.sink.sink.refusal.take().map_or(Ok(()), Err)?;
            rest = behind;
        }
        Ok(parser.finish())
    }

    /// The whole page.
    pub const ROOT: Id = 0;

    /// Number of nodes: every id is below it.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Walks over a node and all in it.
    pub fn walk(&self, root: Id) -> Walk<'_> {
        Walk { tree: self, root, next: Some(Step::Enter(root)) }
    }

    /// The elements in a node, the node itself included, in the order of the page.
    pub fn elements(&self, root: Id) -> impl Iterator<Item = Id> {
        self.walk(root).filter_map(|step| match step {
            Step::Enter(id) if !self.name(id).is_empty() => Some(id),
            _ => None,
        })
    }

    /// The children of a node.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.node(id).first, |&child| self.node(child).next)
    }

    /// The node around a node.
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.node(id).parent
    }

    /// The name of an element of HTML in small letters; empty for what is none.
    pub fn name(&self, id: Id) -> &str {
        match &self.node(id).data {
            Data::Element(element) => &element.name.local,
            _ => "",
        }
    }

    /// The value of an element's attribute.
    pub fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        let Data::Element(element) = &self.node(id).data else { return None };
        element.attributes.iter().find(|found| &*found.name.local == name).map(|found| &*found.value)
    }

    /// The words of a run of text.
    pub fn text(&self, id: Id) -> Option<&str> {
        match &self.node(id).data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// All words in a node, as they stand in the file.
    pub fn words(&self, id: Id) -> String {
        self.walk(id)
            .filter_map(|step| match step {
                Step::Enter(id) => self.text(id),
                Step::Leave(_) => None,
            })
            .collect()
    }

    fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    fn add(&mut self, data: Data) -> Id {
        self.nodes.push(Node { data, ..Node::default() });
        (self.nodes.len() - 1) as Id
    }

    fn detach(&mut self, id: Id) {
        let node = self.node(id);
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        match previous {
            Some(previous) => self.node_mut(previous).next = next,
            None => parent.into_iter().for_each(|parent| self.node_mut(parent).first = next),
        }
        match next {
            Some(next) => self.node_mut(next).previous = previous,
            None => parent.into_iter().for_each(|parent| self.node_mut(parent).last = previous),
        }
        let node = self.node_mut(id);
        (node.parent, node.previous, node.next) = (None, None, None);
    }

    /// Puts a node into another, before a child of it or behind all.
    fn insert(&mut self, parent: Id, child: Id, before: Option<Id>) {
        self.detach(child);
        let previous = match before {
            Some(before) => self.node(before).previous,
            None => self.node(parent).last,
        };
        let depth = self.node(parent).depth.saturating_add(1);
        let node = self.node_mut(child);
        (node.parent, node.previous, node.next, node.depth) = (Some(parent), previous, before, depth);
        match previous {
            Some(previous) => self.node_mut(previous).next = Some(child),
            None => self.node_mut(parent).first = Some(child),
        }
        match before {
            Some(before) => self.node_mut(before).previous = Some(child),
            None => self.node_mut(parent).last = Some(child),
        }
    }
}

/// Where to cut a text at most so many bytes from its start, between two characters.
fn boundary(text: &str, most: usize) -> usize {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn builds_what_a_browser_builds() {
        let tree = Tree::parse("<p>one<p>t<b>w</p>o</b><table>three<tr><td>four</table>").unwrap();
        let body = tree.elements(Tree::ROOT).find(|&id| tree.name(id) == "body").unwrap();
        let children: Vec<_> = tree.children(body).map(|id| (tree.name(id).to_owned(), tree.words(id))).collect();
        let said: Vec<_> = children.iter().map(|(name, words)| (&**name, &**words)).collect();
        assert_eq!(said, [("p", "one"), ("p", "tw"), ("b", "o"), ("", "three"), ("table", "four")]);
    }

    #[test]
    fn refuses_what_nests_too_deep() {
        let refusal = Tree::parse(&"<div>".repeat(20_000)).unwrap_err();
        assert_eq!(refusal.code, "too-deep");
        assert!(Tree::parse(&"<div>".repeat(300)).is_ok());
        assert!(Tree::parse(&"<p>x</p>".repeat(20_000)).is_ok());
    }

    #[test]
    fn a_walk_may_leave_elements_out() {
        let tree = Tree::parse("<div>a<ul>b</ul>c</div>").unwrap();
        let (mut walk, mut seen) = (tree.walk(Tree::ROOT), String::new());
        while let Some(step) = walk.next() {
            if let Step::Enter(id) = step {
                seen.push_str(tree.text(id).unwrap_or(""));
                if tree.name(id) == "ul" {
                    walk.pass(id);
                }
            }
        }
        assert_eq!(seen, "ac");
    }
}
