//! The body of a Word document: paragraphs, lists, tables and what stands in or beside them, in reading order.

mod change;
mod control;
mod field;
mod list;
mod paragraph;
mod run;
mod table;

use std::collections::BTreeMap;

use super::super::limits::Limits;
use super::super::package::{Space, Tag, Xml};
use super::super::reading::Revisions;
use super::numbering::Numbering;
use super::styles::Styles;
use crate::diagnostic::Diagnostic;
use crate::document::{Builder, Document, Field};

use change::Change;
use control::Prompt;
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
    /// The notes that the text points to, by element and id: whether words that are shown do.
    pointed: BTreeMap<(&'static str, String), bool>,
    /// What a content control asks for that is not filled in; none outside such a one.
    prompt: Option<Prompt>,
    /// The links to the headers of first and other pages, in the order of the sections.
    headers: Vec<String>,
    /// Files that the document takes in.
    taken_in: usize,
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
            pointed: BTreeMap::new(),
            prompt: None,
            headers: Vec::new(),
            taken_in: 0,
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
        self.pointed.keys().any(|(kind, _)| *kind == element)
    }

    /// Reads the notes of a part that the text points to.
    pub(super) fn notes(&mut self, xml: &mut Xml<'a>, element: &str) -> Result<(), Diagnostic> {
        self.in_note = true;
        while xml.child(0)?.is_some() {
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                let id = tag.get("id").unwrap_or_default();
                let mut pointed = self.pointed.iter().filter(|((kind, of), _)| *kind == element && **of == *id);
                let shown = pointed.next().map(|(_, shown)| *shown).filter(|_| tag.key() == (Space::Word, element));
                let depth = xml.depth();
                match shown {
                    Some(true) => self.blocks(xml)?,
                    Some(false) => self.pass_over(xml, depth)?,
                    None => {}
                }
            }
        }
        self.in_note = false;
        Ok(())
    }

    /// The text points to a note, in words that are shown or not.
    fn point(&mut self, reference: &str, tag: &Tag, shown: bool) {
        let kind = if reference == "footnoteReference" { "footnote" } else { "endnote" };
        *self.pointed.entry((kind, tag.get("id").unwrap_or_default().into_owned())).or_default() |= shown;
    }

    /// The links to the headers of first and other pages, in the order of the sections.
    pub(super) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// What of the document stands in other files, which are not read.
    pub(super) fn unread(&self) -> Option<String> {
        match self.taken_in {
            0 => None,
            1 => Some("a file that the document takes in as a part of itself was not read".to_owned()),
            many => Some(format!("{many} files that the document takes in as parts of itself were not read")),
        }
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
            (Space::Word, "ins" | "del" | "moveFrom" | "moveTo") => self.changed(xml, tag, Self::blocks),
            (Space::Word, "altChunk") => {
                self.taken_in += 1;
                Ok(())
            }
            (Space::Word, "sectPr") => self.pages(xml),
            (Space::Compatibility, "AlternateContent") if xml.way()? => self.blocks(xml),
            _ => Ok(()),
        }
    }

    /// The properties of a section of pages, which were entered.
    fn pages(&mut self, xml: &mut Xml<'a>) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if tag.key() == (Space::Word, "headerReference") && tag.get("type").is_none_or(|of| of != "even") {
                self.headers.extend(tag.get("id").map(|link| link.into_owned()));
            }
        }
        Ok(())
    }
}
