use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::package::Archive;
use super::remark::{Clause, Remark};
use super::scan::{Note, Paragraph, Scan};
use super::xml::{Walk, What};
use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockId, BlockKind, Document};
use crate::source::Span;

/// Blocks at the end of a section among which the one is looked for that a clause can follow.
const LAST_BLOCKS: usize = 50;

/// Where words of a document came from.
#[derive(Clone, Debug)]
enum Origin {
    /// Bytes of the main part.
    Main(Range<usize>),
    /// A note.
    Note(Note),
}

/// Where in the main part the remarks and clauses of a document belong.
pub(super) struct Places {
    /// The places of spans, by where they begin and end.
    spans: BTreeMap<Span, Origin>,
    title: Option<Span>,
    /// The notes among them.
    pub notes: BTreeSet<Note>,
}

impl Places {
    pub(super) fn find(
        archive: &mut Archive,
        document: &Document,
        remarks: &[Remark],
        clauses: &[Clause],
    ) -> Result<Self, Diagnostic> {
        let title = document.title.map(|title| document.block(title).span);
        let first = document.blocks.iter().find(|block| !block.span.is_empty() && block.kind != BlockKind::Note);
        let title = title.or(first.map(|block| block.span));
        let homes = clauses.iter().flat_map(|clause| followed(document, clause.home));
        let asked = remarks.iter().filter_map(|remark| remark.at).chain(title);
        let asked: BTreeSet<Span> = asked.chain(homes.map(|block| document.block(block).span)).collect();
        let mut places = Self { spans: BTreeMap::new(), title, notes: BTreeSet::new() };
        let mut texts: BTreeMap<&str, String> = BTreeMap::new();
        for span in asked {
            let origin = document.text.origin(span);
            let Some(part) =
                document.parts.iter().find(|part| part.span.start <= origin.start && origin.start < part.span.end)
            else {
                continue;
            };
            let (start, end) = (origin.start - part.span.start, origin.end.min(part.span.end) - part.span.start);
            let bytes = start as usize..end.max(start + 1) as usize;
            if part.name == archive.main {
                places.spans.insert(span, Origin::Main(bytes));
                continue;
            }
            if !texts.contains_key(&*part.name) {
                texts.insert(&part.name, archive.part(&part.name)?.unwrap_or_default());
            }
            let text = texts.get(&*part.name).map_or("", |text| text);
            if let Some(note) = note_at(text, &part.name, bytes.start)? {
                places.notes.insert(note.clone());
                places.spans.insert(span, Origin::Note(note));
            }
        }
        Ok(places)
    }

    /// The bytes whose paragraphs are needed.
    pub(super) fn wanted(&self) -> Vec<usize> {
        let bytes = self.spans.values().filter_map(|origin| match origin {
            Origin::Main(bytes) => Some([bytes.start, bytes.end - 1]),
            Origin::Note(_) => None,
        });
        bytes.flatten().collect()
    }

    fn bytes(&self, scan: &Scan, span: Span) -> Option<Range<usize>> {
        match self.spans.get(&span)? {
            Origin::Main(bytes) => Some(bytes.clone()),
            Origin::Note(note) => scan.notes.get(note).map(|&at| at..at + 1),
        }
    }

    /// The range that a comment on some words marks, or at the title where there are none: of whole elements in one paragraph, or in two that stand side by side.
    pub(super) fn range(&self, scan: &Scan, words: Option<Span>) -> Option<Range<usize>> {
        let at = |span: Span| {
            let bytes = self.bytes(scan, span)?;
            let first = scan.paragraph(bytes.start)?;
            let last = scan.paragraph(bytes.end - 1).filter(|last| last.around == first.around);
            let end = match last {
                Some(last) => last.end_of(bytes.end - 1),
                None => first.whole().end,
            };
            let start = first.start_of(bytes.start);
            Some(start..end.max(start))
        };
        let range = words.and_then(at).or_else(|| self.title.and_then(at));
        range.or_else(|| scan.first.as_ref().map(Paragraph::whole))
    }

    /// What a clause at home there follows: the last paragraph of its section that stands beside the heading, or in a control that
    /// does; none in a table, whose cells hold no clauses.
    pub(super) fn after(&self, scan: &Scan, document: &Document, home: BlockId) -> Option<After> {
        if document.block(home).cell.is_some() {
            return None;
        }
        let paragraph = |block: BlockId| scan.paragraph(self.bytes(scan, document.block(block).span)?.end - 1);
        let head = paragraph(home)?;
        let end = |found: &Paragraph| {
            if found.ends_pages {
                None
            } else if found.around == head.around {
                (!found.is_alone).then_some(found.bytes.end)
            } else {
                found.controls.iter().find(|(around, _)| *around == head.around).map(|(_, end)| *end)
            }
        };
        let mut blocks = followed(document, home).into_iter();
        blocks.find_map(|block| {
            let paragraph = paragraph(block)?;
            Some(After { block, at: end(paragraph)?, paragraph: paragraph.clone() })
        })
    }
}

/// What a clause is put behind.
pub(super) struct After {
    /// The block and its paragraph.
    pub block: BlockId,
    pub paragraph: Paragraph,
    /// Where the clause begins.
    pub at: usize,
}

/// The blocks that a clause may follow which belongs to `home`, the best first: the last ones of its section, itself at the end.
fn followed(document: &Document, home: BlockId) -> Vec<BlockId> {
    let section = document.section(document.block(home).section);
    let is_heading = section.heading == Some(home);
    let own = |at: &u32| {
        let block: Option<&Block> = document.blocks.get(*at as usize);
        block.is_some_and(|block| !block.span.is_empty() && block.kind != BlockKind::Note)
    };
    let last = section.blocks.clone().rev().filter(own).take(if is_heading { LAST_BLOCKS } else { 0 });
    last.map(BlockId).filter(|&block| block > home).chain([home]).collect()
}

/// The note of a part of notes that holds a byte.
fn note_at(text: &str, part: &str, byte: usize) -> Result<Option<Note>, Diagnostic> {
    let mut walk = Walk::new(text, part);
    let mut open: Option<Note> = None;
    while let Some(step) = walk.step()? {
        if let (What::Open { tag, .. }, 1) = (&step.what, step.depth) {
            let kind = match tag.word() {
                Some("footnote") => Some("footnote"),
                Some("endnote") => Some("endnote"),
                _ => None,
            };
            open = kind.map(|kind| (kind, tag.get("id").unwrap_or_default().into_owned()));
        }
        if step.end > byte {
            return Ok(open);
        }
    }
    Ok(None)
}
