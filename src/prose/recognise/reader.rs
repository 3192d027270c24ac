use jiff::civil::Date;

use super::super::days::{OwnDays, next_day};
use super::super::lexis::{Class, lexis};
use super::super::quote::quoted;
use super::super::sense::{Senses, YearEnd};
use super::super::token::{Gap, Shape, Token};
use super::super::{Prose, WordId};
use crate::document::{BlockId, Document};
use crate::source::Span;

/// One sentence to read values from: every look at a token past its edge finds nothing.
#[derive(Clone, Copy)]
pub(in crate::prose) struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    senses: &'a Senses,
    /// Where the document's own days are read, if days without a year are to be reckoned.
    whole: Option<(&'a Document, &'a Prose)>,
    /// First token of the sentence.
    pub(in crate::prose) start: usize,
    /// Behind its last.
    pub(in crate::prose) end: usize,
}

impl<'a> Reader<'a> {
    /// A reader of the sentence that takes `start..end` of the prose's tokens.
    pub(in crate::prose) fn new(document: &'a Document, prose: &'a Prose, start: usize, end: usize) -> Self {
        let whole = Some((document, prose));
        let end = end.min(prose.tokens.len());
        Self { text: document.text.as_str(), tokens: &prose.tokens, senses: prose.senses(), whole, start, end }
    }

    /// A reader of tokens put together from those of the prose.
    pub(in crate::prose) fn over(document: &'a Document, prose: &'a Prose, tokens: &'a [Token]) -> Self {
        let whole = Some((document, prose));
        Self { text: document.text.as_str(), tokens, senses: prose.senses(), whole, start: 0, end: tokens.len() }
    }

    /// A reader of words that stand in no document.
    pub(in crate::prose) fn bare(text: &'a str, tokens: &'a [Token]) -> Self {
        let senses = lexis().base.senses();
        Self { text, tokens, senses, whole: None, start: 0, end: tokens.len() }
    }

    /// The same, by which no day without a year is reckoned.
    pub(in crate::prose) fn timeless(self) -> Self {
        Self { whole: None, ..self }
    }

    /// Where years of account end, if a rule says so.
    pub(in crate::prose) fn year_end(&self) -> Option<YearEnd> {
        self.senses.year_end
    }

    /// The days that the document tells of itself.
    pub(in crate::prose) fn own_days(&self) -> OwnDays {
        self.whole.map_or(OwnDays::default(), |(document, prose)| *prose.own_days(document))
    }

    /// Whether the document has many places to be filled in; no words outside a document have.
    pub(in crate::prose) fn is_template(&self) -> bool {
        self.whole.is_some_and(|(document, prose)| prose.is_template(document))
    }

    /// Readers of the headers over the column of the cell that a token stands in; none where it stands in no cell.
    pub(in crate::prose) fn column_headers(&self, at: usize) -> Option<Vec<Reader<'a>>> {
        const MOST: usize = 3;
        let (document, prose) = self.whole?;
        let block = prose.sentences.get(prose.sentence_of(at as u32) as usize)?.block;
        let cell = document.blocks.get(block.0 as usize)?.cell?;
        let rows = document.table(cell.table).header_rows.min(cell.row);
        let headers = (0..rows).rev().filter_map(|row| document.cell_over(cell.table, row, cell.column)).take(MOST);
        let read = |header: BlockId| {
            let sentence = prose.sentences.get(prose.blocks.get(header.0 as usize)?.clone().next()? as usize)?;
            Some(Reader::new(document, prose, sentence.tokens.start as usize, sentence.tokens.end as usize))
        };
        Some(headers.filter_map(read).collect())
    }

    /// The day that is meant where one is named without its year; `day` none is the last of the month.
    pub(in crate::prose) fn next_day(&self, month: i8, day: Option<i8>) -> Option<Date> {
        let (_, prose) = self.whole?;
        next_day(month, day, self.own_days(), prose.as_of)
    }

    /// The token at an index of the sentence.
    pub(in crate::prose) fn token(&self, at: usize) -> Option<&'a Token> {
        if at >= self.start && at < self.end { self.tokens.get(at) } else { None }
    }

    /// The token's classes; none past the edge.
    pub(in crate::prose) fn class(&self, at: usize) -> Class {
        self.token(at).map_or(Class::default(), |token| self.senses.class(token.word))
    }

    /// Whether a word may open a typed value.
    pub(in crate::prose) fn may_open_value(&self, word: WordId) -> bool {
        self.senses.may_open_value(word)
    }

    /// Whether the token has one of the classes.
    pub(in crate::prose) fn has(&self, at: usize, class: Class) -> bool {
        self.class(at).any(class)
    }

    /// The value that the tables give the token's word, else 0.
    pub(in crate::prose) fn value(&self, at: usize) -> f64 {
        self.token(at).map_or(0.0, |token| lexis().value(token.word))
    }

    /// The token's words as they stand in the text; empty past the edge.
    pub(in crate::prose) fn text(&self, at: usize) -> &'a str {
        self.token(at).and_then(|token| self.text.get(token.span().range())).unwrap_or("")
    }

    /// The bytes of the tokens from `start` to the one before `end`, of which there is at least one.
    pub(in crate::prose) fn span(&self, start: usize, end: usize) -> Span {
        let (first, last) = (self.tokens.get(start), self.tokens.get(end.saturating_sub(1)));
        first.zip(last).map_or(Span::default(), |(first, last)| Span::new(first.start, last.end))
    }

    /// Whether the token is that word, which is given in small letters.
    pub(in crate::prose) fn is(&self, at: usize, word: &str) -> bool {
        self.token(at).is_some_and(|token| self.reads(token, word))
    }

    /// Whether the token is one of these words.
    pub(in crate::prose) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.token(at).is_some_and(|token| words.iter().any(|word| self.reads(token, word)))
    }

    /// Whether a token is that word; most are told from it by their length alone.
    #[inline]
    fn reads(&self, token: &Token, word: &str) -> bool {
        let bytes = || self.text.as_bytes().get(token.span().range());
        (token.end - token.start) as usize == word.len()
            && bytes().is_some_and(|bytes| bytes.eq_ignore_ascii_case(word.as_bytes()))
    }

    /// Whether the tokens from `at` on are those words, with nothing but space between them.
    pub(in crate::prose) fn are(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(n, word)| self.is(at + n, word) && (n == 0 || self.joins(at + n)))
    }

    /// Whether the token looks so.
    pub(in crate::prose) fn shaped(&self, at: usize, shape: Shape) -> bool {
        self.token(at).is_some_and(|token| token.shape.has(shape))
    }

    /// What stands in front of the token.
    pub(in crate::prose) fn gap(&self, at: usize) -> Gap {
        self.token(at).map_or(Gap::STOP, |token| token.gap)
    }

    /// Whether the token follows the one before with nothing but space or a hyphen between.
    pub(in crate::prose) fn joins(&self, at: usize) -> bool {
        at > self.start && self.token(at).is_some_and(|token| token.gap.joins())
    }

    /// Whether the token follows with at most these marks between.
    pub(in crate::prose) fn follows(&self, at: usize, marks: Gap) -> bool {
        let allowed = marks.0 | Gap::HYPHEN.0;
        at > self.start && self.token(at).is_some_and(|token| token.gap.0 & !allowed == 0)
    }

    /// Whether the token joins, or follows a number that is repeated in brackets: the *months* of "six (6) months".
    pub(in crate::prose) fn joins_number(&self, at: usize) -> bool {
        let number = |at: usize| self.shaped(at, Shape::DIGIT) || self.has(at, Class::NUMBER);
        let again =
            || at >= self.start + 2 && self.brackets(at - 1) == (true, false) && number(at - 1) && number(at - 2);
        self.joins(at) || self.brackets(at) == (false, true) && self.follows(at, Gap::BRACKET) && again()
    }

    /// Whether a round bracket opens in front of the token, and whether one closes there.
    pub(in crate::prose) fn brackets(&self, at: usize) -> (bool, bool) {
        if !self.gap(at).any(Gap::BRACKET) {
            return (false, false);
        }
        let between = self.between(at);
        (between.contains(['(', '{']), between.contains([')', '}']))
    }

    /// The marks and spaces between the token and the one before; in front of the first token the marks that touch it.
    pub(in crate::prose) fn between(&self, at: usize) -> &'a str {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let behind = self.token(at).map_or(0, |token| token.start as usize);
        let from = before.map_or(behind.saturating_sub(Self::MARKS), |before| before.end as usize);
        self.text.get(from..behind).unwrap_or("(")
    }

    /// The tokens between each pair of quotation marks in and around some tokens.
    pub(in crate::prose) fn quoted(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let Some(span) = self.token(start).map(|_| self.span(start, end)) else { return Vec::new() };
        let from = span.start as usize - self.between(start).len();
        let behind = self.text.get(span.end as usize..).unwrap_or_default();
        let marks = behind.find(|mark: char| mark.is_alphanumeric() || mark.is_whitespace()).unwrap_or(behind.len());
        let words = self.text.get(from..span.end as usize + marks).unwrap_or_default();
        let tokens = |range: std::ops::Range<usize>| {
            let inside = |at: &usize| {
                self.token(*at).is_some_and(|token| {
                    token.start as usize >= from + range.start && token.end as usize <= from + range.end
                })
            };
            let first = (start..end).find(inside)?;
            Some((first, (start..end).rev().find(inside)? + 1))
        };
        quoted(words).into_iter().filter_map(tokens).collect()
    }

    /// The byte behind the bracket that closes right in front of a token, or at the end of the sentence.
    pub(in crate::prose) fn closing(&self, at: usize) -> Option<u32> {
        let before = self.token(at.checked_sub(1)?)?.end;
        let closes = self.text.get(before as usize..)?.starts_with(')');
        closes.then_some(before + 1)
    }

    /// Bytes in front of a sentence's first token that are looked at for a bracket.
    const MARKS: usize = 2;

    /// Whether the token is written right behind the one before, without space.
    pub(in crate::prose) fn touches(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        self.token(at).zip(before).is_some_and(|(token, before)| token.start == before.end)
    }

    /// Whether the token is a word that may name a thing: no word of grammar, no number, no sign.
    pub(in crate::prose) fn is_noun(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.senses.is_noun(token))
    }
}
