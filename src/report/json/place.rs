use serde::Serialize;

use super::super::words;
use crate::assess::{Assessed, Rated};
use crate::engine;
use crate::source::{self, Span};

/// A place in a file.
#[derive(Serialize)]
pub(in crate::report) struct Position {
    line: u32,
    column: u32,
    byte: u32,
}

impl From<source::Position> for Position {
    fn from(source::Position { line, column, byte }: source::Position) -> Self {
        Self { line, column, byte }
    }
}

/// Words of a document with their place.
#[derive(Serialize)]
pub(in crate::report) struct Stands {
    quote: String,
    clause: Option<String>,
    page: Option<u32>,
    start: Option<Position>,
    end: Option<Position>,
}

impl Stands {
    /// The words of a span of the document's text.
    pub(in crate::report) fn of(assessed: &Assessed, rated: &Rated, span: Span) -> Self {
        let origin = rated.origin(span);
        Self {
            quote: words::folded(rated.document.text.slice(span)),
            clause: rated.document.block_at(span.start).and_then(|block| rated.document.clause_name(block)),
            page: rated.document.page_of(span.start),
            start: assessed.position(origin.start).map(Into::into),
            end: assessed.position(origin.end).map(Into::into),
        }
    }
}

/// Words that a rating rests on.
#[derive(Serialize)]
pub(in crate::report) struct Evidence {
    quote: String,
    clause: Option<String>,
    page: Option<u32>,
    start: Option<Position>,
    end: Option<Position>,
    standing: &'static str,
    exceptions: Vec<Stands>,
}

impl Evidence {
    /// A piece of evidence of a document.
    pub(in crate::report) fn of(assessed: &Assessed, rated: &Rated, evidence: &engine::Evidence) -> Self {
        let origin = rated.origin(evidence.span);
        Self {
            quote: words::folded(rated.document.text.slice(evidence.span)),
            clause: rated.document.clause_name(evidence.block),
            page: rated.document.page_of(evidence.span.start),
            start: assessed.position(origin.start).map(Into::into),
            end: assessed.position(origin.end).map(Into::into),
            standing: words::standing(evidence.standing.kind),
            exceptions: evidence
                .exceptions
                .into_iter()
                .flatten()
                .map(|span| Stands::of(assessed, rated, span))
                .collect(),
        }
    }
}
