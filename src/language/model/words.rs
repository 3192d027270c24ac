//! Groups of words and the phrases in them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{PatternId, Place, WordsId};
use crate::prose::WordId;

/// A group of words that mean one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Words {
    /// Its name; for words written in place, the words themselves in quotes.
    pub name: String,
    /// Whether it is a declaration (else written in place).
    pub declared: bool,
    /// What matches.
    pub phrases: Vec<Phrase>,
    /// What looks alike and is not meant.
    pub but_not: Vec<Phrase>,
    /// Regexes (`/…/`), for what is not words.
    pub regexes: Vec<Regex>,
    /// The last day on which what they name was there, of words for what has ended, in days since 1970-01-01.
    pub until: Option<f64>,
    /// Where it is declared.
    pub place: Place,
}

impl Words {
    /// Bytes that one of the regexes of a checked program takes at most when it is compiled.
    pub const LARGEST_REGEX: usize = 4 << 20;

    /// A group without items.
    pub(in crate::language) fn empty(name: String, declared: bool, place: Place) -> Self {
        Self { name, declared, phrases: Vec::new(), but_not: Vec::new(), regexes: Vec::new(), until: None, place }
    }
}

/// A regex of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regex {
    /// As written.
    pub source: String,
    /// Whether it asks for the ends of what it is run over: `^`, `$`, `\A`, `\z`.
    pub anchored: bool,
    /// What it cannot match without.
    pub needs: Needs,
}

/// What stands in all that a regex matches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// Words of which one at least does; none where that is not known.
    pub words: Vec<WordId>,
    /// Signs of which one at least does; none where that is not known.
    pub signs: Vec<char>,
}

/// One alternative of a group: words one after another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Phrase {
    /// As written, without quotes.
    #[serde(deserialize_with = "super::super::stored::borrowed")]
    pub text: Cow<'static, str>,
    /// Its parts; the first and last are words.
    pub parts: Vec<PhrasePart>,
}

/// A part of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PhrasePart {
    /// One word.
    Word(PatternId),
    /// One word that looks so.
    Looks(Looks),
    /// `…`: none to a few words of the same sentence.
    Gap,
}

/// What a word of a document looks like, where it does not matter which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Looks {
    /// `<word>`: any word of two letters or more.
    Word,
    /// `<Name>`: a word with a capital.
    Name,
    /// `<NAME>`: a word in capitals, two letters or more.
    Capitals,
    /// `<number>`: a number in figures.
    Number,
}

impl Looks {
    /// Every one, with how it is written.
    pub const ALL: [(Looks, &'static str); 4] =
        [(Self::Word, "<word>"), (Self::Name, "<Name>"), (Self::Capitals, "<NAME>"), (Self::Number, "<number>")];
}

/// The words of phrases, as the tokeniser cuts them, each with the forms that match. They are many and short, so that all
/// forms lie in one piece: a box for each would be a good part of what loading a program costs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Patterns {
    /// The forms of all, in the program's vocabulary.
    forms: Vec<WordId>,
    /// By pattern: where its forms end.
    ends: Vec<u32>,
}

impl Patterns {
    /// Adds a word with the forms that match; the word as written is the first.
    pub fn add(&mut self, forms: impl IntoIterator<Item = WordId>) -> PatternId {
        self.forms.extend(forms);
        self.ends.push(self.forms.len() as u32);
        PatternId(self.ends.len() as u32 - 1)
    }

    /// The forms that match; none for a pattern of another program.
    pub fn forms(&self, pattern: PatternId) -> &[WordId] {
        let Some(&end) = self.ends.get(pattern.at()) else { return &[] };
        let start = pattern.at().checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.forms[start as usize..end as usize]
    }
}

/// `names body capitalised ending "Board", …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Names {
    /// Its name.
    pub name: String,
    /// The words that such a name ends with (matched as words; the name must be capitalised).
    pub ending: WordsId,
    /// Where it is declared.
    pub place: Place,
}
