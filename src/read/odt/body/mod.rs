//! The body of an OpenDocument text: paragraphs, lists, tables and what stands in or beside them, in reading order.

mod change;
mod list;
mod paragraph;
mod table;

use super::super::limits::Limits;
use super::super::package::{Space, Tag, Xml};
use super::super::reading::Revisions;
use super::lists::Lists;
use super::styles::Styles;
use crate::diagnostic::Diagnostic;
use crate::document::{Builder, Document, Field, Shape};

use change::Changes;
use list::Nest;
use table::Tables;

/// Text boxes in each other that are read.
const BOXES: usize = 4;

/// Reads the body into a document.
pub(super) struct Body<'a> {
    out: Builder,
    styles: &'a Styles,
    lists: Lists,
    limits: Limits,
    changes: Changes<'a>,
    nest: Nest,
    tables: Tables,
    /// Contents lists that are open.
    contents: usize,
    in_note: bool,
    title: Title,
    /// Text boxes of the open paragraph, and the notes of the document, each at its first element.
    boxes: Vec<Xml<'a>>,
    boxed: usize,
    notes: Vec<Xml<'a>>,
    /// Whether the program's page breaks can be trusted.
    paged: bool,
}

/// How far the title is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Title {
    None,
    Open,
    Closed,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        styles: &'a Styles,
        lists: Lists,
        revisions: Revisions,
        limits: Limits,
        bytes: usize,
        paged: bool,
    ) -> Self {
        let mut out = Builder::with_capacity(bytes / 8);
        if paged {
            out.open_page();
        }
        Self {
            out,
            styles,
            lists,
            limits,
            changes: Changes::new(revisions),
            nest: Nest::default(),
            tables: Tables::default(),
            contents: 0,
            in_note: false,
            title: Title::None,
            boxes: Vec::new(),
            boxed: 0,
            notes: Vec::new(),
            paged,
        }
    }

    /// Reads the content.
    pub(super) fn document(&mut self, xml: &mut Xml<'a>) -> Result<(), Diagnostic> {
        let mut is_text = false;
        while xml.child(0)?.is_some() {
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                if tag.key() != (Space::Office, "body") {
                    continue;
                }
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    if tag.key() == (Space::Office, "text") {
                        is_text = true;
                        self.blocks(xml)?;
                    }
                }
            }
        }
        if !is_text {
            return Err(super::not_an_odt("this is an OpenDocument file of another sort, such as a spreadsheet"));
        }
        self.close_title();
        self.in_note = true;
        for mut note in std::mem::take(&mut self.notes) {
            self.out.go_to(note.at());
            self.blocks(&mut note)?;
        }
        Ok(())
    }

    /// Ends the document; gives the number of tracked changes too.
    pub(super) fn finish(self, metadata: Vec<Field>) -> (Document, usize) {
        (self.out.finish(metadata, Vec::new()), self.changes.count())
    }

    /// The blocks of the element that was entered.
    fn blocks(&mut self, xml: &mut Xml<'a>) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            self.block(xml, &tag)?;
        }
        Ok(())
    }

    fn block(&mut self, xml: &mut Xml<'a>, tag: &Tag<'a>) -> Result<(), Diagnostic> {
        match tag.key() {
            (Space::Text, "p" | "h") => self.paragraph(xml, tag),
            (Space::Text, "list") => self.list(xml, tag),
            (Space::Text, "numbered-paragraph") => self.blocks(xml),
            (Space::Text, "section") if tag.get("display").is_some_and(|of| of == "none") => Ok(()),
            (Space::Text, "section") => self.blocks(xml),
            (Space::Text, "tracked-changes") => self.changes.read(xml),
            (Space::Text, name @ ("change" | "change-start" | "change-end")) => {
                let id = tag.get("change-id").unwrap_or_default().into_owned();
                self.change(name, &id, None)
            }
            (Space::Text, "soft-page-break") => {
                self.page();
                Ok(())
            }
            (
                Space::Text,
                "table-of-content" | "alphabetical-index" | "illustration-index" | "table-index" | "object-index"
                | "user-index",
            ) => {
                self.contents += 1;
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    if tag.key() == (Space::Text, "index-body") {
                        self.blocks(xml)?;
                    }
                }
                self.contents -= 1;
                Ok(())
            }
            (Space::Text, "index-title") => self.blocks(xml),
            (Space::Table, "table") => self.table(xml),
            (Space::Draw, _) => {
                self.find_boxes(xml, tag)?;
                self.text_boxes(xml)
            }
            _ => Ok(()),
        }
    }

    /// A page ends where the program laid it out so.
    fn page(&mut self) {
        if self.paged && self.boxed == 0 && !self.in_note {
            self.out.open_page();
        }
    }

    /// Keeps the text boxes of a drawing that was entered for when the paragraph has ended.
    fn find_boxes(&mut self, xml: &mut Xml<'a>, tag: &Tag<'a>) -> Result<(), Diagnostic> {
        if holds_text(tag) {
            self.boxes.push(xml.clone());
            return Ok(());
        }
        let mut entered = vec![xml.depth()];
        while let Some(&inside) = entered.last() {
            match xml.child(inside)? {
                Some(tag) if holds_text(&tag) => self.boxes.push(xml.clone()),
                Some(tag) if tag.space == Space::Draw => entered.push(xml.depth()),
                Some(_) => {}
                None => {
                    entered.pop();
                }
            }
        }
        Ok(())
    }

    /// Reads the text boxes of what has ended.
    fn text_boxes(&mut self, xml: &Xml<'a>) -> Result<(), Diagnostic> {
        if self.boxes.is_empty() {
            return Ok(());
        }
        let boxes = std::mem::take(&mut self.boxes);
        if self.boxed >= BOXES {
            return Ok(());
        }
        self.close_title();
        self.boxed += 1;
        for mut inside in boxes {
            self.out.go_to(inside.at());
            self.blocks(&mut inside)?;
        }
        self.boxed -= 1;
        self.out.go_to(xml.at());
        Ok(())
    }

    /// Ends the title, which further paragraphs of its style may have gone on.
    fn close_title(&mut self) {
        if self.title == Title::Open {
            self.title = Title::Closed;
            self.out.close_block();
        }
    }

    /// Opens the block of a paragraph that is none of a list.
    fn open_plain(&mut self, shape: Shape) {
        self.close_title();
        self.out.open_block(shape);
    }
}

/// Whether paragraphs stand in an element of a drawing.
fn holds_text(tag: &Tag) -> bool {
    matches!(tag.key(), (Space::Draw, "text-box" | "custom-shape" | "rect" | "ellipse" | "polygon"))
}
