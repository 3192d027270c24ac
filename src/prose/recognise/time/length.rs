use jiff::Span;
use jiff::civil::Date;

use super::cadence::range;
use crate::prose::lexis::Class;
use crate::prose::recognise::Hit;
use crate::prose::recognise::Reader;
use crate::prose::recognise::amount::{Form, number};
use crate::prose::token::Gap;
use crate::prose::{Bound, Recogniser};

/// Times a year of something that takes place once in so many days; a year has 52 weeks.
pub(super) fn per_year(days: f64) -> f64 {
    if days <= 0.0 {
        0.0
    } else if days % 7.0 == 0.0 {
        52.0 / (days / 7.0)
    } else if days < 7.0 {
        365.0 / days
    } else {
        365.25 / days
    }
}

/// Reads a length of time that opens at a token: "20 working days", "a 30-day period", "six (6) months", "within a week", "half a
/// year".
pub(in crate::prose::recognise) fn duration(reader: &Reader, at: usize) -> Option<Hit> {
    if reader.has(at, Class::UNIT) {
        return single(reader, at);
    }
    if reader.has(at, Class::HALF) && reader.is_any(at + 1, &["a", "an"]) && reader.has(at + 2, Class::UNIT) {
        let plain = !reader.has(at + 2, Class::QUARTER) && reader.joins(at + 1) && reader.joins(at + 2);
        return plain.then(|| hit(at, at + 3, reader.value(at + 2) / 2.0, Bound::Exactly, false));
    }
    let first = number(reader, at).filter(|first| first.form != Form::Scaled)?;
    let (mut amount, mut next, mut bound) = (first.value, first.end, Bound::Exactly);
    if let Some(last) = range(reader, next).filter(|last| last.value > first.value) {
        (amount, next, bound) = (last.value, last.end, Bound::AtMost);
    }
    let (days, working, end) = unit(reader, next)?;
    let rated = reader.is_any(end, &["a", "per", "each", "every"]) && reader.has(end + 1, Class::UNIT);
    (!rated).then(|| hit(at, end, amount * days, bound, working))
}

fn hit(at: usize, end: usize, days: f64, bound: Bound, working: bool) -> Hit {
    let unit = if working { "working days" } else { "" };
    Hit { amount: Some(days), bound, unit, ..Hit::new(Recogniser::Duration, at, end) }
}

/// A unit that opens at a token: its days, whether working days are meant, and the token behind it.
fn unit(reader: &Reader, start: usize) -> Option<(f64, bool, usize)> {
    let mut at = start;
    let mut working = false;
    while at < start + 2 && reader.follows(at, Gap::BRACKET) && reader.has(at, Class::WORKING.or(Class::PLAIN_DAY)) {
        working |= reader.has(at, Class::WORKING);
        at += 1;
        if reader.is_any(at - 1, &["wd", "wds"]) {
            return Some((1.0, true, at));
        }
    }
    let fits = reader.follows(at, Gap::BRACKET) && reader.has(at, Class::UNIT) && !reader.has(at, Class::QUARTER);
    fits.then(|| (reader.value(at), working && reader.value(at) == 1.0, at + 1))
}

/// "within a week", "a month's notice": one of a unit.
fn single(reader: &Reader, at: usize) -> Option<Hit> {
    let mut first = at;
    while first > reader.start
        && at - first < 2
        && reader.joins(first)
        && reader.has(first - 1, Class::WORKING.or(Class::PLAIN_DAY))
    {
        first -= 1;
    }
    let article = first.checked_sub(1).filter(|_| reader.joins(first))?;
    if !reader.is_any(article, &["a", "an"]) || !reader.joins(article) || reader.has(at, Class::QUARTER) {
        return None;
    }
    let opened = reader.is_any(article.wrapping_sub(1), &["within", "for", "of", "after", "than", "least"]);
    let notice = reader.is(at + 1, "notice");
    let working = (first..at).any(|word| reader.has(word, Class::WORKING));
    if reader.are(at + 1, &["and", "a", "half"]) && !reader.is(at + 4, "of") {
        return Some(hit(article, at + 4, reader.value(at) * 1.5, Bound::Exactly, working));
    }
    (opened || notice).then(|| hit(article, at + 1, reader.value(at), Bound::Exactly, working))
}

/// Words between "of" and "signature": "the date of its last".
const BETWEEN: usize = 6;

/// Reads a time from the signature that opens at a token: "three months of signature", "20 working days after the date on
/// which it is signed"; the day that it comes to, where the document says when it was signed, and the token behind it.
pub(in crate::prose::recognise) fn from_signature(reader: &Reader, at: usize) -> Option<(Option<Date>, usize)> {
    let length = duration(reader, at)?;
    if !reader.is_any(length.end, &["of", "after", "from", "following", "since"]) {
        return None;
    }
    let first = length.end + 1;
    let signing = (first..first + BETWEEN)
        .take_while(|&next| reader.joins(next))
        .find(|&next| reader.has(next, Class::SIGNING))?;
    let leads = |next: usize| {
        reader.has(next, Class::DETERMINER.or(Class::BE))
            || reader.is_any(next, &["of", "date", "day", "on", "which", "it", "last", "first", "final", "being"])
    };
    if !(first..signing).all(leads) {
        return None;
    }
    let day = reader.own_days().signed.and_then(|signed| signed.checked_add(span(reader, &length)?).ok());
    Some((day, signing + 1))
}

/// Days of a month.
const MONTH: f64 = 30.4375;

/// A length of time as the calendar counts it; of working days a week has five.
fn span(reader: &Reader, length: &Hit) -> Option<Span> {
    let amount = length.amount?;
    if reader.value(length.end - 1) >= MONTH {
        return Span::new().try_months((amount / MONTH).round() as i64).ok();
    }
    let days = if length.unit.is_empty() { amount } else { amount * 7.0 / 5.0 };
    Span::new().try_days(days.ceil() as i64).ok()
}
