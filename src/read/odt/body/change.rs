use rustc_hash::FxHashMap;

use super::super::super::package::{Space, Xml};
use super::super::super::reading::Revisions;
use super::Body;
use super::paragraph::Paragraph;
use crate::diagnostic::Diagnostic;

/// The tracked changes of a document.
pub(super) struct Changes<'a> {
    revisions: Revisions,
    all: FxHashMap<String, Change<'a>>,
    /// Insertions that are open.
    inserting: usize,
}

enum Change<'a> {
    Insertion,
    /// What was taken out, at its first element.
    Deletion(Box<Xml<'a>>),
    Format,
}

impl<'a> Changes<'a> {
    pub(super) fn new(revisions: Revisions) -> Self {
        Self { revisions, all: FxHashMap::default(), inserting: 0 }
    }

    /// How many changes of words there are.
    pub(super) fn count(&self) -> usize {
        self.all.values().filter(|change| !matches!(change, Change::Format)).count()
    }

    /// Whether what is read now is shown.
    pub(super) fn shows(&self) -> bool {
        self.inserting == 0
    }

    /// Reads the list of changes, which was entered.
    pub(super) fn read(&mut self, xml: &mut Xml<'a>) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            let id = tag.get("id").unwrap_or_default().into_owned();
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                let change = match tag.key() {
                    (Space::Text, "insertion") => Change::Insertion,
                    (Space::Text, "deletion") => Change::Deletion(Box::new(xml.clone())),
                    _ => Change::Format,
                };
                self.all.insert(id.clone(), change);
            }
        }
        Ok(())
    }
}

impl<'a> Body<'a> {
    /// A place where a change begins or ends, or where words were taken out; in a paragraph where one is given.
    pub(super) fn change(&mut self, name: &str, id: &str, paragraph: Option<&mut Paragraph>) -> Result<(), Diagnostic> {
        if self.changes.revisions == Revisions::Accepted {
            return Ok(());
        }
        let deleted = match (name, self.changes.all.get(id)) {
            ("change-start", Some(Change::Insertion)) => {
                self.changes.inserting += 1;
                None
            }
            ("change-end", Some(Change::Insertion)) => {
                self.changes.inserting = self.changes.inserting.saturating_sub(1);
                None
            }
            ("change", Some(Change::Deletion(xml))) => Some(Xml::clone(xml)),
            _ => None,
        };
        match (deleted, paragraph) {
            (Some(mut xml), Some(paragraph)) => self.deleted(&mut xml, paragraph),
            (Some(mut xml), None) => self.blocks(&mut xml),
            (None, _) => Ok(()),
        }
    }

    /// Words that were taken out of a paragraph; parts of several paragraphs are read as one.
    fn deleted(&mut self, xml: &mut Xml<'a>, paragraph: &mut Paragraph) -> Result<(), Diagnostic> {
        self.out.go_to(xml.at());
        let depth = xml.depth();
        let mut first = true;
        while let Some(tag) = xml.child(depth)? {
            if matches!(tag.key(), (Space::Text, "p" | "h")) {
                if !std::mem::take(&mut first) {
                    self.space(xml.at(), paragraph);
                }
                self.inlines(xml, paragraph, paragraph.look)?;
            }
        }
        Ok(())
    }
}
