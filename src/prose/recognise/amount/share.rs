use super::number::{Form, number};
use crate::prose::lexis::Class;
use crate::prose::recognise::Hit;
use crate::prose::recognise::Reader;
use crate::prose::token::{Gap, Shape};
use crate::prose::{Bound, Recogniser};

/// Reads a part of a whole that opens at a token: "two thirds", `75%`, "a majority", "half", "50% + 1".
pub(in crate::prose::recognise) fn share(reader: &Reader, at: usize) -> Option<Hit> {
    let class = reader.class(at);
    let part = if class.any(Class::MAJORITY) {
        majority(reader, at)
    } else if class.any(Class::HALF) {
        half(reader, at)
    } else if class.any(Class::ORDINAL.or(Class::QUARTER)) {
        single(reader, at)
    } else {
        percent(reader, at)
            .or_else(|| fraction(reader, at))
            .or_else(|| of_column(reader, at))
            .or_else(|| ratio(reader, at))
    }?;
    Some(and_one(reader, of_majority(reader, part)))
}

fn hit(start: usize, end: usize, amount: f64) -> Hit {
    Hit { amount: Some(amount), ..Hit::new(Recogniser::Share, start, end) }
}

/// Numbers of a ratio, at most.
const MOST_PARTS: usize = 12;
/// Words in front of a ratio that say so, and how far in front they may stand.
const RATIOS: [&str; 8] = ["proportion", "proportions", "ratio", "ratios", "split", "divided", "shared", "apportioned"];
const CUE: usize = 3;
/// Sums of numbers that are meant as parts of a hundred, though they may miss it.
const HUNDRED: std::ops::RangeInclusive<f64> = 85.0..=115.0;

/// A number of a ratio: "in the proportions 50 : 30 : 20", "split 60/40". Two numbers are one only where a word says so.
fn ratio(reader: &Reader, at: usize) -> Option<Hit> {
    let apart = |at: usize| matches!(reader.gap(at), Gap::COLON | Gap::SLASH);
    let plain = |at: usize| number(reader, at).filter(|part| reader.shaped(at, Shape::DIGIT) && part.end == at + 1);
    let first =
        (reader.start..=at).rev().take(MOST_PARTS).take_while(|&first| first == at || apart(first + 1)).last()?;
    let mut last = at;
    while last + 1 < reader.end && last - first < MOST_PARTS && apart(last + 1) {
        last += 1;
    }
    let parts: Option<Vec<f64>> = (first..=last).map(|at| Some(plain(at)?.value)).collect();
    let parts = parts.filter(|parts| parts.len() > 1)?;
    let sum: f64 = parts.iter().sum();
    let told = (first.saturating_sub(CUE)..first).any(|at| reader.is_any(at, &RATIOS));
    let told = told && !reader.is(first.wrapping_sub(1), "at");
    let spaced = reader.between(first + 1).contains(' ');
    // "1/3", "7/2" and "12:30" are no ratios.
    let is_ratio = match reader.gap(first + 1) {
        Gap::SLASH => told && sum == 100.0,
        _ => told || spaced && parts.len() > 2 && sum == 100.0,
    };
    let whole = if parts.len() > 2 && HUNDRED.contains(&sum) { 100.0 } else { sum };
    (sum > 0.0 && is_ratio).then(|| hit(at, at + 1, parts[at - first] / whole))
}

/// A bare number in a cell under a header that says of what it is a part: "Share (%)", "Per cent of the costs".
fn of_column(reader: &Reader, at: usize) -> Option<Hit> {
    let part = number(reader, at).filter(|part| (0.0..=100.0).contains(&part.value) && part.end >= reader.end)?;
    let told = reader.shaped(at, Shape::DIGIT) && at == reader.start;
    let headers = reader.column_headers(at).filter(|_| told)?;
    let percent = |header: &Reader| {
        (header.start..header.end).any(|sign| header.has(sign, Class::PERCENT) || header.are(sign, &["per", "cent"]))
    };
    headers.iter().any(percent).then(|| hit(at, part.end, part.value / 100.0))
}

/// "a simple majority": more than half.
fn majority(reader: &Reader, at: usize) -> Option<Hit> {
    let mut start = at;
    if reader.joins(start) && reader.is_any(start - 1, &["simple", "absolute", "bare", "clear", "overall", "straight"])
    {
        start -= 1;
    }
    if reader.joins(start) && reader.is_any(start - 1, &["a", "the"]) {
        start -= 1;
    }
    Some(Hit { bound: Bound::AtLeast, unit: "majority", ..hit(start, at + 1, 0.5) })
}

/// "half", but not "half a day", "half-yearly".
fn half(reader: &Reader, at: usize) -> Option<Hit> {
    let mut next = at + 1;
    next += usize::from(reader.is_any(next, &["a", "an"]));
    let counts = !reader.has(next, Class::UNIT.or(Class::OFTEN).or(Class::TERM).or(Class::TIMES))
        && !reader.is_any(next, &["past", "way", "time"]);
    let mixed = reader.is_any(at.wrapping_sub(1), &["and", "a"])
        && reader.has(at.wrapping_sub(2), Class::NUMBER.or(Class::UNIT));
    let article = at > reader.start && reader.is(at - 1, "one") && reader.joins(at);
    let start = if article { at - 1 } else { at };
    (counts && !mixed && (reader.joins(at) || !reader.gap(at).any(Gap::SLASH))).then(|| hit(start, at + 1, 0.5))
}

/// "a third of the members", "a quarter of"; and without *of* where another part of a whole is told beside it: "a half and a quarter".
fn single(reader: &Reader, at: usize) -> Option<Hit> {
    let article = at.checked_sub(1).filter(|&before| reader.joins(at) && reader.is_any(before, &["a", "an"]))?;
    let ends = !reader.joins(at + 1) || reader.is_any(at + 1, &["or", "majority"]);
    let whole = reader.is(at + 1, "of") && reader.joins(at + 1);
    let alone = !reader.joins(at + 1) || !reader.is_noun(at + 1);
    let told = whole || ends && reader.is(at, "third") || fills_cell(reader, article, at + 1);
    if !(told || alone && !is_often(reader, article) && tells_part(reader, at)) {
        return None;
    }
    Some(hit(article, at + 1, denominator(reader, at)?))
}

/// "once a quarter", "four meetings a quarter", "£500 a quarter".
fn is_often(reader: &Reader, article: usize) -> bool {
    let before = article.wrapping_sub(1);
    let counted = |at: usize| reader.has(at, Class::NUMBER.or(Class::OFTEN).or(Class::TIMES).or(Class::CURRENCY));
    article > reader.start
        && (counted(before) || reader.shaped(before, Shape::DIGIT) || counted(before.wrapping_sub(1)))
}

/// Whether another part of a whole stands in the sentence: a half, a third, `40%`.
fn tells_part(reader: &Reader, at: usize) -> bool {
    let part = |other: usize| {
        let class = reader.class(other);
        let parts = || reader.text(other).ends_with('s') || reader.is_any(other.wrapping_sub(1), &["one", "a", "an"]);
        class.any(Class::HALF) && half(reader, other).is_some()
            || class.any(Class::ORDINAL) && reader.value(other) > 2.0 && parts() && !reader.is_noun(other + 1)
            || class.any(Class::PERCENT)
    };
    (reader.start..reader.end).any(|other| other != at && part(other))
}

/// One over what an ordinal or "quarter" says.
fn denominator(reader: &Reader, at: usize) -> Option<f64> {
    let class = reader.class(at);
    if class.any(Class::QUARTER) {
        return Some(0.25);
    }
    let value = reader.value(at);
    (class.any(Class::ORDINAL) && value > 2.0).then(|| 1.0 / value)
}

/// `75%`, "75 per cent".
fn percent(reader: &Reader, at: usize) -> Option<Hit> {
    let sum = number(reader, at).filter(|sum| sum.form != Form::Scaled)?;
    let end = if reader.has(sum.end, Class::PERCENT) && reader.follows(sum.end, Gap::BRACKET) {
        sum.end + 1
    } else if reader.are(sum.end, &["per", "cent"]) && reader.joins(sum.end) {
        sum.end + 2
    } else {
        return None;
    };
    let again = reader.gap(end).any(Gap::BRACKET).then(|| number(reader, end)).flatten();
    let again = again.filter(|again| again.value == sum.value && reader.has(again.end, Class::PERCENT));
    Some(hit(at, again.map_or(end, |again| again.end + 1), sum.value / 100.0))
}

/// "two thirds", "one-third", "three quarters", `2/3 of`.
fn fraction(reader: &Reader, at: usize) -> Option<Hit> {
    let over = number(reader, at).filter(|over| matches!(over.form, Form::Words | Form::Whole) && over.value >= 1.0)?;
    let next = over.end;
    if reader.joins(next) && reader.has(next, Class::HALF) && over.value == 1.0 {
        return half(reader, next).map(|part| Hit { start: at, ..part });
    }
    if reader.joins(next) && reader.has(next, Class::ORDINAL.or(Class::QUARTER)) {
        let plural = reader.text(next).ends_with(['s', 'S']);
        let small = over.value == 1.0
            && (reader.gap(next).any(Gap::HYPHEN) || !reader.is_noun(next + 1) || !reader.joins(next + 1));
        let part = over.value * denominator(reader, next)?;
        return (part < 1.0 && (plural || small)).then(|| hit(at, next + 1, part));
    }
    let slashed =
        reader.gap(next).any(Gap::SLASH) && reader.shaped(next, Shape::DIGIT) && reader.shaped(at, Shape::DIGIT);
    let under = reader
        .text(next)
        .trim_end_matches(|c: char| c.is_ascii_alphabetic())
        .parse::<f64>()
        .ok()
        .filter(|_| slashed)?;
    let named = reader.text(next).ends_with("rds")
        || reader.text(next).ends_with("ths")
        || reader.is_any(next + 1, &["of", "majority"])
        || fills_cell(reader, at, next + 1);
    (over.value < under && under <= 12.0 && named).then(|| hit(at, next + 1, over.value / under))
}

/// Whether the words are all that a cell of a table says.
fn fills_cell(reader: &Reader, start: usize, end: usize) -> bool {
    start == reader.start && end >= reader.end && reader.column_headers(start).is_some()
}

/// "a two-thirds majority".
fn of_majority(reader: &Reader, part: Hit) -> Hit {
    let gloss = reader.gap(part.end).any(Gap::BRACKET).then(|| percent(reader, part.end)).flatten();
    let same = |gloss: &Hit| gloss.amount.zip(part.amount).is_some_and(|(one, other)| (one - other).abs() < 0.02);
    let part = gloss.filter(same).map_or(part, |gloss| Hit { end: gloss.end, ..part });
    let takes = reader.follows(part.end, Gap::BRACKET) && reader.has(part.end, Class::MAJORITY);
    if takes { Hit { end: part.end + 1, unit: "majority", ..part } } else { part }
}

/// "50% + 1", "half plus one".
fn and_one(reader: &Reader, part: Hit) -> Hit {
    let one = reader.is_any(part.end, &["+", "plus"]) && (reader.is_any(part.end + 1, &["1", "one"]));
    if one { Hit { end: part.end + 2, bound: Bound::AtLeast, ..part } } else { part }
}
