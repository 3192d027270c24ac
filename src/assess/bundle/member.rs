use crate::assess::excused::clause;
use crate::assess::{Assessed, Caret, Rated};
use crate::bundle::{self, Paper};
use crate::document::BlockId;
use crate::language::Program;
use crate::source::{Position, Span};

/// A document as its bundle keeps it when the document itself is gone.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// What rules across documents see of it.
    pub paper: Paper,
    /// For each row of its facts the words that it rests on.
    pub quotes: Vec<Passage>,
    /// Its title.
    pub title: Passage,
}

/// Words of a document with their place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    /// The words, white space folded.
    pub words: String,
    /// The clause that they stand in.
    pub clause: Option<String>,
    /// The clause, else the heading, that a baseline knows them by.
    pub under: Option<String>,
    /// The page.
    pub page: Option<u32>,
    /// Where they begin and end in the file; none where its bytes are no text that people read.
    pub start: Option<Position>,
    /// Where they end.
    pub end: Option<Position>,
    /// Where they stand, as a person finds it, and the words around to show.
    pub shown: Excerpt,
}

/// A stretch of what is shown of a document, around some words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The stretch: whole lines, cut where they are long.
    pub text: String,
    /// The line of the file that it begins on, from 0.
    pub line: usize,
    /// Where the words stand, as people say it: `clause 7.2, page 4`.
    pub place: String,
    /// Where they begin and end; none where the document has no lines.
    pub carets: Option<[Caret; 2]>,
    /// The words meant, in bytes of the stretch.
    pub marked: Span,
}

/// Bytes of a line that are kept in front of the words meant, and behind.
const LINE: u32 = 4096;
const AROUND: u32 = 400;

impl Member {
    /// What stays of a document; none where it could not be read. Of one whose kind could not be told that is its title.
    pub fn of(program: &Program, assessed: &Assessed) -> Option<Self> {
        let rated = assessed.outcome.as_ref().ok()?;
        let paper = Paper::of(program, &assessed.path, &rated.document, &rated.verdict);
        let quotes =
            paper.rows.iter().map(|row| quote(assessed, rated, (row.quote, row.whole.span), Some(row.block))).collect();
        let title = paper.title.as_ref().map_or(Span::new(0, 0), |title| title.span);
        // What stands in brackets alone is the name of the file, and no words of the paper.
        let named = paper.title.as_ref().filter(|title| !title.words.starts_with('('));
        let called = || named.map_or_else(|| paper.path.clone(), |title| title.words.clone());
        let mut title = quote(assessed, rated, (title, title), None);
        if title.words.is_empty() {
            title.words = called();
        }
        Some(Self { title, quotes, paper })
    }

    /// Whether its kind could be told.
    pub fn is_told(&self) -> bool {
        self.paper.kind.is_some()
    }

    /// The words at a place.
    pub fn at(&self, place: &bundle::Place) -> &Passage {
        place.row.and_then(|row| self.quotes.get(row)).unwrap_or(&self.title)
    }
}

pub(in crate::assess) fn quote(
    assessed: &Assessed,
    rated: &Rated,
    (span, marked): (Span, Span),
    block: Option<BlockId>,
) -> Passage {
    let document = &rated.document;
    let origin = rated.origin(span);
    let block = block.or_else(|| document.block_at(span.start));
    Passage {
        words: document.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" "),
        clause: block.and_then(|block| document.clause_name(block)),
        under: block.and_then(|block| clause(document, block)),
        page: document.page_of(span.start),
        start: assessed.position(origin.start),
        end: assessed.position(origin.end),
        shown: excerpt(assessed, rated, marked),
    }
}

impl Excerpt {
    /// Where the words stand, as people say it, in a document that has no lines to name.
    pub fn said(&self) -> Option<&str> {
        Some(&*self.place).filter(|_| self.carets.is_none())
    }
}

/// The lines that some words stand on, cut where they are long.
fn excerpt(assessed: &Assessed, rated: &Rated, span: Span) -> Excerpt {
    let source = &*assessed.source;
    let shown = assessed.shown(rated, span);
    let (first, last) =
        (assessed.lines.line_of(shown.start), assessed.lines.line_of(shown.end.max(shown.start + 1) - 1));
    let line = assessed.lines.span(first).start;
    let boundary = |at: u32| source.floor_char_boundary(at as usize) as u32;
    let start = boundary(line.max(shown.start.saturating_sub(LINE)));
    let end = boundary(assessed.lines.span(last).end.min(shown.end.saturating_add(AROUND))).max(start);
    let text = source.get(start as usize..end as usize).unwrap_or("").trim_end();
    let clip = |at: u32| (at.clamp(start, end) - start).min(text.len() as u32);
    let (place, carets) = (rated.document.place_name(span.start), assessed.carets(rated, span));
    let (marked, text) = (Span::new(clip(shown.start), clip(shown.end)), text.to_owned());
    Excerpt { text, line: first, place, carets, marked }
}
