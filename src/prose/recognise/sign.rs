//! Signatures with what the lines around them tell: whose it is, of which post, for whom and when; and lines that nobody has
//! signed on, though others have.

use super::name::{behalf, role, signature};
use super::{Found, Hit, Reader, Recogniser, date_at, days_of};
use crate::document::{BlockKind, Document};
use crate::prose::Prose;
use crate::prose::value::Parts;

/// Lines of one signature, at most.
const LINES: usize = 12;

/// What the lines of one signature say.
#[derive(Clone, Copy, Default)]
struct Told {
    parts: Parts,
    day: Option<f64>,
}

/// Gives each signature its name, post, body and day from the lines that belong to it.
pub(super) fn complete(document: &Document, prose: &Prose, found: &mut [Found]) {
    for found in found.iter_mut().filter(|found| found.value.recogniser == Recogniser::Signature) {
        let sentence = prose.sentence_of(found.tokens.start) as usize;
        let Some(block) = prose.sentences.get(sentence).map(|sentence| sentence.block.0 as usize) else { continue };
        let first = (block.saturating_sub(LINES)..=block).rev().find(|&at| opens(document, prose, at)).unwrap_or(block);
        let behind = (block + 1..block + LINES).find(|&at| !signs(document, at) || opens(document, prose, at));
        let mut told = Told::default();
        for line in first..behind.unwrap_or(block + LINES) {
            if let Some(reader) = line_of(document, prose, line) {
                told.read(&reader);
            }
        }
        let (start, end) = (found.tokens.start as usize, found.tokens.end as usize);
        let own = Reader::new(document, prose, start, end).span(start, end);
        told.parts.name = told.parts.name.or(Some(own));
        found.value.parts = told.parts;
        found.value.amount = told.day;
    }
}

/// Adds a blank for each line to sign on that ends with its colon, where another such line goes on behind it: "Signed for the
/// Guild:" beside "Signed for the Council: Ada Quist, Clerk". Where each signs underneath, nothing is left out.
pub(super) fn add_blanks(document: &Document, prose: &Prose, found: &mut Vec<Found>) {
    let known = found.len();
    for block in (0..document.blocks.len()).filter(|&block| opens(document, prose, block)) {
        if behind_colon(document, block) != Some("") || goes_on_below(document, prose, block) {
            continue;
        }
        let Some(reader) = line_of(document, prose, block) else { continue };
        let filled_in = |at: usize| {
            let same = |line: Reader| line.is(line.start, reader.text(reader.start));
            behind_colon(document, at).is_some_and(|rest| rest.contains(char::is_alphabetic))
                && line_of(document, prose, at).is_some_and(same)
        };
        let around = block.saturating_sub(LINES)..(block + LINES).min(document.blocks.len());
        if around.filter(|&at| at != block).any(filled_in) {
            found.push(Hit::new(Recogniser::Placeholder, reader.start, reader.start + 1).found());
        }
    }
    if found.len() > known {
        found.sort_by_key(|found| found.tokens.start);
    }
}

/// What stands behind the first colon of a paragraph or a line to sign on.
fn behind_colon(document: &Document, block: usize) -> Option<&str> {
    let block = document.blocks.get(block)?;
    let is_line = matches!(block.kind, BlockKind::Signature | BlockKind::Paragraph | BlockKind::Item);
    let (_, rest) = document.text.slice(block.span).split_once(':').filter(|_| is_line)?;
    Some(rest.trim())
}

/// Whether the block behind a line to sign on may be what is filled in there.
fn goes_on_below(document: &Document, prose: &Prose, block: usize) -> bool {
    let Some(next) = document.blocks.get(block + 1) else { return false };
    next.kind != BlockKind::Heading && !opens(document, prose, block + 1)
}

impl Told {
    /// Takes in one line.
    fn read(&mut self, reader: &Reader) {
        if reader.is_any(reader.start, &["name", "print"]) {
            let hit = signature(reader);
            self.parts.name = hit.map(|hit| reader.span(hit.start, hit.end)).or(self.parts.name);
        }
        if let Some((start, end)) = behalf(reader) {
            self.parts.of = Some(reader.span(start, end));
            return;
        }
        let post = (reader.start..reader.end).find_map(|at| role(reader, at));
        self.parts.post = self.parts.post.or(post.map(|hit| reader.span(hit.start, hit.end)));
        let day = (reader.start..reader.end).find_map(|at| date_at(reader, at));
        self.day = self.day.or(day.map(days_of));
    }
}

fn signs(document: &Document, block: usize) -> bool {
    document.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Signature)
}

/// The words of a line.
fn line_of<'a>(document: &'a Document, prose: &'a Prose, block: usize) -> Option<Reader<'a>> {
    let sentences = prose.blocks.get(block).filter(|sentences| !sentences.is_empty())?;
    let (first, last) =
        (prose.sentences.get(sentences.start as usize)?, prose.sentences.get(sentences.end as usize - 1)?);
    Some(Reader::new(document, prose, first.tokens.start as usize, last.tokens.end as usize))
}

/// Whether a line opens a signature: "Signed", or "For and on behalf of" in front of that.
fn opens(document: &Document, prose: &Prose, block: usize) -> bool {
    const FOR: [&str; 2] = ["for", "on"];
    let opening = |block: usize, words: &[&str]| {
        signs(document, block)
            && line_of(document, prose, block).is_some_and(|reader| reader.is_any(reader.start, words))
    };
    opening(block, &FOR) || opening(block, &["signed", "signature", "by"]) && !(block > 0 && opening(block - 1, &FOR))
}
