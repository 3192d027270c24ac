use std::ops::Range;

use super::{Prose, Value, Vocabulary};
use crate::document::Document;

/// A sort of typed value that can be found in prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Recogniser {
    /// How often: monthly, six times a year, every other Tuesday.
    Cadence,
    /// A day, month or year: 31 March 2027, 30/06/18, March 2019.
    Date,
    /// A length of time: 20 working days, three months.
    Duration,
    /// A sum of money: £250k, £1 million.
    Money,
    /// A part of a whole: two thirds, 75%, a majority.
    Share,
    /// A number of things: at least five, 4.
    Count,
    /// Text left to be filled in: [TBC], [insert name], XX, ____.
    Placeholder,
    /// A pointer to a numbered part of this or another document: clause 7.2, Schedule 3, Appendix B.
    Reference,
    /// A post: the Chief Executive, Director of Finance.
    Role,
    /// An organisation that is a party.
    Party,
    /// A signature that is filled in.
    Signature,
}

impl Recogniser {
    /// Every recogniser, in the order of their numbers.
    pub const ALL: [Recogniser; 11] = [
        Self::Cadence,
        Self::Date,
        Self::Duration,
        Self::Money,
        Self::Share,
        Self::Count,
        Self::Placeholder,
        Self::Reference,
        Self::Role,
        Self::Party,
        Self::Signature,
    ];

    /// Its name in the rule language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cadence => "cadence",
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Money => "money",
            Self::Share => "share",
            Self::Count => "count",
            Self::Placeholder => "placeholder",
            Self::Reference => "reference",
            Self::Role => "role",
            Self::Party => "party",
            Self::Signature => "signature",
        }
    }
}

/// A set of recognisers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecogniserSet(u16);

impl RecogniserSet {
    /// Adds one.
    pub fn insert(&mut self, recogniser: Recogniser) {
        self.0 |= 1 << recogniser as u8;
    }

    /// Whether it holds one.
    pub fn contains(self, recogniser: Recogniser) -> bool {
        self.0 & (1 << recogniser as u8) != 0
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What it says.
    pub value: Value,
}

/// Finds the wanted values in one pass over the tokens, ordered by first token; they never cross a sentence.
pub fn recognise(_document: &Document, _prose: &Prose, _vocabulary: &Vocabulary, _wanted: RecogniserSet) -> Vec<Found> {
    Vec::new()
}

/// Reads a quantity of a rule file, such as `20 working days`, `£250k` or `four times a year`, with the same recognisers
/// that read documents; none where the whole of it is not one value.
pub fn quantity(_text: &str) -> Option<Value> {
    None
}
