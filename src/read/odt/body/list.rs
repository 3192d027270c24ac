use super::super::super::package::{Space, Tag, Xml};
use super::super::lists::Open;
use super::Body;
use crate::diagnostic::Diagnostic;
use crate::document::Shape;

/// The lists that are open, outermost first: they share a style unless an inner one names its own.
#[derive(Debug, Default)]
pub(super) struct Nest {
    open: Vec<Level>,
    /// The item that was entered and has no paragraph yet: with the number that it is to begin with.
    waiting: Option<Option<u32>>,
}

#[derive(Debug)]
struct Level {
    of: Open,
    /// Whether its items are items of the document, rather than clauses or parts of a cell.
    listed: bool,
    /// Whether the document has the list and the item open: not before the first paragraph, as many an item holds nothing but
    /// an inner list.
    in_list: bool,
    in_item: bool,
}

/// What a paragraph of a list is.
pub(super) struct Place {
    /// Its number.
    pub number: Option<String>,
}

impl<'a> Body<'a> {
    /// A list that was entered.
    pub(super) fn list(&mut self, xml: &mut Xml<'a>, tag: &Tag<'a>) -> Result<(), Diagnostic> {
        let around = self.nest.open.last().map(|level| level.of.clone());
        let named = tag.get("style-name").map(|name| name.into_owned());
        let of = match (around, named) {
            (Some(around), None) => around,
            (Some(around), Some(name)) if name == around.style => around,
            (_, Some(name)) => self.lists.open(tag, &name),
            (None, None) => self.lists.open(tag, ""),
        };
        let level = self.nest.open.len();
        let clauses = self.lists.numbers_clauses(&of.style) && !self.lists.is_bulleted(&of, level);
        let listed = !clauses && !self.tables.in_cell() && !self.in_note && self.contents == 0;
        self.nest.open.push(Level { of, listed, in_list: false, in_item: false });
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if !matches!(tag.key(), (Space::Text, "list-item" | "list-header")) {
                continue;
            }
            let before = self.nest.waiting.take();
            self.nest.waiting = (tag.name() == "list-item").then(|| tag.number("start-value"));
            self.blocks(xml)?;
            if self.nest.open.last_mut().is_some_and(|level| std::mem::take(&mut level.in_item)) {
                self.out.close_item();
            }
            self.nest.waiting = before.filter(|_| self.nest.waiting.is_some());
        }
        if self.nest.open.pop().is_some_and(|level| level.in_list) {
            self.out.close_list();
        }
        Ok(())
    }

    /// Counts a paragraph in the list that it stands in; none outside lists.
    pub(super) fn count(&mut self) -> Option<Place> {
        let open = self.nest.open.last()?.of.clone();
        let Some(start) = self.nest.waiting.take() else { return Some(Place { number: None }) };
        let number = self.lists.count(&open, self.nest.open.len() - 1, start);
        Some(Place { number })
    }

    /// Opens the block of a paragraph in a list.
    pub(super) fn open_listed(&mut self, place: &Place) {
        self.close_title();
        if let Some(level) = self.nest.open.last_mut().filter(|level| level.listed) {
            if !std::mem::replace(&mut level.in_list, true) {
                self.out.open_list(None);
            }
            if !std::mem::replace(&mut level.in_item, true) {
                self.out.open_item();
            }
        }
        self.out.open_block(Shape::Paragraph);
        if let Some(number) = &place.number {
            self.out.number(number);
        }
    }
}
