//! Documents built by hand for the tests of this room.

use super::{Prose, Vocabulary};
use crate::document::{Block, BlockId, BlockKind, Document, Section, SectionId};
use crate::source::{Span, TextBuilder};

/// A document with one block for each entry; an item's lead-in is the paragraph before it, a heading opens a section.
pub(super) fn document(blocks: &[(BlockKind, &str)]) -> Document {
    let mut text = TextBuilder::default();
    let mut document = Document::default();
    document.sections.push(Section { heading: None, level: 0, parent: None, blocks: 0..blocks.len() as u32 });
    let mut lead_in = None;
    for (index, &(kind, words)) in blocks.iter().enumerate() {
        let start = text.offset();
        text.push(words, Span::new(start, start + words.len() as u32));
        let span = Span::new(start, text.offset());
        let end = text.offset();
        text.push("\n", Span::new(end, end + 1));
        if kind == BlockKind::Heading {
            let heading = Some(BlockId(index as u32));
            let parent = Some(SectionId(0));
            document.sections.push(Section { heading, level: 1, parent, blocks: index as u32..blocks.len() as u32 });
        }
        if kind == BlockKind::Paragraph {
            lead_in = Some(BlockId(index as u32));
        }
        document.blocks.push(Block {
            span,
            body: span.start,
            kind,
            number: None,
            label: None,
            lead_in: lead_in.filter(|_| kind == BlockKind::Item),
            section: SectionId(document.sections.len() as u32 - 1),
            cell: None,
            depth: 0,
        });
    }
    document.text = text.finish();
    document
}

/// A document of one paragraph and its prose.
pub(super) fn paragraph(words: &str) -> (Document, Prose, Vocabulary) {
    let document = document(&[(BlockKind::Paragraph, words)]);
    let vocabulary = Vocabulary::new();
    let prose = Prose::read(&document, &vocabulary);
    (document, prose, vocabulary)
}
