use super::length::per_year;
use crate::prose::lexis::Class;
use crate::prose::recognise::Reader;
use crate::prose::recognise::amount::number;
use crate::prose::token::{Gap, Shape};

/// A unit of time or a weekday that opens at a token, as times a year, with the token behind it.
pub(super) fn unit(reader: &Reader, start: usize) -> Option<(f64, usize)> {
    if reader.are(start, &["season", "of", "the", "year"]) && reader.joins(start) {
        return Some((4.0, start + 4));
    }
    let mut at = start;
    while at < start + 2
        && reader.joins_number(at)
        && reader.has(at, Class::YEAR_SORT.or(Class::WORKING).or(Class::PLAIN_DAY))
        && !reader.has(at, Class::TERM)
    {
        at += 1;
    }
    at += of_name(reader, at);
    let halved = reader.joins_number(at) && reader.has(at, Class::HALF);
    let at = at + usize::from(halved);
    let times = if halved { 2.0 } else { 1.0 };
    if !reader.joins_number(at) {
        return None;
    }
    let class = reader.class(at);
    if class.any(Class::WEEKDAY) {
        return Some((52.0, at + 1));
    }
    if class.any(Class::TERM) {
        return Some((reader.value(at) * times, at + 1));
    }
    if !class.any(Class::UNIT) {
        return None;
    }
    let working = at > start && reader.has(at - 1, Class::WORKING);
    let rate = if working && reader.is_any(at, &["day", "days"]) { 260.0 } else { per_year(reader.value(at)) };
    Some((rate * times, at + 1))
}

/// Words of the name of a year that a document has for its own: "Programme Year".
fn of_name(reader: &Reader, at: usize) -> usize {
    const MOST: usize = 2;
    let others = Class::UNIT.or(Class::WEEKDAY).or(Class::TERM).or(Class::MONTH);
    let named = |at: usize| reader.joins(at) && reader.shaped(at, Shape::CAPITAL);
    let words = (at..at + MOST).take_while(|&at| named(at) && reader.is_noun(at) && !reader.has(at, others)).count();
    let year = at + words;
    if named(year) && reader.is(year, "year") { words } else { 0 }
}

/// "a year", "per annum", "in each financial year", "every two months", "yearly": what a number of times is reckoned by.
pub(super) fn rate_unit(reader: &Reader, start: usize) -> Option<(f64, usize)> {
    if let Some(found) = short(reader, start) {
        return Some(found);
    }
    let mut at = start;
    if reader.follows(at, Gap::COMMA) && reader.has(at, Class::PER) {
        at += 1;
        if reader.is(at, "the") && reader.is_any(at + 1, &["course"]) && reader.is(at + 2, "of") {
            at += 3;
        }
    }
    if !(reader.has(at, Class::EACH) && reader.follows(at, Gap::COMMA.with(Gap::SLASH))) {
        return None;
    }
    let every = reader.is_any(at, &["every", "each", "any", "a"]);
    at += 1;
    // "in every period of twelve months".
    at += if reader.are(at, &["period", "of"]) { 2 } else { 0 };
    let sort = usize::from(reader.has(at, Class::YEAR_SORT) && reader.joins(at + 1));
    let mut apart = 1.0;
    if let Some(count) = number(reader, at + sort).filter(|_| every && reader.joins(at)) {
        (apart, at) = (count.value, count.end);
    } else if every && reader.has(at, Class::ORDINAL) && reader.joins(at) {
        (apart, at) = (reader.value(at), at + 1);
    }
    let (rate, mut end) = unit(reader, at)?;
    if reader.is(end, "period") && reader.joins(end) {
        end += 1;
    }
    (apart > 0.0).then_some((rate / apart, end))
}

/// "yearly", "p.a.", "/year", "between September and June".
fn short(reader: &Reader, at: usize) -> Option<(f64, usize)> {
    if reader.joins(at) && reader.has(at, Class::OFTEN) && reader.value(at) > 0.0 && !reader.is(at, "annual") {
        return Some((reader.value(at), at + 1));
    }
    if reader.joins(at) && reader.is_any(at, &["p.a", "pa"]) {
        return Some((1.0, at + 1));
    }
    if reader.gap(at) == Gap::SLASH && reader.has(at, Class::UNIT) {
        return Some((per_year(reader.value(at)), at + 1));
    }
    let first = if reader.is(at, "between") { month(reader, at + 1)? } else { return None };
    let last = if reader.is(first, "and") { month(reader, first + 1)? } else { return None };
    Some((1.0, last))
}

/// Words between "between" or "and" and the name of a month: "the end of the following".
const TO_MONTH: usize = 5;

/// The token behind a month, or a part of one: "September", "the beginning of September".
fn month(reader: &Reader, at: usize) -> Option<usize> {
    const EDGES: [&str; 12] =
        ["the", "of", "beginning", "start", "middle", "end", "close", "first", "last", "day", "following", "next"];
    let found = (at..=at + TO_MONTH).find(|&at| !reader.is_any(at, &EDGES))?;
    (reader.has(found, Class::MONTH) && reader.joins(at)).then_some(found + 1)
}
