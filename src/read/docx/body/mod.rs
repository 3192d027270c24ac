//! The body of a Word document: paragraphs, lists, tables and what stands in or beside them, in reading order.

mod field;
mod list;
mod paragraph;
mod run;
mod table;

use std::collections::BTreeSet;

use super::super::limits::Limits;
use super::super::package::{Space, Tag, Xml};
use super::super::reading::Revisions;
use super::numbering::Numbering;
use super::styles::Styles;
use crate::diagnostic::Diagnostic;
use crate::document::{Builder, Document, Field};

use field::Fields;
use list::Lists;
use table::Tables;

/// Text boxes in each other that are read.
const BOXES: usize = 4;

/// Reads the body and the notes into a document.
pub(super) struct Body<'a> {
    out: Builder,
    styles: &'a Styles,
    numbering: Numbering,
    revisions: Revisions,
    limits: Limits,
    /// Tracked changes met.
    changes: usize,
    lists: Lists,
    fields: Fields,
    tables: Tables,
    /// Contents lists that are open.
    contents: usize,
    /// Whether a note is read rather than the body.
    in_note: bool,
    /// Whether the block before goes on in the next paragraph, as the mark between them is gone.
    joins: bool,
    /// Whether the block before is the title, which may go on.
    title: Title,
    /// Text boxes of the open paragraph, each at its first element.
    boxes: Vec<Xml<'a>>,
    boxed: usize,
    /// Whether Word's page breaks can be trusted.
    paged: bool,
    /// The notes that the text points to: element and id.
    pointed: BTreeSet<(&'static str, String)>,
}

/// How far the title is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Title {
    None,
    Open,
    Closed,
}

/// What is done with an element that a tracked change holds.
enum Change {
    Shown,
    Hidden,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        styles: &'a Styles,
        numbering: Numbering,
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
            numbering,
            revisions,
            limits,
            changes: 0,
            lists: Lists::default(),
            fields: Fields::default(),
            tables: Tables::default(),
            contents: 0,
            in_note: false,
            joins: false,
            title: Title::None,
            boxes: Vec::new(),
            boxed: 0,
            paged,
            pointed: BTreeSet::new(),
        }
    }

    /// Reads the main part.
    pub(super) fn document(&mut self, xml: &mut Xml<'a>) -> Result<(), Diagnostic> {
        while xml.child(0)?.is_some() {
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                if tag.key() == (Space::Word, "body") {
                    self.blocks(xml)?;
                }
            }
        }
        self.end_lists();
        Ok(())
    }

    /// Whether the text points to such notes.
    pub(super) fn has_notes(&self, element: &str) -> bool {
        self.pointed.iter().any(|(kind, _)| *kind == element)
    }

    /// Reads the notes of a part that the text points to.
    pub(super) fn notes(&mut self, xml: &mut Xml<'a>, element: &str) -> Result<(), Diagnostic> {
        self.in_note = true;
        while xml.child(0)?.is_some() {
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                let id = tag.get("id").unwrap_or_default();
                let is_pointed = self.pointed.iter().any(|(kind, pointed)| *kind == element && **pointed == *id);
                if tag.space == Space::Word && tag.name() == element && is_pointed {
                    self.blocks(xml)?;
                }
            }
        }
        self.in_note = false;
        Ok(())
    }

    /// Ends the document; gives the number of tracked changes too.
    pub(super) fn finish(self, metadata: Vec<Field>) -> (Document, usize) {
        (self.out.finish(metadata, Vec::new()), self.changes)
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
            (Space::Word, "p") => self.paragraph(xml),
            (Space::Word, "tbl") => self.table(xml),
            (Space::Word, "sdt") => self.control(xml, Self::blocks),
            (Space::Word, "customXml" | "smartTag") => self.blocks(xml),
            (Space::Word, name @ ("ins" | "del" | "moveFrom" | "moveTo")) => match self.change(name) {
                Change::Shown => self.blocks(xml),
                Change::Hidden => Ok(()),
            },
            (Space::Compatibility, "AlternateContent") => self.alternative(xml, Self::blocks),
            _ => Ok(()),
        }
    }

    /// Counts a tracked change and says what is done with what it holds.
    fn change(&mut self, name: &str) -> Change {
        self.changes += 1;
        let added = matches!(name, "ins" | "moveTo");
        if added == (self.revisions == Revisions::Accepted) { Change::Shown } else { Change::Hidden }
    }

    /// A content control, read by `inner`.
    fn control(
        &mut self,
        xml: &mut Xml<'a>,
        inner: impl Fn(&mut Self, &mut Xml<'a>) -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let mut contents = false;
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Word, "sdtPr") => contents = is_contents(xml)?,
                (Space::Word, "sdtContent") => {
                    self.contents += usize::from(contents);
                    inner(self, xml)?;
                    self.contents -= usize::from(contents);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// One of several ways to say the same, read by `inner`: the first that holds something is read.
    fn alternative(
        &mut self,
        xml: &mut Xml<'a>,
        inner: impl Fn(&mut Self, &mut Xml<'a>) -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        let mut read = false;
        while let Some(tag) = xml.child(depth)? {
            if matches!(tag.key(), (Space::Compatibility, "Choice" | "Fallback")) && !std::mem::replace(&mut read, true)
            {
                inner(self, xml)?;
            }
        }
        Ok(())
    }
}

/// Whether the properties of a content control, which were entered, say that it holds the table of contents.
fn is_contents(xml: &mut Xml) -> Result<bool, Diagnostic> {
    let mut contents = false;
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        if tag.key() == (Space::Word, "docPartObj") {
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                contents |=
                    tag.name() == "docPartGallery" && tag.get("val").is_some_and(|of| of == "Table of Contents");
            }
        }
    }
    Ok(contents)
}
