use std::sync::Arc;

use super::answers::{Outcome, People, Recheck, Said};
use super::{Digest, Excused, Known, Partnership, Waiver, words};
use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, Document};
use crate::engine::{Colour, Rating, Verdict};
use crate::language::Program;
use crate::language::model::QuestionId;
use crate::read::Format;
use crate::source::{LineIndex, Position, Span};

/// One document of a run: what was read, and what the rules make of it.
#[derive(Debug)]
pub struct Assessed {
    /// Its path as given, with forward slashes; `-` for standard input.
    pub path: String,
    /// Digest of its bytes; none where they could not be read.
    pub digest: Option<Digest>,
    /// The format that it was read as.
    pub format: Format,
    /// The file as text to show; the words of the document where the file's own bytes are no text that people read.
    pub source: String,
    /// The line starts of `source`, and how it answers to the bytes of the file.
    pub lines: LineIndex,
    /// Whether `source` is the words, not the file: places in it have no line, but a clause and a page.
    pub worded: bool,
    /// The bundle that it belongs to, as an index into those of the run.
    pub bundle: Option<usize>,
    /// Whether it is rated together with no other.
    pub apart: bool,
    /// Its path from the folder of its bundle, by which answers know it; as given where it is in none.
    pub place: String,
    /// What people say of its bundle.
    pub people: Option<Arc<People>>,
    /// What is said of the partnership whose document it is.
    pub partnership: Partnership,
    /// The gaps that are let be.
    pub excused: Excused,
    /// Whether somebody asked for this very file; else it was met in a folder.
    pub named: bool,
    /// What the rules make of it, or why it could not be read.
    pub outcome: Result<Rated, Diagnostic>,
}

/// A place in a document, as a person finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a file of text.
    Line(Position),
    /// In any other: `clause 7.2, page 4`.
    Said(String),
}

/// A place in a file of text as other programs take it, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caret {
    /// The line.
    pub line: u32,
    /// Where on it, in characters.
    pub column: u32,
    /// The same in bytes of UTF-8.
    pub byte: u32,
}

/// A document that was read, with what the rules make of it.
#[derive(Debug)]
pub struct Rated {
    /// The document.
    pub document: Document,
    /// Its kind, ratings and facts.
    pub verdict: Verdict,
}

impl Assessed {
    /// A document that could not be read, of which there is nothing to show.
    pub fn unread(path: impl Into<String>, problem: Diagnostic) -> Self {
        let (path, source, outcome) = (path.into(), String::new(), Err(problem));
        let (lines, format) = (LineIndex::new(&source), Format::default());
        let place = path.clone();
        let partnership = Partnership::default();
        Self {
            path,
            digest: None,
            format,
            lines,
            source,
            worded: false,
            bundle: None,
            apart: false,
            place,
            people: None,
            partnership,
            excused: Excused::default(),
            named: true,
            outcome,
        }
    }

    /// The ratings; none where the document could not be read or its kind not told.
    pub fn ratings(&self) -> &[Rating] {
        self.outcome.as_ref().map_or(&[], |rated| &rated.verdict.ratings)
    }

    /// Whether it was read, but not rated, as its kind could not be told.
    pub fn is_untold(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|rated| rated.verdict.kind.is_none())
    }

    /// What people say to a question, and why it has to be looked at again as far as this document tells.
    pub fn said(&self, program: &Program, question: QuestionId) -> Option<(&Said, Vec<Recheck>)> {
        let people = self.people.as_deref()?;
        let said = people.on(program, question)?;
        let seen = [(&*self.place, words(program, self, question))];
        Some((said, people.recheck(said, &seen)))
    }

    /// The rating that people give instead of a suggested one, the worst where it answers several questions; none unless they
    /// have rated all of them, agree, and have not to look again.
    pub fn overruled(&self, program: &Program, rating: &Rating) -> Option<Colour> {
        let answers = &program.rules.get(rating.rule.at())?.answers;
        let stands = |question: &QuestionId| {
            let (said, recheck) = self.said(program, *question)?;
            (recheck.is_empty() && said.outcome() != Outcome::Disagreement).then(|| said.outcome().colour())
        };
        answers.iter().map(stands).collect::<Option<Vec<Colour>>>()?.into_iter().min()
    }

    /// The waiver of a rating that is a gap, where it has one.
    pub fn waived(&self, rating: &Rating) -> Option<&Waiver> {
        self.excused.waived.get(&rating.rule).map(|waiver| &**waiver)
    }

    /// Whether a rating is a gap that the baseline knows.
    pub fn is_known(&self, rating: &Rating) -> bool {
        self.excused.known.contains(&rating.rule)
    }

    /// Whether a rating is a gap that is new and still to be mended: the baseline does not know it, and nobody has waived it or
    /// put it right.
    pub fn is_open(&self, program: &Program, rating: &Rating) -> bool {
        let settled = || self.overruled(program, rating).is_some_and(|colour| !colour.is_gap());
        rating.colour.is_gap() && self.waived(rating).is_none() && !self.is_known(rating) && !settled()
    }

    /// Its open gaps that are more than advice, as a baseline knows them; `path` is its path from the baseline's folder.
    pub fn gaps(&self, program: &Program, path: &str) -> Vec<Known> {
        let Ok(rated) = &self.outcome else { return Vec::new() };
        let open = self.ratings().iter().filter(|rating| !rating.advisory && self.is_open(program, rating));
        let rule = |rating: &Rating| program.rules.get(rating.rule.at()).map_or("", |rule| &rule.id);
        open.map(|rating| Known::of(path, rule(rating), &rated.document, rating)).collect()
    }

    /// The range of [`Self::source`] that a span of the document's text is shown as.
    pub fn shown(&self, rated: &Rated, span: Span) -> Span {
        if self.worded { span } else { self.lines.shown(rated.origin(span)) }
    }

    /// Line and column of a byte of the file; none where its bytes are no text that people read.
    pub fn position(&self, byte: u32) -> Option<Position> {
        let shown = self.lines.shown(Span::new(byte, byte)).start;
        (!self.worded).then(|| Position { byte, ..self.lines.position(&self.source, shown) })
    }

    /// The place of a byte of [`Self::source`].
    pub fn caret(&self, at: u32) -> Caret {
        let position = self.lines.position(&self.source, at);
        let start = self.lines.span(position.line as usize - 1).start;
        Caret { line: position.line, column: position.column, byte: position.byte.saturating_sub(start) + 1 }
    }

    /// Where a span of the document's text begins and ends, the end not included; none where the file is no text that people
    /// read.
    pub fn carets(&self, rated: &Rated, span: Span) -> Option<[Caret; 2]> {
        let shown = self.shown(rated, span);
        (!self.worded).then(|| [shown.start, shown.end].map(|byte| self.caret(byte)))
    }

    /// Where a span of the document's text begins, as a person finds it.
    pub fn place(&self, rated: &Rated, span: Span) -> Place {
        match self.position(rated.origin(span).start) {
            Some(position) => Place::Line(position),
            None => Place::Said(rated.document.place_name(span.start)),
        }
    }
}

impl Rated {
    /// The title: of the text, else of the front matter.
    pub fn title(&self) -> Option<&str> {
        let block = self.document.title.map(|title| self.document.block(title)).filter(|b| b.kind == BlockKind::Title);
        block
            .map(|block| self.document.text.slice(block.span))
            .or_else(|| self.document.field("title").map(|field| &*field.value))
    }

    /// The bytes of the file that a span of the document's text came from.
    pub fn origin(&self, span: Span) -> Span {
        self.document.text.origin(span)
    }
}
