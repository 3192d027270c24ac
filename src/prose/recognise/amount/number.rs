use std::borrow::Cow;

use crate::prose::lexis::Class;
use crate::prose::recognise::Reader;
use crate::prose::token::{Gap, Shape};

/// A number as it stands in a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::prose::recognise) struct Number {
    /// Its value.
    pub(in crate::prose::recognise) value: f64,
    /// The token behind it, a repetition in brackets included: "five (5)".
    pub(in crate::prose::recognise) end: usize,
    /// How it is written.
    pub(in crate::prose::recognise) form: Form,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::prose::recognise) enum Form {
    /// In words.
    Words,
    /// In digits, whole.
    Whole,
    /// In digits, with a decimal point.
    Decimal,
    /// In digits with a letter for thousands or millions: `250k`.
    Scaled,
}

/// The number that opens at a token.
pub(in crate::prose::recognise) fn number(reader: &Reader, at: usize) -> Option<Number> {
    let in_words = || part_of_scale(reader, at).or_else(|| words(reader, at));
    let first = if reader.shaped(at, Shape::DIGIT) { digits(reader, at)? } else { in_words()? };
    let behind = first.end;
    if !reader.gap(behind).any(Gap::BRACKET) {
        return Some(first);
    }
    let again = if reader.shaped(behind, Shape::DIGIT) { digits(reader, behind) } else { words(reader, behind) };
    match again {
        Some(again) if again.value == first.value => Some(Number { end: again.end, ..first }),
        _ => Some(first),
    }
}

/// A number in digits, with the scale word behind it: `1.5 million`.
fn digits(reader: &Reader, at: usize) -> Option<Number> {
    let mut number = parse(reader.text(at)).map(|(value, form)| Number { value, end: at + 1, form })?;
    if number.form != Form::Scaled && reader.joins(number.end) && is_scale(reader, number.end) {
        number.value *= reader.value(number.end);
        number.end += 1;
        number.form = Form::Scaled;
    }
    Some(number)
}

/// Reads `250,000.00`, `7.2`, `250k`; none for `12th`, `4.1.2` and numbers too long to be one.
fn parse(text: &str) -> Option<(f64, Form)> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if digits.len() > 20 {
        return None;
    }
    let scale = match text.get(digits.len()..)?.to_ascii_lowercase().as_str() {
        "" | "x" => 1.0,
        "k" => 1e3,
        "m" | "mn" | "mio" => 1e6,
        "bn" => 1e9,
        _ => return None,
    };
    let plain = if digits.contains(',') { Cow::Owned(digits.replace(',', "")) } else { Cow::Borrowed(digits) };
    let value: f64 = plain.parse().ok().filter(|value: &f64| value.is_finite())?;
    let form = match (scale != 1.0, digits.contains('.')) {
        (true, _) => Form::Scaled,
        (_, true) => Form::Decimal,
        _ => Form::Whole,
    };
    Some((value * scale, form))
}

/// Words of a number that are read at most.
const MOST_WORDS: usize = 12;

/// A number in words: "twenty-five", "one hundred and twenty", "two million".
fn words(reader: &Reader, start: usize) -> Option<Number> {
    let (mut total, mut part, mut at) = (0.0, 0.0, start);
    if reader.has(at, Class::SCALE) && reader.is_any(at.wrapping_sub(1), &["a"]) && !is_letter(reader, at) {
        part = 1.0;
    } else if !reader.has(at, Class::NUMBER) {
        return None;
    }
    let mut last = f64::INFINITY;
    while at - start < MOST_WORDS && (at == start || reader.joins(at)) {
        let value = reader.value(at);
        if reader.has(at, Class::NUMBER) && (value < last && last >= 20.0 || at == start) {
            part += value;
            last = value;
        } else if is_scale(reader, at) && !is_letter(reader, at) {
            if value > 100.0 {
                total += part.max(1.0) * value;
                part = 0.0;
            } else {
                part = part.max(1.0) * value;
            }
            last = value;
        } else if reader.is(at, "and") && last >= 100.0 && reader.has(at + 1, Class::NUMBER) {
            // "one hundred and twenty"
        } else {
            break;
        }
        at += 1;
    }
    Some(Number { value: total + part, end: at, form: Form::Words })
}

/// "half a million", "(three) quarters of a million", "one and a half million".
fn part_of_scale(reader: &Reader, at: usize) -> Option<Number> {
    let class = reader.class(at);
    let counted = class.any(Class::NUMBER);
    let quarters = |at: usize| reader.has(at, Class::QUARTER) && reader.are(at + 1, &["of", "a"]);
    let (part, scale) = if class.any(Class::HALF) && reader.is(at + 1, "a") {
        (0.5, at + 2)
    } else if quarters(at) {
        (0.25, at + 3)
    } else if counted && quarters(at + 1) {
        (0.25 * reader.value(at), at + 4)
    } else if counted && reader.are(at + 1, &["and", "a", "half"]) {
        (0.5 + reader.value(at), at + 4)
    } else {
        return None;
    };
    let large = is_scale(reader, scale) && !is_letter(reader, scale) && reader.value(scale) > 100.0;
    large.then(|| Number { value: part * reader.value(scale), end: scale + 1, form: Form::Words })
}

fn is_scale(reader: &Reader, at: usize) -> bool {
    reader.has(at, Class::SCALE)
}

/// Whether a scale is a mere letter, as in `£5 m`, which counts behind digits alone.
fn is_letter(reader: &Reader, at: usize) -> bool {
    reader.text(at).len() <= 2
}
