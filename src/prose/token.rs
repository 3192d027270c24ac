use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::cut::{Cutter, lowered};
use super::days::OwnDays;
use super::lexis::{Class, lexis};
use super::recognise::is_template;
use super::sense::Senses;
use super::{Vocabulary, WordId};
use crate::document::{BlockId, Document};
use crate::source::Span;

/// A word, number or sign. Punctuation is no token: what stands between two tokens is noted in the later one's [`Gap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// Byte behind the last.
    pub end: u32,
    /// The word, if the vocabulary holds it.
    pub word: WordId,
    /// What the token looks like.
    pub shape: Shape,
    /// What stands between the token before and this one.
    pub gap: Gap,
}

impl Token {
    /// Whether it is a word of two bytes or more: no number, no sign.
    pub fn is_word(&self) -> bool {
        !self.shape.any(Shape::DIGIT.with(Shape::SIGN)) && self.end - self.start >= 2
    }

    /// The token's bytes in the text.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// What a token looks like: a set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(pub u8);

impl Shape {
    /// Opens with a capital letter.
    pub const CAPITAL: Shape = Shape(1);
    /// All its letters (two or more) are capitals.
    pub const UPPER: Shape = Shape(2);
    /// Opens with a digit: `6`, `250,000.00`, `12th`, `250k`, `7.2`.
    pub const DIGIT: Shape = Shape(4);
    /// No word: a currency sign, `%`, `[`, `]`, `<`, `>`, `&`, `+`, a run of dots or underscores.
    pub const SIGN: Shape = Shape(8);

    /// A word of grammar that opens a sentence, so that its capital makes no name of it: `The`.
    pub const OPENING: Shape = Shape(16);

    /// What a word looks like that has so many letters, and so many of them capitals.
    pub(super) fn of_word(capital: bool, letters: u32, capitals: u32) -> Shape {
        let upper = if letters >= 2 && letters == capitals { Shape::UPPER } else { Shape::default() };
        if capital { Shape::CAPITAL.with(upper) } else { upper }
    }

    /// The marks of both.
    pub(super) const fn with(self, other: Shape) -> Shape {
        Shape(self.0 | other.0)
    }

    /// Whether it has a mark of `other`.
    pub(super) const fn any(self, other: Shape) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has all marks of `other`.
    pub const fn has(self, other: Shape) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What stands between two tokens of a sentence: a set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gap(pub u8);

impl Gap {
    /// A comma.
    pub const COMMA: Gap = Gap(1);
    /// A semicolon.
    pub const SEMICOLON: Gap = Gap(2);
    /// A colon.
    pub const COLON: Gap = Gap(4);
    /// A dash with spaces around it, or a long dash.
    pub const DASH: Gap = Gap(8);
    /// A round bracket opens or closes.
    pub const BRACKET: Gap = Gap(16);
    /// A hyphen that joins the two: `sub-delegation`.
    pub const HYPHEN: Gap = Gap(32);
    /// A full stop, question or exclamation mark, or the end of a block.
    pub const STOP: Gap = Gap(64);
    /// A slash.
    pub const SLASH: Gap = Gap(128);

    /// The marks of both.
    pub(super) const fn with(self, other: Gap) -> Gap {
        Gap(self.0 | other.0)
    }

    /// Whether it has a mark of `other`.
    pub const fn any(self, other: Gap) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether a phrase may run over it: nothing but space, a hyphen or quotation marks.
    pub const fn joins(self) -> bool {
        self.0 & !Self::HYPHEN.0 == 0
    }
}

/// A sentence; it never crosses a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, at least one.
    pub tokens: Range<u32>,
    /// The block it stands in.
    pub block: BlockId,
}

/// The tokens and sentences of a document.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// All tokens in reading order, of every block.
    pub tokens: Vec<Token>,
    /// All sentences in reading order.
    pub sentences: Vec<Sentence>,
    /// For each block of the document the range of its sentences, empty where it has no words.
    pub blocks: Vec<Range<u32>>,
    /// The day on which the document is read: from it a day without a year is reckoned where the document tells no day of its
    /// own. Where it is none too, such a day stays open.
    pub as_of: Option<Date>,
    senses: Arc<Senses>,
    own_days: OnceLock<OwnDays>,
    template: OnceLock<bool>,
}

impl Prose {
    /// Reads the tokens and sentences of `document`.
    pub fn read(document: &Document, vocabulary: &Vocabulary) -> Prose {
        let mut cutter = Cutter::new(document.text.as_str(), vocabulary);
        let mut blocks = Vec::with_capacity(document.blocks.len());
        for (index, block) in document.blocks.iter().enumerate() {
            let first = cutter.sentences();
            let id = BlockId(index as u32);
            let body = match block.label {
                Some(label) => {
                    cutter.block(Span::new(label.start, label.end.min(block.span.end)), id);
                    block.body.max(label.end)
                }
                None => block.body,
            };
            cutter.block(Span::new(body.max(block.span.start), block.span.end), id);
            blocks.push(first..cutter.sentences());
        }
        let (tokens, sentences) = cutter.finish();
        let senses = Arc::clone(vocabulary.senses());
        Prose { tokens, sentences, blocks, as_of: None, senses, own_days: OnceLock::new(), template: OnceLock::new() }
    }

    /// The same, read on that day.
    pub fn on(self, as_of: Date) -> Prose {
        Prose { as_of: Some(as_of), ..self }
    }

    /// What its words can be.
    pub(super) fn senses(&self) -> &Senses {
        &self.senses
    }

    /// The days that its document tells of itself.
    pub(super) fn own_days(&self, document: &Document) -> &OwnDays {
        self.own_days.get_or_init(|| OwnDays::read(document, self))
    }

    /// Whether it has many places to be filled in, as templates have.
    pub(super) fn is_template(&self, document: &Document) -> bool {
        *self.template.get_or_init(|| is_template(document, self))
    }

    /// Whether the token at an index is a word that may name a thing: no word of grammar, no number, no sign.
    pub fn is_noun(&self, token: u32) -> bool {
        self.tokens.get(token as usize).is_some_and(|token| self.senses.is_noun(token))
    }

    /// Whether the token at an index, though also a word of grammar, is the month beside a number: "31 May", "May 2026".
    pub fn is_month(&self, token: u32) -> bool {
        let numbered = |at: Option<u32>| {
            let beside = at.and_then(|at| self.tokens.get(at as usize));
            beside.is_some_and(|beside| beside.shape.has(Shape::DIGIT))
        };
        self.tokens.get(token as usize).filter(|month| month.shape.has(Shape::CAPITAL)).is_some_and(|month| {
            let class = self.senses.class(month.word);
            class.any(Class::MONTH)
                && class.any(Class::MODAL)
                && (numbered(token.checked_sub(1)) || numbered(token.checked_add(1)))
        })
    }

    /// Index of the sentence that holds a token.
    pub fn sentence_of(&self, token: u32) -> u32 {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token) as u32
    }

    /// The bytes from the first to the last token of a range that is not empty.
    pub fn span(&self, tokens: &Range<u32>) -> Span {
        Span::new(self.tokens[tokens.start as usize].start, self.tokens[tokens.end as usize - 1].end)
    }
}

/// Cuts a string as the tokeniser cuts a document: lowered forms, hyphens and possessive endings gone.
pub fn split(text: &str) -> Vec<String> {
    let mut cutter = Cutter::new(text, &lexis().base);
    cutter.block(Span::new(0, text.len() as u32), BlockId(0));
    let (tokens, _) = cutter.finish();
    tokens.iter().map(|token| lowered(&text[token.span().range()])).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;
    use crate::document::BlockKind;
    use crate::prose::testing::{document, paragraph};

    #[test]
    fn split_cuts_as_people_read() {
        let cases = [
            ("sub-delegation", "sub|delegation"),
            ("The Board’s members' own “terms”", "the|board|members|own|terms"),
            ("£250,000.00 or 75%", "£|250,000.00|or|75|%"),
            ("clause 7.2. Then", "clause|7.2|then"),
            ("31/03/2027 and 2026-11-22", "31|03|2027|and|2026|11|22"),
            ("the 12th of £250k", "the|12th|of|£|250k"),
            ("e.g. the N.H.S. and U.K", "eg|the|nhs|and|uk"),
            ("don’t O'Brien", "don't|o'brien"),
            ("[insert name] ______ .....", "[|insert|name|]|______|....."),
            ("{{ the name }}'s ${sum} {chair_name} {of it}", "{{ the name }}|s|${sum}|{chair_name}|of|it"),
            ("Café naïve co\u{ad}operate", "café|naïve|cooperate"),
            ("1,2 and 12,3456", "1|2|and|12|3456"),
            ("50% + 1 R&D", "50|%|+|1|r|&|d"),
            ("A long-established–body — end", "a|long|established|body|end"),
            ("internationalisations’ ÉCOLE", "internationalisations|école"),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        let cases = [
            ("The Board meets. It decides.", 2),
            ("See No. 5 of the list, e.g. The third.", 1),
            ("Dr. Smith and J. Brown attend. They vote.", 2),
            ("Terms, fees etc. are agreed. Costs etc. The end.", 3),
            ("Sent to Acme Ltd. and to St. Mary. Is that so? Yes!", 3),
            ("Meetings; notes; minutes: all of it", 1),
            ("As cl. 7.2 and para. 3 say.", 1),
            ("See Appendix B. The Board meets.", 2),
            ("He said “stop.” Then he left.", 2),
            ("on 31 Mar. 2027 at example.org. [Name] signs.", 2),
            ("the clause 4.1.2 says i.e. nothing", 1),
        ];
        for (text, expected) in cases {
            let (_, prose, _) = paragraph(text);
            assert_eq!(prose.sentences.len(), expected, "{text}");
        }
    }

    #[test]
    fn gaps_and_shapes_are_marked() {
        let (document, prose, _) = paragraph("NHS Trust, the sub-group (of six); and – so: a/b");
        let seen: Vec<(&str, Gap, Shape)> =
            prose.tokens.iter().map(|t| (document.text.slice(t.span()), t.gap, t.shape)).collect();
        let expected = [
            ("NHS", Gap::STOP, Shape::CAPITAL.with(Shape::UPPER)),
            ("Trust", Gap::default(), Shape::CAPITAL),
            ("the", Gap::COMMA, Shape::default()),
            ("sub", Gap::default(), Shape::default()),
            ("group", Gap::HYPHEN, Shape::default()),
            ("of", Gap::BRACKET, Shape::default()),
            ("six", Gap::default(), Shape::default()),
            ("and", Gap::BRACKET.with(Gap::SEMICOLON), Shape::default()),
            ("so", Gap::DASH, Shape::default()),
            ("a", Gap::COLON, Shape::default()),
            ("b", Gap::SLASH, Shape::default()),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let (_, prose, _) = paragraph(&"the treasurer pays ".repeat(2000));
        assert_eq!(prose.tokens.len(), 6000);
        assert_eq!(prose.sentences.len(), 6);
    }

    #[test]
    fn a_sign_that_fills_a_cell_is_a_word() {
        let (document, prose, _) = paragraph(" ✔\u{fe0f} ");
        let words = |token: &Token| document.text.slice(token.span());
        assert_eq!(prose.tokens.iter().map(words).collect::<Vec<_>>(), ["✔"]);
        for text in ["● four members", "✓ ✓", "", "–", "🐶"] {
            let (_, prose, _) = paragraph(text);
            assert!(prose.tokens.iter().all(|token| !token.shape.has(Shape::SIGN)), "{text}");
        }
    }

    #[test]
    fn a_label_is_a_sentence_of_its_own_and_numbers_are_left_out() {
        let mut document =
            document(&[(BlockKind::Paragraph, "7.2 Quorum: four members"), (BlockKind::Item, "(a) minutes")]);
        document.blocks[0].label = Some(Span::new(4, 11));
        document.blocks[0].body = 12;
        document.blocks[1].body = document.blocks[1].span.start + 4;
        let prose = Prose::read(&document, &Vocabulary::new());
        let words = |sentence: &Sentence| document.text.slice(prose.span(&sentence.tokens));
        assert_eq!(prose.sentences.iter().map(words).collect::<Vec<_>>(), ["Quorum", "four members", "minutes"]);
        assert_eq!(prose.blocks, [0..2, 2..3]);
        assert_eq!(prose.sentence_of(2), 1);
    }

    proptest! {
        #[test]
        fn tokens_rise_inside_their_blocks(first in ".{0,80}", second in "[a-zA-Z’'.,;:() £%\\[\\]_…0-9é-]{0,120}") {
            let document = document(&[(BlockKind::Paragraph, &first), (BlockKind::Item, &second)]);
            let prose = Prose::read(&document, &Vocabulary::new());
            prop_assert_eq!(prose.blocks.len(), 2);
            let mut last = 0;
            for sentence in &prose.sentences {
                let block = document.block(sentence.block).span;
                prop_assert!(!sentence.tokens.is_empty());
                for token in &prose.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize] {
                    prop_assert!(last <= token.start && token.start < token.end);
                    prop_assert!(block.contains(token.span()));
                    prop_assert!(!document.text.slice(token.span()).is_empty());
                    last = token.end;
                }
            }
            prop_assert_eq!(prose.sentences.last().map_or(0, |s| s.tokens.end as usize), prose.tokens.len());
            let cut: Vec<String> = split(&second);
            prop_assert!(cut.iter().all(|form| !form.is_empty()));
        }
    }
}
