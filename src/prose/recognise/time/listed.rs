use super::cadence::hit;
use super::rate::rate_unit;
use crate::prose::lexis::Class;
use crate::prose::recognise::Hit;
use crate::prose::recognise::Reader;
use crate::prose::token::{Gap, Shape};

/// Days of a month that are read from one list.
const MOST_DAYS: f64 = 5.0;

/// "the second Thursday of each month", "the first and third Tuesday of every month", "the last Friday of March and June".
pub(super) fn ordinal(reader: &Reader, at: usize) -> Option<Hit> {
    let (days, mut next) = ordinals(reader, at)?;
    next += usize::from(reader.has(next, Class::WORKING));
    if !reader.has(next, Class::WEEKDAY.or(Class::UNIT)) {
        return None;
    }
    next += 1;
    if !reader.is_any(next, &["of", "in", "each", "every"]) {
        return None;
    }
    if let Some((rate, end)) = rate_unit(reader, next) {
        return Some(hit(at, end, days * rate));
    }
    let (months, end) = month_names(reader, next + 1)?;
    (months > 1).then(|| hit(at, end, days * f64::from(months)))
}

/// Words between "no" and the months in which nothing is held.
const LEFT_OUT: usize = 4;

/// "every first and third Wednesday": twice a month.
pub(super) fn weekdays(reader: &Reader, at: usize) -> Option<Hit> {
    let (days, next) = ordinals(reader, at + 1).filter(|_| reader.joins(at + 1))?;
    let month = days > 1.0 || reader.shaped(at + 1, Shape::DIGIT);
    (month && reader.has(next, Class::WEEKDAY)).then(|| hit(at, next + 1, days * 12.0))
}

/// Counts a list of ordinals that opens at a token ("first and third", "1st"), with the token behind it.
fn ordinals(reader: &Reader, at: usize) -> Option<(f64, usize)> {
    let mut next = at;
    let mut days = 0.0;
    while days < MOST_DAYS && is_ordinal(reader, next) {
        days += 1.0;
        next += 1;
        if reader.is(next, "and") || reader.gap(next).any(Gap::COMMA.with(Gap::SLASH)) {
            next += usize::from(reader.is(next, "and"));
            next += usize::from(reader.is(next, "the"));
        } else {
            break;
        }
    }
    (days > 0.0 && reader.joins(next)).then_some((days, next))
}

fn is_ordinal(reader: &Reader, at: usize) -> bool {
    let written = reader.text(at).trim_start_matches(|c: char| c.is_ascii_digit());
    reader.has(at, Class::ORDINAL.or(Class::EDGE))
        || reader.shaped(at, Shape::DIGIT) && matches!(written, "st" | "nd" | "rd" | "th")
}

/// "in March, June, September and December", "late April, July", "spring, summer and autumn": as many times a year.
pub(super) fn months(reader: &Reader, at: usize) -> Option<Hit> {
    if !reader.has(part_of(reader, at), Class::MONTH.or(Class::SEASON)) {
        return None;
    }
    // "In each of June and May" is twice a year; "in May of June and July" says nothing.
    let each_of = at >= reader.start + 2 && reader.are(at - 2, &["each", "of"]);
    if !each_of && at > reader.start && reader.is_any(at - 1, &["between", "from", "of"]) {
        return None;
    }
    let before = at.saturating_sub(LEFT_OUT).max(reader.start)..at;
    let left_out = before
        .rev()
        .take_while(|&at| reader.joins(at + 1))
        .any(|at| reader.is_any(at, &["no", "not", "except", "excluding", "than", "outside"]));
    let (months, mut end) = month_names(reader, at).filter(|_| !left_out)?;
    let either = (at..end).any(|at| reader.is(at, "or"));
    if months < 2 || (reader.shaped(end, Shape::DIGIT) && reader.follows(end, Gap::COMMA)) {
        return None;
    }
    if reader.has(end, Class::TERM) && reader.joins(end) {
        end += 1;
    }
    let each = if reader.is_any(end, &["of", "in"]) { end + 1 } else { end };
    let yearly = reader.is_any(each, &["each", "every"]).then(|| rate_unit(reader, end)).flatten();
    let yearly = yearly.filter(|unit| unit.0 == 1.0).map(|unit| unit.1);
    end = yearly.unwrap_or(end);
    match either {
        true => yearly.map(|end| hit(at, end, 1.0)),
        false => Some(hit(at, end, f64::from(months))),
    }
}

/// Whether a list of months opens with a part of one, which by itself is a date: "late April, July and October".
pub(in crate::prose::recognise) fn opens_with_part(reader: &Reader, at: usize) -> bool {
    part_of(reader, at) > at && months(reader, at).is_some()
}

/// The month whose part opens at a token, "late April", else the token itself.
fn part_of(reader: &Reader, at: usize) -> usize {
    let part = reader.is_any(at, &["early", "mid", "late"]) && reader.has(at + 1, Class::MONTH);
    at + usize::from(part && (reader.joins(at + 1) || reader.gap(at + 1).any(Gap::HYPHEN)))
}

/// Counts the names of months or seasons in a list that opens at a token, with the token behind it.
pub(super) fn month_names(reader: &Reader, start: usize) -> Option<(u8, usize)> {
    let named = |at: usize| {
        let at = part_of(reader, at);
        reader.has(at, Class::SEASON) || reader.has(at, Class::MONTH) && reader.shaped(at, Shape::CAPITAL)
    };
    let (mut at, mut months) = (start, 0u8);
    while named(at) && months < 12 {
        months += 1;
        at = part_of(reader, at) + 1;
        let joint = reader.is_any(at, &["and", "or", "&"]);
        if joint && named(at + 1) {
            at += 1;
        } else if joint && reader.is(at + 1, "in") && named(at + 2) {
            at += 2;
        } else if !reader.gap(at).any(Gap::COMMA.with(Gap::SLASH)) {
            break;
        }
    }
    (months > 0).then_some((months, at))
}
