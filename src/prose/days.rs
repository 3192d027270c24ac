use jiff::civil::Date;

use super::lexis::Class;
use super::recognise::{Reader, date_at, quantity};
use super::token::Gap;
use super::{Prose, Recogniser, Sentence};
use crate::document::{BlockKind, Document};

/// The days that a document tells of itself, from which others are reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OwnDays {
    /// The day that it is of.
    pub(super) dated: Option<Date>,
    /// The last day on which it was signed.
    pub(super) signed: Option<Date>,
}

/// Sentences at the start of a document among which one tells its date.
const OPENING: usize = 60;
/// Words between "signed" and the day.
const REACH: usize = 10;
/// Words of a label such as "date of last signature".
const LABEL: usize = 5;

impl OwnDays {
    /// Reads them from front matter, from the sentences that open the document ("dated 3 May 2026"), from lines for signing
    /// and from what is said of signing ("signed on 3 May 2026").
    pub(super) fn read(document: &Document, prose: &Prose) -> Self {
        let field = document.field("date").and_then(|field| quantity(&field.value));
        let field = field.filter(|value| value.recogniser == Recogniser::Date).and_then(|value| value.amount);
        let mut days = Self { dated: field.and_then(day_of), signed: None };
        for (index, sentence) in prose.sentences.iter().enumerate() {
            let Some(block) = document.blocks.get(sentence.block.0 as usize) else { continue };
            if matches!(block.kind, BlockKind::Contents | BlockKind::Furniture) {
                continue;
            }
            let signs = block.kind == BlockKind::Signature;
            let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
            let reader = Reader::new(document, prose, start, end).timeless();
            for at in start..end {
                let own = reader.has(at, Class::OWN_DATE) && (index < OPENING || signs) && is_of_whole(&reader, at);
                let signing = reader.has(at, Class::SIGNING) && !reader.is_any(at.wrapping_sub(1), &["be", "to"]);
                if !own && !signing {
                    continue;
                }
                let Some((day, behind)) = named(document, prose, index, &reader, at) else { continue };
                if !signing && !(at + 1..behind).all(|next| is_passed(&reader, next)) {
                    continue;
                }
                if signing || signs {
                    days.signed = days.signed.max(Some(day));
                } else {
                    days.dated = days.dated.or(Some(day));
                }
            }
        }
        days
    }

    /// The day that the document is of: that of its date, else that of its signature.
    fn own(self) -> Option<Date> {
        self.dated.or(self.signed)
    }
}

/// Whether "dated" is said of the document: it opens its sentence, or "this" does.
fn is_of_whole(reader: &Reader, at: usize) -> bool {
    at == reader.start || reader.is(reader.start, "this") || reader.is(reader.start, "the") && at == reader.start + 1
}

/// Whether a word may stand between "date" and the day of the document: "of this agreement", and not "of review".
fn is_passed(reader: &Reader, at: usize) -> bool {
    reader.has(at, Class::FUNCTION.or(Class::DETERMINER).or(Class::PAPER).or(Class::OWN_DATE).or(Class::WEEKDAY))
}

/// The day that stands behind a word, or in what the word is the label of; with the token behind the words before it.
fn named(document: &Document, prose: &Prose, sentence: usize, reader: &Reader, at: usize) -> Option<(Date, usize)> {
    let parts = Gap::COMMA.with(Gap::SEMICOLON).with(Gap::DASH);
    let behind = (at + 1..reader.end.min(at + REACH)).take_while(|&next| !reader.gap(next).any(parts));
    if let Some(found) = { behind }.find_map(|next| Some((date_at(reader, next)?, next))) {
        return Some(found);
    }
    let next = prose
        .sentences
        .get(sentence + 1)
        .filter(|next| reader.end - reader.start <= LABEL && is_labelled(document, &prose.sentences[sentence], next))?;
    let (start, end) = (next.tokens.start as usize, next.tokens.end as usize);
    Some((date_at(&Reader::new(document, prose, start, end).timeless(), start)?, reader.end))
}

/// Whether a sentence stands behind a run-in label, or in the cell behind one.
fn is_labelled(document: &Document, label: &Sentence, next: &Sentence) -> bool {
    let row =
        |sentence: &Sentence| document.blocks.get(sentence.block.0 as usize)?.cell.map(|cell| (cell.table, cell.row));
    label.block == next.block || row(label).is_some() && row(label) == row(next)
}

/// Days since 1970-01-01.
pub fn days_of(date: Date) -> f64 {
    f64::from(Date::constant(1970, 1, 1).until(date).map_or(0, |span| span.get_days()))
}

/// The day of a number of days since 1970-01-01.
pub(super) fn day_of(amount: f64) -> Option<Date> {
    let days = jiff::Span::new().try_days(amount as i64).ok()?;
    Date::constant(1970, 1, 1).checked_add(days).ok()
}

/// The day of a year, or the last of the month; none where there is no such day.
pub(super) fn day_in(year: i16, month: i8, day: Option<i8>) -> Option<Date> {
    match day {
        Some(day) => Date::new(year, month, day).ok(),
        None => Date::new(year, month, 1).ok().map(Date::last_of_month),
    }
}

/// Years looked through for a day that not every one has.
const YEARS: i16 = 8;

/// The next such day after a document's own, else from the day on which it is read.
pub(super) fn next_day(month: i8, day: Option<i8>, own: OwnDays, as_of: Option<Date>) -> Option<Date> {
    let from = own.own().or(as_of)?;
    let years = from.year()..=from.year().saturating_add(YEARS);
    let days = years.filter_map(|year| day_in(year, month, day));
    { days }.find(|&day| if own.own().is_some() { day > from } else { day >= from })
}
