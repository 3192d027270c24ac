use std::ops::Range;

use jiff::civil::Date;

use super::{Prose, Vocabulary};
use crate::document::Document;

/// How firmly the document says what a match says, taken from the segment of the sentence it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What sort of statement it is.
    pub kind: StandingKind,
    /// For a plan, the day it is due: the last day of a month that is named alone.
    pub due: Option<Date>,
    /// Whether an exception ("save that …") narrows it.
    pub excepted: bool,
}

/// The sorts of statement, firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StandingKind {
    /// In place, or a standing duty.
    Stated,
    /// Its content is in another named document.
    Elsewhere,
    /// Promised: "will be agreed by 31 March".
    Planned,
    /// May, might, endeavour to.
    Hedged,
    /// A placeholder stands in its stead.
    Unfilled,
    /// Said not to be.
    Denied,
}

impl Standing {
    /// Said plainly, without exception.
    pub const STATED: Standing = Standing { kind: StandingKind::Stated, due: None, excepted: false };
}

/// The statements of one document: tells how firmly a match is said.
///
/// Make one for each document and ask it for every match: what a sentence and the document's numbered parts say is worked
/// out once and kept.
#[derive(Debug)]
pub struct Statements<'a> {
    _document: &'a Document,
    _prose: &'a Prose,
    _vocabulary: &'a Vocabulary,
}

impl<'a> Statements<'a> {
    /// The statements of a document, none of them read yet.
    pub fn new(document: &'a Document, prose: &'a Prose, vocabulary: &'a Vocabulary) -> Self {
        Self { _document: document, _prose: prose, _vocabulary: vocabulary }
    }

    /// The standing of a match: `tokens` lie in one sentence of the prose.
    ///
    /// Words inside the match do not set its standing; a list item without a verb of its own takes its lead-in's.
    pub fn standing(&self, _tokens: &Range<u32>) -> Standing {
        Standing::STATED
    }
}
