//! Typed values in prose: one pass over the tokens, led by the classes of their words.

mod alias;
mod amount;
mod apposed;
mod blank;
mod bound;
mod name;
mod pointer;
mod reader;
mod sign;
mod time;

use std::ops::Range;

pub(in crate::prose) use blank::is_template;
pub(in crate::prose) use reader::Reader;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cut::Cutter;
use super::days::{day_of, days_of};
use super::lexis::{Class, lexis};
use super::token::{Shape, Token};
use super::value::Parts;
use super::{Bound, Prose, Sentence, Value};
use crate::document::{BlockId, BlockKind, Document};
use crate::source::Span;

/// A sort of typed value that can be found in prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// Text left to be filled in: `[TBC]`, `[insert name]`, `XX`, `____`.
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

/// The day of a date that opens at a token, if it names one; of one without a year the next such day.
pub(in crate::prose) fn date_at(reader: &Reader, at: usize) -> Option<Date> {
    time::date(reader, at)?.amount.and_then(day_of)
}

/// The day of a date that opens at a token and names its year.
pub(in crate::prose) fn dated_at(reader: &Reader, at: usize) -> Option<Date> {
    time::dated(reader, at)
}

/// A time from the signature that opens at a token ("three months of signature"), and the token behind it: the day that it
/// comes to, none where the document does not say when it was signed.
pub(in crate::prose) fn from_signature_at(reader: &Reader, at: usize) -> Option<(Option<Date>, usize)> {
    time::from_signature(reader, at)
}

/// The token behind a placeholder that opens at a token.
pub(in crate::prose) fn blank_at(reader: &Reader, at: usize) -> Option<usize> {
    blank::blank(reader, at).map(|hit| hit.end)
}

/// The kind of a pointer that opens at a token, and the token behind it.
pub(in crate::prose) fn reference_at(reader: &Reader, at: usize) -> Option<(&'static str, usize)> {
    pointer::pointer(reader, at).map(|hit| (hit.unit, hit.end))
}

/// The bound of a value before its surroundings are read.
const UNBOUND: Bound = Bound::Exactly;

/// A value as one of the readers of this room finds it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Hit {
    recogniser: Recogniser,
    start: usize,
    end: usize,
    amount: Option<f64>,
    bound: Bound,
    ambiguous: bool,
    unit: &'static str,
    parts: Parts,
}

impl Hit {
    fn new(recogniser: Recogniser, start: usize, end: usize) -> Self {
        Self {
            recogniser,
            start,
            end,
            amount: None,
            bound: UNBOUND,
            ambiguous: false,
            unit: "",
            parts: Parts::default(),
        }
    }

    fn found(self) -> Found {
        let Self { recogniser, amount, bound, ambiguous, unit, parts, .. } = self;
        let value = Value { recogniser, amount, bound, ambiguous, unit, parts };
        Found { tokens: self.start as u32..self.end as u32, value }
    }
}

/// Finds the wanted values in one pass over the tokens, ordered by first token; they never cross a sentence.
///
/// The vocabulary that the prose was read with does not matter: each opens with the words that values are made of.
/// Values do not overlap: the four of "four times a year" is no count, whether cadences are wanted or not.
pub fn recognise(document: &Document, prose: &Prose, wanted: RecogniserSet) -> Vec<Found> {
    let mut found = Vec::new();
    for sentence in &prose.sentences {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let reader = Reader::new(document, prose, start, end);
        if let Some(hit) = signature(document, prose, sentence) {
            found.extend(wanted.contains(Recogniser::Signature).then(|| hit.found()));
            continue;
        }
        values(&reader, &prose.tokens, |hit| {
            if wanted.contains(hit.recogniser) {
                found.push(hit.found());
            }
        });
    }
    if wanted.contains(Recogniser::Party) {
        alias::add(document, prose, &mut found);
    }
    if wanted.contains(Recogniser::Signature) {
        sign::complete(document, prose, &mut found);
    }
    if wanted.contains(Recogniser::Placeholder) {
        sign::add_blanks(document, prose, &mut found);
    }
    found
}

/// The filled-in part of a line to sign, if it lies in this sentence; what names the line may be a sentence before it.
fn signature(document: &Document, prose: &Prose, sentence: &Sentence) -> Option<Hit> {
    if document.blocks.get(sentence.block.0 as usize)?.kind != BlockKind::Signature {
        return None;
    }
    let first = prose.sentences.get(prose.blocks.get(sentence.block.0 as usize)?.start as usize)?;
    let (start, end) = (first.tokens.start as usize, sentence.tokens.end as usize);
    let reader = Reader::new(document, prose, start, end);
    name::signature(&reader).filter(|hit| hit.start >= sentence.tokens.start as usize)
}

/// Reads a quantity of a rule file, such as `20 working days`, `£250k` or `four times a year`, with the same recognisers
/// that read documents; none where the whole of it is not one value.
pub fn quantity(text: &str) -> Option<Value> {
    let mut cutter = Cutter::new(text, &lexis().base);
    cutter.block(Span::new(0, text.len() as u32), BlockId(0));
    let (tokens, _) = cutter.finish();
    let reader = Reader::bare(text, &tokens);
    let mut whole = None;
    values(&reader, &tokens, |hit| {
        if hit.start == 0 && hit.end == tokens.len() {
            whole = Some(hit.found().value);
        }
    });
    whole
}

/// Words that may open a number.
const NUMBERS: Class = Class::NUMBER.or(Class::SCALE);
/// Words that may open text to be filled in.
const BLANKS: Class = Class::BLANK.or(Class::INSTRUCT);
/// Words that may open a pointer, or name a thing by its number.
const LABELS: Class = Class::NUMBERED.or(Class::LABEL).or(Class::SHORT_NUMBER);
/// Words that may open a quantity.
const QUANTITIES: Class = NUMBERS
    .or(Class::MONTH)
    .or(Class::SEASON)
    .or(Class::WEEKDAY)
    .or(Class::ORDINAL)
    .or(Class::HALF)
    .or(Class::QUARTER)
    .or(Class::MAJORITY)
    .or(Class::UNIT)
    .or(Class::OFTEN)
    .or(Class::TIMES)
    .or(Class::CURRENCY)
    .or(Class::EVERY)
    .or(Class::EDGE)
    .or(Class::FISCAL)
    .or(Class::INTERVAL)
    .or(Class::YEAR_SORT);
/// Words that may open a name.
const NAMES: Class = Class::ROLE_HEAD.or(Class::ROLE_WORD).or(Class::ORGANISATION).or(Class::PARTY_SORT);
/// Words that may open a value.
pub(super) const VALUE_OPENERS: Class = QUANTITIES.or(BLANKS).or(LABELS).or(NAMES);

/// Looks of a token that may open a value.
const MARKED: Shape = Shape::DIGIT.with(Shape::SIGN);

/// Hands every value of a sentence to `take`, from first to last.
fn values(reader: &Reader, tokens: &[Token], mut take: impl FnMut(Hit)) {
    let (mut at, mut floor) = (reader.start, reader.start);
    while let Some(token) = tokens.get(at).filter(|_| at < reader.end) {
        let may = token.shape.any(MARKED) || reader.may_open_value(token.word);
        // "Ebb Trust's Works Manager": the post begins behind whose it is.
        let behind = |hit: Hit| match hit.recogniser {
            Recogniser::Role if hit.start < floor && reader.between(floor).starts_with(['\'', '’']) => {
                Hit { start: floor, ..hit }
            }
            _ => hit,
        };
        let hit = may.then(|| value(reader, at, floor)).flatten().map(behind);
        let Some(hit) = hit.filter(|hit| hit.start >= floor) else {
            let label = may.then(|| pointer::label(reader, at)).flatten();
            at = label.map_or(at + 1, |end| pointer::of_all(reader, end));
            continue;
        };
        (at, floor) = (hit.end.max(at + 1), hit.end);
        take(hit);
        if hit.recogniser == Recogniser::Reference {
            let plural = reader.text(hit.start).ends_with('s');
            while let Some(next) = pointer::further(reader, at, hit.unit, plural) {
                (at, floor) = (next.end, next.end);
                take(next);
            }
        }
    }
}

/// The value that opens at a token, with its bound; only readers that its word can open are asked.
fn value(reader: &Reader, at: usize, floor: usize) -> Option<Hit> {
    let class = reader.class(at);
    let (digit, sign) = (reader.shaped(at, Shape::DIGIT), reader.shaped(at, Shape::SIGN));
    if (sign || digit || class.any(BLANKS))
        && let Some(hit) = blank::blank(reader, at)
    {
        return Some(hit);
    }
    if class.any(LABELS) {
        if let Some(hit) = name::of_section(reader, at) {
            return Some(hit);
        }
        if let Some(hit) = pointer::pointer(reader, at) {
            return Some(hit);
        }
        if pointer::label(reader, at).is_some() && !class.any(Class::UNIT.or(Class::OFTEN)) {
            return None;
        }
    }
    if (digit || class.any(QUANTITIES))
        && let Some(hit) = quantity_at(reader, at, floor, digit || class.any(NUMBERS))
    {
        return Some(hit);
    }
    let name = || name::role(reader, at).or_else(|| name::party(reader, at)).or_else(|| apposed::party(reader, at));
    class.any(NAMES).then(name).flatten()
}

/// The quantity that opens at a token, with its bound.
fn quantity_at(reader: &Reader, at: usize, floor: usize, number: bool) -> Option<Hit> {
    let hit = amount::money(reader, at)
        .or_else(|| time::date(reader, at).filter(|_| !time::opens_with_part(reader, at)))
        .or_else(|| time::cadence(reader, at))
        .or_else(|| amount::share(reader, at))
        .or_else(|| time::duration(reader, at));
    if hit.is_some() || !number {
        return hit.map(|hit| bounded(reader, hit, floor));
    }
    let limits = bound::bound(reader, Recogniser::Count, at, at + 1, floor);
    amount::count(reader, at, limits.bound != UNBOUND).map(|hit| bounded(reader, hit, floor))
}

/// The value with the bound that stands before or behind it.
fn bounded(reader: &Reader, hit: Hit, floor: usize) -> Hit {
    let limits = bound::bound(reader, hit.recogniser, hit.start, hit.end, floor);
    if limits.bound == UNBOUND {
        return hit;
    }
    Hit { start: limits.start, end: limits.end, bound: limits.bound, ..hit }
}
