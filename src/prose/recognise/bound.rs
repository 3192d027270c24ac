use super::super::lexis::{Class, Phrase, PhraseKind, lexis};
use super::super::token::Gap;
use super::super::{Bound, Recogniser};
use super::reader::Reader;

/// A bound with the tokens it takes, the value's own included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounded {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) bound: Bound,
}

/// Reads the bound before or behind a value that takes `start..end`; words before `floor` belong to another value.
pub(super) fn bound(reader: &Reader, recogniser: Recogniser, start: usize, end: usize, floor: usize) -> Bounded {
    let exactly = Bounded { start, end, bound: Bound::Exactly };
    sign(reader, start, end).or_else(|| before(reader, recogniser, start, end, floor)).unwrap_or_else(|| {
        match behind(reader, end) {
            Some((bound, end)) => Bounded { bound, end, ..exactly },
            None => exactly,
        }
    })
}

/// `>£250k`, `≥£250k`, `£250k+`.
fn sign(reader: &Reader, start: usize, end: usize) -> Option<Bounded> {
    let before = start.wrapping_sub(1);
    match reader.text(before) {
        ">" | "≥" => return Some(Bounded { start: before, end, bound: Bound::AtLeast }),
        "<" | "≤" => return Some(Bounded { start: before, end, bound: Bound::AtMost }),
        _ => {}
    }
    let plus = reader.is(end, "+") && reader.touches(end) && !reader.has(end + 1, Class::NUMBER);
    plus.then_some(Bounded { start, end: end + 1, bound: Bound::AtLeast })
}

fn before(reader: &Reader, recogniser: Recogniser, start: usize, end: usize, floor: usize) -> Option<Bounded> {
    let mut last = start.checked_sub(1)?;
    if reader.is_any(last, &["a", "an", "the", "of"]) && start > floor && reader.joins(last) {
        last = last.checked_sub(1)?;
    }
    if !(last + 1..=start).all(|at| reader.follows(at, Gap::BRACKET)) {
        return None;
    }
    if let Some(found) = limit_of(reader, start, floor) {
        return Some(Bounded { end, ..found });
    }
    let direct = start - 1;
    for last in [direct, last] {
        let word = reader.token(last)?.word;
        let fitting = lexis().bounds_before(word).iter().find_map(|phrase| fits_back(reader, phrase, last, floor));
        if let Some((phrase, first)) = fitting.filter(|(phrase, first)| applies(reader, recogniser, phrase, *first)) {
            let bound = if phrase.kind == PhraseKind::AtLeast { Bound::AtLeast } else { Bound::AtMost };
            let bound = if flips(reader, first, phrase) { opposite(bound) } else { bound };
            return Some(Bounded { start: first, end, bound });
        }
    }
    None
}

/// "a minimum notice of", "a maximum term of".
fn limit_of(reader: &Reader, start: usize, floor: usize) -> Option<Bounded> {
    let first = start.checked_sub(3).filter(|&first| first >= floor)?;
    let fits =
        reader.is(start - 1, "of") && reader.is_noun(start - 2) && (first + 1..=start).all(|at| reader.joins(at));
    let bound = match reader.text(first) {
        "minimum" => Bound::AtLeast,
        "maximum" => Bound::AtMost,
        _ => return None,
    };
    fits.then_some(Bounded { start: first, end: start, bound })
}

/// The first token of a phrase whose last word stands at `last`.
fn fits_back<'p>(reader: &Reader, phrase: &'p Phrase, last: usize, floor: usize) -> Option<(&'p Phrase, usize)> {
    let first = (last + 1).checked_sub(phrase.words.len()).filter(|&first| first >= floor)?;
    let fits = phrase.words.iter().enumerate().all(|(n, &word)| {
        reader.token(first + n).is_some_and(|token| token.word == word) && (n == 0 || reader.joins(first + n))
    });
    fits.then_some((phrase, first))
}

/// Whether a bound says something of that sort of value: "by" bounds a date and nothing else.
fn applies(reader: &Reader, recogniser: Recogniser, phrase: &Phrase, first: usize) -> bool {
    let opens = |words: &[&str]| reader.is_any(first, words);
    match recogniser {
        Recogniser::Date => true,
        Recogniser::Duration => !opens(&["by", "until", "from", "since", "on"]) || phrase.words.len() > 3,
        _ => {
            !opens(&["by", "until", "from", "since", "on", "after", "before", "within", "not"])
                || phrase.words.len() > 1 && !opens(&["by", "on"])
        }
    }
}

/// Tokens between a "not" and the bound that it turns round.
const REACH: usize = 6;

/// Whether "shall not meet less than" turns the bound round.
fn flips(reader: &Reader, first: usize, phrase: &Phrase) -> bool {
    let compares = phrase.words.len() <= 2
        && reader.is_any(first, &["more", "less", "fewer", "longer", "shorter", "exceed", "over", "under"]);
    if !compares {
        return false;
    }
    let mut at = first;
    for _ in 0..REACH {
        if reader.gap(at).any(Gap::COMMA.with(Gap::SEMICOLON).with(Gap::COLON)) || at <= reader.start {
            return false;
        }
        at -= 1;
        if reader.has(at, Class::CONDITION.or(Class::JOIN)) {
            return false;
        }
        if reader.is_any(at, &["not", "no", "never", "neither", "cannot"]) {
            return true;
        }
    }
    false
}

/// The bound that says the other way.
pub(super) fn opposite(bound: Bound) -> Bound {
    match bound {
        Bound::AtLeast => Bound::AtMost,
        Bound::AtMost => Bound::AtLeast,
        Bound::Exactly => Bound::Exactly,
    }
}

/// A bound that opens at `end`, with the token behind it.
pub(super) fn behind(reader: &Reader, end: usize) -> Option<(Bound, usize)> {
    if !reader.follows(end, Gap::COMMA.with(Gap::BRACKET)) {
        return None;
    }
    let phrase = lexis().bounds_behind(reader.token(end)?.word).iter().find(|phrase| {
        phrase.words.iter().enumerate().all(|(n, &word)| {
            reader.token(end + n).is_some_and(|token| token.word == word) && (n == 0 || reader.joins(end + n))
        })
    })?;
    let behind = end + phrase.words.len();
    // "quarterly, at least five members": the bound belongs to what follows.
    let leads = reader.is_any(end, &["at", "maximum", "max"])
        && reader.joins(behind)
        && (reader.has(behind, VALUE) || reader.shaped(behind, super::super::token::Shape::DIGIT));
    let bound = if phrase.kind == PhraseKind::OrMore { Bound::AtLeast } else { Bound::AtMost };
    (!leads).then_some((bound, behind))
}

const VALUE: Class =
    Class::NUMBER.or(Class::TIMES).or(Class::CURRENCY).or(Class::EACH).or(Class::OFTEN).or(Class::HALF);
