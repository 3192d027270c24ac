//! How firmly a match is said: sentences cut into clauses, and the marks in each that deny, promise, hedge or point away.

mod blank;
mod clause;
mod exempt;
mod lead;
mod mark;
mod paper;
mod plan;
mod say;
mod verb;

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Prose;
use super::recognise::Reader;
use crate::document::Document;
use crate::source::Span;
use exempt::{Exemptions, exempted};
use paper::Papers;
use say::Said;

/// How firmly the document says what a match says, taken from the segment of the sentence it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// What sort of statement it is.
    pub kind: StandingKind,
    /// For a plan, the day it is due: the last day of a month that is named alone. Of a day without its year the next such day
    /// is meant, after the document's own date, else from the day on which it is read.
    pub due: Option<Date>,
    /// For a plan, whether its day is reckoned from a signature whose day the document does not tell.
    pub unsigned: bool,
    /// Whether an exception ("save that …") narrows it.
    pub excepted: bool,
}

/// The sorts of statement, firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// Signs behind a sentence that are looked at: its end, brackets and quotation marks.
const SIGNS: usize = 4;

impl Standing {
    /// Said plainly, without exception.
    pub const STATED: Standing = Standing { kind: StandingKind::Stated, due: None, unsigned: false, excepted: false };
}

/// The statements of one document: tells how firmly a match is said.
///
/// Make one for each document and ask it for every match: what a sentence and the document's numbered parts say is worked
/// out once and kept.
#[derive(Debug)]
pub struct Statements<'a> {
    document: &'a Document,
    prose: &'a Prose,
    papers: Papers<'a>,
    exempted: OnceCell<Exemptions>,
    said: RefCell<FxHashMap<u32, Rc<Said>>>,
}

impl<'a> Statements<'a> {
    /// The statements of a document, none of them read yet.
    pub fn new(document: &'a Document, prose: &'a Prose) -> Self {
        let papers = Papers::new(document, prose);
        Self { document, prose, papers, exempted: OnceCell::new(), said: RefCell::default() }
    }

    /// The standing of a match: `tokens` lie in one sentence of the prose.
    ///
    /// Words inside the match do not set its standing; a list item without a verb of its own takes its lead-in's, and a
    /// run-in label that of what stands behind it.
    pub fn standing(&self, tokens: &Range<u32>) -> Standing {
        let sentence = self.prose.sentence_of(tokens.start);
        if let Some(behind) = self.labelled(sentence) {
            return self.asked(behind, self.content(behind));
        }
        let Some(said) = self.said(sentence) else { return Standing::STATED };
        let standing = said.standing((self.document, self.prose), tokens);
        self.asked(sentence, said.narrowed(standing))
    }

    /// A standing with what a question mark at the end of its sentence makes of it: what is asked is not so, but may be.
    fn asked(&self, sentence: u32, standing: Standing) -> Standing {
        let end = self.prose.sentences.get(sentence as usize).map(|own| self.prose.span(&own.tokens).end);
        let behind = end.and_then(|end| self.document.text.as_str().get(end as usize..)).unwrap_or_default();
        let mut signs = behind.chars().take_while(|sign| !sign.is_whitespace() && !sign.is_alphanumeric()).take(SIGNS);
        let kind = if signs.any(|sign| sign == '?') { standing.kind.max(StandingKind::Hedged) } else { standing.kind };
        Standing { kind, due: standing.due.filter(|_| kind == standing.kind), ..standing }
    }

    /// What narrows a match that is excepted: the words of its own sentence that do, and a sentence of another clause.
    pub fn exceptions(&self, tokens: &Range<u32>) -> [Option<Span>; 2] {
        let Some(said) = self.said(self.prose.sentence_of(tokens.start)) else { return [None; 2] };
        let other = said.exempted.and_then(|other| self.prose.sentences.get(other.sentence as usize));
        [said.exception((self.document, self.prose), tokens), other.map(|other| self.prose.span(&other.tokens))]
    }

    /// Whether a pointer (`tokens` are those of one that was found) names a numbered part of this document that it does not
    /// hold. One that names another document's part is none; nor is any where the document's parts bear no numbers.
    pub fn dangles(&self, tokens: &Range<u32>) -> bool {
        let sentence = self.prose.sentence_of(tokens.start);
        let Some(own) = self.prose.sentences.get(sentence as usize) else { return false };
        let reader = Reader::new(self.document, self.prose, own.tokens.start as usize, own.tokens.end as usize);
        self.papers.lacks(&reader, tokens.start as usize)
    }

    /// The standing of a sentence as what a label is about: `Stated` for "four members", `Unfilled` for `[number]`,
    /// `Denied` for "none", `Planned` for "to be agreed by May 2027".
    pub fn content(&self, sentence: u32) -> Standing {
        self.said(sentence).map_or(Standing::STATED, |said| said.content((self.document, self.prose)))
    }

    /// The only sentence behind a run-in label, for a sentence that is one.
    fn labelled(&self, sentence: u32) -> Option<u32> {
        let own = self.prose.sentences.get(sentence as usize)?;
        let block = self.document.blocks.get(own.block.0 as usize)?;
        let sentences = self.prose.blocks.get(own.block.0 as usize)?;
        let label = block.label?.contains(self.prose.span(&own.tokens));
        (label && sentences.end == sentence + 2).then_some(sentence + 1)
    }

    /// What a sentence says, read at first need.
    fn said(&self, sentence: u32) -> Option<Rc<Said>> {
        if let Some(said) = self.said.borrow().get(&sentence) {
            return Some(Rc::clone(said));
        }
        let exempted = self.exempted.get_or_init(|| exempted(self.document, self.prose));
        let said = Rc::new(Said::read(self.document, self.prose, &self.papers, exempted, sentence)?);
        self.said.borrow_mut().insert(sentence, Rc::clone(&said));
        Some(said)
    }
}
