use super::interval::{apart, interval, spaced};
use super::listed;
use super::rate::{rate_unit, unit};
use crate::prose::lexis::Class;
use crate::prose::recognise::Reader;
use crate::prose::recognise::amount::{Form, Number, number};
use crate::prose::recognise::bound::behind;
use crate::prose::recognise::{Hit, UNBOUND};
use crate::prose::token::{Gap, Shape};
use crate::prose::{Bound, Recogniser};

/// Reads how often: the value that opens at a token.
pub(in crate::prose::recognise) fn cadence(reader: &Reader, at: usize) -> Option<Hit> {
    let class = reader.class(at);
    let hit = if class.any(Class::OFTEN) {
        often(reader, at)
    } else if class.any(Class::EVERY) {
        every(reader, at)
    } else if class.any(Class::TIMES) {
        times(reader, at, at, at + 1, reader.value(at))
    } else if class.any(Class::INTERVAL) {
        interval(reader, at)
    } else if class.any(Class::NUMBER) || reader.shaped(at, Shape::DIGIT) {
        numbered(reader, at)
    } else if class.any(Class::HALF.or(Class::TWO_FOLD)) && reader.has(at + 1, Class::OFTEN) && reader.joins(at + 1) {
        Some(hit(at, at + 2, if class.any(Class::HALF) { reader.value(at + 1) * 2.0 } else { 0.0 }))
    } else {
        None
    };
    let hit = hit.or_else(|| listed::ordinal(reader, at)).or_else(|| listed::months(reader, at))?;
    Some(glossed(reader, excepted(reader, hit)))
}

/// A cadence of so many times a year; 0 is one that can be read two ways.
pub(super) fn hit(start: usize, end: usize, rate: f64) -> Hit {
    let ambiguous = rate == 0.0;
    Hit { amount: (!ambiguous).then_some(rate), ambiguous, ..Hit::new(Recogniser::Cadence, start, end) }
}

/// "monthly", "bi-monthly", "termly + 1".
fn often(reader: &Reader, at: usize) -> Option<Hit> {
    let mut rate = reader.value(at);
    let mut start = at;
    if at > reader.start && reader.has(at - 1, Class::TWO_FOLD) && reader.joins(at) {
        start = at - 1;
        rate = if reader.is_any(at - 1, &["semi", "half"]) { rate * 2.0 } else { 0.0 };
    }
    let more = reader.is_any(at + 1, &["+", "plus"]).then(|| number(reader, at + 2)).flatten();
    match more.filter(|more| more.form != Form::Decimal && rate > 0.0) {
        Some(more) => Some(hit(start, more.end, rate + more.value)),
        None => Some(hit(start, at + 1, rate)),
    }
}

/// "every two months", "each financial year", "every other Tuesday", "alternate weeks".
fn every(reader: &Reader, at: usize) -> Option<Hit> {
    let mut next = at + 1;
    let mut apart = if reader.is(at, "alternate") { 2.0 } else { 1.0 };
    let mut slowest = Bound::Exactly;
    if let Some(hit) = listed::weekdays(reader, at) {
        return Some(hit);
    }
    if reader.joins(next) && reader.has(next, Class::ORDINAL) && reader.is(at, "every") {
        apart = reader.value(next);
        next += 1;
    } else if let Some(first) = number(reader, next).filter(|_| reader.joins(next)) {
        (apart, next) = (first.value, first.end);
        if let Some(last) = range(reader, next) {
            (apart, next) = (last.value.max(apart), last.end);
            slowest = Bound::AtLeast;
        }
    }
    let (rate, end) = unit(reader, next)?;
    (apart > 0.0).then(|| Hit { bound: slowest, ..hit(at, end, rate / apart) })
}

/// Numbers from which on two with a dash between are no range: `690-1622`.
const LARGEST_RANGE: f64 = 100.0;

/// The upper end of a range whose lower end stands before `at`: "to six", "or six", "– 6".
pub(in crate::prose::recognise) fn range(reader: &Reader, at: usize) -> Option<Number> {
    let digits = at > reader.start && reader.shaped(at - 1, Shape::DIGIT) && reader.shaped(at, Shape::DIGIT);
    if reader.gap(at).any(Gap::DASH) && reader.follows(at, Gap::DASH) || digits && reader.gap(at) == Gap::HYPHEN {
        return number(reader, at).filter(|last| last.value < LARGEST_RANGE || last.form == Form::Scaled);
    }
    (reader.is_any(at, &["to", "or", "and"]) && reader.joins(at) && reader.joins(at + 1))
        .then(|| number(reader, at + 1))
        .flatten()
}

/// "six times in each financial year", "twice a month", "on four occasions every year": `next` is behind the number.
fn times(reader: &Reader, at: usize, from: usize, next: usize, count: f64) -> Option<Hit> {
    let mut next = next;
    if from != at || reader.has(next, Class::OCCASION) {
        next += usize::from(reader.has(next, Class::OCCASION));
    }
    let (more, after) = match behind(reader, next) {
        Some(found) => found,
        None => (Bound::Exactly, next),
    };
    let (rate, end) = rate_unit(reader, after)?;
    Some(Hit { bound: more, ..hit(at, end, count * rate) })
}

/// Words that may stand between a number and "a year": "four ordinary meetings a year".
const NOUNS: usize = 5;

/// A cadence that opens with a number.
fn numbered(reader: &Reader, at: usize) -> Option<Hit> {
    let count = number(reader, at).filter(|count| count.form != Form::Scaled)?;
    let next = count.end;
    if reader.has(next, Class::OCCASION) && reader.joins_number(next) {
        return times(reader, at, at, next, count.value);
    }
    if reader.has(next, Class::OFTEN) && reader.joins_number(next) {
        return spaced(reader, at, next, count.value);
    }
    if let Some(hit) = apart(reader, at, next, count.value) {
        return Some(hit);
    }
    if let Some((rate, behind)) = of_others(reader, next).filter(|_| count.value > 1.0) {
        return Some(hit(at, behind, count.value * rate));
    }
    let mut end = next;
    if let Some(last) = range(reader, next).filter(|last| last.form == count.form && last.value > count.value) {
        end = last.end;
        if reader.has(end, Class::OCCASION) && reader.joins(end) {
            return times(reader, at, at, end, count.value).map(|hit| Hit { bound: Bound::AtLeast, ..hit });
        }
    }
    let ranged = if end > next { Bound::AtLeast } else { Bound::Exactly };
    let first = end;
    while end < first + NOUNS && is_thing(reader, first, end) {
        end += 1;
    }
    let plural = reader.text(end - 1).ends_with(['s', 'S']) || count.value == 1.0 || end == first;
    if !plural || (count.value == 1.0 && end > first + 2) || end == first && !is_rate(reader, end) {
        return None;
    }
    let (rate, behind) = rate_unit(reader, end).or_else(|| rate_unit(reader, verb(reader, end)?))?;
    let more = if rate == 1.0 && end > first { others_beside(reader, behind) } else { None };
    let (more, behind) = more.unwrap_or((0.0, behind));
    Some(Hit { bound: ranged, ..hit(at, behind, count.value * rate + more) })
}

/// More of the same beside those in a year: "(four weekday meetings in the year) and one on a Saturday", "plus two more".
fn others_beside(reader: &Reader, at: usize) -> Option<(f64, usize)> {
    let more = |at: usize| reader.is_any(at, &["more", "further", "other", "others", "extra", "additional"]);
    if !reader.is_any(at, &["and", "plus"]) || !reader.follows(at, Gap::COMMA) {
        return None;
    }
    let opens = at + 1 + usize::from(reader.is_any(at + 1, &["a", "another"]) && more(at + 2)) * 2;
    let count = number(reader, opens).filter(|count| count.form != Form::Decimal && reader.joins(opens))?;
    let named = |at: usize| {
        reader.joins(at)
            && (more(at)
                || reader.is_any(at, &["on", "in", "at", "by", "during"]) && !reader.has(at + 1, Class::NUMBER))
    };
    named(count.end).then_some((count.value, count.end))
}

/// Words that may stand between what takes place and "in each year": "of that committee".
const OTHERS: usize = 9;

/// The rate behind what takes place and whose it is: "(six) meetings of the Board in each year", "(four) of its meetings in every
/// year".
fn of_others(reader: &Reader, start: usize) -> Option<(f64, usize)> {
    let others = (start..start + OTHERS).take_while(|&at| {
        reader.joins(at)
            && !reader.has(at, Class::MODAL.or(Class::FINITE).or(Class::NUMBER))
            && !reader.is_any(at, &["in", "during", "within", "over"])
    });
    let behind = others.last()? + 1;
    let of = (start..behind).find(|&at| reader.is(at, "of"))?;
    let event = |at: usize| reader.has(at, Class::EVENT);
    let held = if of == start { (of + 1..behind).any(event) } else { event(of - 1) };
    let each = reader.has(behind, Class::PER) && reader.has(behind + 1, Class::EACH) && !reader.is(behind + 1, "the");
    (held && each && reader.joins(behind)).then(|| rate_unit(reader, behind)).flatten()
}

/// Whether the word can be part of what takes place so often: "four face to face meetings", "one away day".
fn is_thing(reader: &Reader, first: usize, at: usize) -> bool {
    let pair = reader.is(at, "to") && at > first && reader.text(at - 1) == reader.text(at + 1);
    let lone = reader.has(at, Class::UNIT) && (at == first || reader.has(at - 1, Class::WORKING.or(Class::PLAIN_DAY)));
    let joined = if at == first { reader.joins_number(at) } else { reader.joins(at) };
    joined && (reader.is_noun(at) || pair) && !reader.has(at, Class::OFTEN) && !lone
}

/// Whether a rate follows a bare number: "six per annum", "6/year".
fn is_rate(reader: &Reader, at: usize) -> bool {
    let within = reader.has(at, Class::PER) && reader.has(at + 1, Class::EACH);
    within || reader.is_any(at, &["per", "pa", "p.a", "each", "a"]) || reader.gap(at) == Gap::SLASH
}

/// The token behind "shall be held", "take place" where such a verb stands at a token.
fn verb(reader: &Reader, at: usize) -> Option<usize> {
    let mut next = at;
    while next < at + 3 && reader.joins(next) && reader.has(next, Class::MODAL.or(Class::BE)) {
        next += 1;
    }
    next += if reader.is(next + 1, "place") { 2 } else { usize::from(next > at) };
    (next > at).then_some(next)
}

/// Words between "except" and the month.
const UNTIL_MONTH: usize = 8;

/// "each month, except August" is eleven times a year.
fn excepted(reader: &Reader, hit: Hit) -> Hit {
    let mut at = hit.end;
    if hit.amount != Some(12.0) || !reader.follows(at, Gap::COMMA.with(Gap::BRACKET)) {
        return hit;
    }
    let but = || reader.is(at, "but") && reader.has(at + 1, Class::MONTH);
    if reader.is_any(at, &["except", "excluding", "excepting", "save", "bar"]) || but() {
        at += 1;
    } else if reader.are(at, &["apart", "from"])
        || reader.are(at, &["other", "than"])
        || reader.are(at, &["but", "not"])
    {
        at += 2;
    } else {
        return hit;
    }
    // "except that there is no meeting in August".
    let ahead = (at..at + UNTIL_MONTH).take_while(|&next| next == at || reader.joins(next));
    let month = ahead.clone().find(|&next| reader.has(next, Class::MONTH)).unwrap_or(at);
    let none = ahead.take_while(|&next| next < month).any(|next| reader.is_any(next, &["no", "not"]));
    let next_to = month <= at + usize::from(reader.is_any(at, &["for", "in", "during"]));
    at = if none || next_to { month } else { at };
    match listed::month_names(reader, at) {
        Some((months, end)) => Hit { amount: Some(12.0 - f64::from(months)), end, ..hit },
        None => hit,
    }
}

/// Takes in a gloss: "bi-monthly (every other month)" says which of the two is meant.
fn glossed(reader: &Reader, hit: Hit) -> Hit {
    let mut at = hit.end;
    if !reader.gap(at).any(Gap::BRACKET.with(Gap::COMMA).with(Gap::DASH)) || at >= reader.end {
        return hit;
    }
    let bracket = reader.gap(at).any(Gap::BRACKET);
    at += usize::from(reader.is_any(at, &["i.e", "ie", "or", "meaning", "namely"]));
    at += if reader.are(at, &["that", "is"]) { 2 } else { 0 };
    if !(hit.ambiguous || bracket) || reader.has(at, Class::MONTH) {
        return hit;
    }
    let gloss = plain(reader, at).filter(|gloss| gloss.start >= hit.end);
    match gloss {
        Some(gloss) if hit.ambiguous && !gloss.ambiguous => Hit { start: hit.start, ..gloss },
        Some(gloss) if bracket && (gloss.ambiguous || gloss.amount == hit.amount) => Hit { end: gloss.end, ..hit },
        _ => hit,
    }
}

/// A cadence without gloss or exception, its bound left out.
fn plain(reader: &Reader, at: usize) -> Option<Hit> {
    let class = reader.class(at);
    if class.any(Class::OFTEN) {
        often(reader, at)
    } else if class.any(Class::TWO_FOLD) && reader.has(at + 1, Class::OFTEN) {
        often(reader, at + 1)
    } else if class.any(Class::EVERY) {
        every(reader, at)
    } else if class.any(Class::TIMES) {
        times(reader, at, at, at + 1, reader.value(at))
    } else {
        numbered(reader, at)
    }
    .filter(|hit| hit.bound == UNBOUND)
}
