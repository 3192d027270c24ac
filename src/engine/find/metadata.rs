use super::{Ask, Finder, List, Match, Scope, Work};
use crate::document::{BlockKind, Builder, Document, Shape};
use crate::engine::place::{Layout, Place, Tokens};
use crate::engine::plan::{Node, NodeId};
use crate::language::model::Unit;
use crate::prose::{Prose, Value};

/// Bytes of a field's value that are read.
const LONGEST: usize = 4096;

impl Finder<'_> {
    /// The values of a metadata field. They stand outside the text: a match has no tokens, and the field's index for its part.
    pub(super) fn metadata(&mut self, name: &str) -> List {
        let mut kept = self.buffer();
        for (index, field) in self.document().metadata.iter().enumerate() {
            if field.name == name && !field.value.trim().is_empty() {
                let parts = (index as u32, 0);
                kept.push(Match { tokens: Tokens::default(), sentence: 0, place: None, parts, standing: None });
            }
        }
        self.keep(kept)
    }

    /// The metadata field that a match of a node is.
    pub(super) fn field(&mut self, id: NodeId, at: u32) -> Option<u32> {
        let list = self.sort_of(id);
        match self.node(id) {
            Node::Metadata(_) => Some(self.get(list, at).parts.0),
            Node::Find(of) => self.field(*of, at),
            Node::Union(of) | Node::Or(of) => {
                let (operand, at) = self.get(list, at).parts;
                self.field(*of.get(operand as usize)?, at)
            }
            Node::Having(of, _)
            | Node::ThatIs(of, _)
            | Node::Compare(of, _)
            | Node::Ordered(of, ..)
            | Node::Conflicting(of, ..) => {
                let first = self.get(list, at).parts.0;
                if self.is_metadata(*of) { self.field(*of, first) } else { None }
            }
            _ => None,
        }
    }

    /// Whether the matches of a node are metadata fields.
    pub(super) fn is_metadata(&self, id: NodeId) -> bool {
        match self.node(id) {
            Node::Metadata(_) => true,
            Node::Find(of)
            | Node::Having(of, _)
            | Node::ThatIs(of, _)
            | Node::Compare(of, _)
            | Node::Ordered(of, ..)
            | Node::Conflicting(of, ..) => self.is_metadata(*of),
            _ => false,
        }
    }

    /// Whether a condition holds in the value of a field, read as a paragraph of its own.
    pub(super) fn field_holds(&self, field: u32, test: NodeId) -> bool {
        self.in_field(field, |finder| {
            let scope = Scope::of(finder.layout, Place { unit: Unit::Clause, id: 0 });
            finder.test(test, &scope, Ask::Hold, false).is_some()
        })
    }

    /// The typed values in the value of a field.
    pub(super) fn field_values(&self, field: u32) -> Vec<Value> {
        self.in_field(field, |finder| finder.work.scan.founds.iter().map(|found| found.value.clone()).collect())
    }

    fn in_field<T: Default>(&self, field: u32, ask: impl FnOnce(&mut Finder) -> T) -> T {
        let Some(field) = self.document().metadata.get(field as usize) else { return T::default() };
        let document = paragraph(&field.value);
        let prose = Prose::read(&document, self.vocabulary).on(self.settings.as_of);
        let layout = Layout { document: &document, prose: &prose };
        let mut work = Work::default();
        let mut finder = Finder::new(self.program, self.plan, self.vocabulary, layout, self.settings, &mut work);
        ask(&mut finder)
    }
}

/// A document of one paragraph.
fn paragraph(words: &str) -> Document {
    let end = words.char_indices().map(|(at, _)| at).take_while(|&at| at <= LONGEST).last().unwrap_or(0);
    let words = if words.len() <= LONGEST { words } else { &words[..end] };
    let mut builder = Builder::with_capacity(words.len());
    builder.open_block(Shape::Paragraph);
    builder.words(words, 0);
    let mut document = builder.finish(Vec::new(), Vec::new());
    document.title = None;
    document.blocks.iter_mut().for_each(|block| block.kind = BlockKind::Paragraph);
    document
}
