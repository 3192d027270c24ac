use super::number::{Form, Number, number};
use crate::prose::lexis::Class;
use crate::prose::recognise::Hit;
use crate::prose::recognise::Reader;
use crate::prose::recognise::time::range;
use crate::prose::token::{Gap, Shape};
use crate::prose::{Bound, Recogniser};

/// Reads a number of things that opens at a token: "five members", "at least four", `4`.
pub(in crate::prose::recognise) fn count(reader: &Reader, at: usize, bounded: bool) -> Option<Hit> {
    let first = number(reader, at).filter(|first| matches!(first.form, Form::Words | Form::Whole))?;
    let glossed = first.end > at + 1 && reader.gap(first.end - 1).any(Gap::BRACKET);
    let (mut end, mut bound) = (first.end, Bound::Exactly);
    if let Some(last) = range(reader, end).filter(|last| last.form == first.form && last.value > first.value) {
        (end, bound) = (last.end, Bound::AtLeast);
    }
    let things = things(reader, end);
    let counts = match (first.form, first.value as i64) {
        (_, 0) => false,
        _ if is_part_of_number(reader, at, end, &things) => false,
        (Form::Words, 1) => {
            (things == Things::Named && !reader.is(end, "of") || glossed || bounded && things != Things::Joined)
                && !is_pronoun(reader, at, end)
        }
        (Form::Whole, 1800..=2199) if !reader.text(at).contains(',') => bounded,
        (Form::Whole, _) => bounded || things != Things::Joined && !is_label(reader, at, &things),
        _ => things != Things::Joined || bounded,
    };
    counts.then(|| hit(at, end, first, bound))
}

fn hit(at: usize, end: usize, first: Number, bound: Bound) -> Hit {
    Hit { amount: Some(first.value), bound, ..Hit::new(Recogniser::Count, at, end) }
}

/// What follows a number.
#[derive(PartialEq, Eq)]
enum Things {
    /// A name of things: "five members", "five of them".
    Named,
    /// Nothing: the end of a sentence or of its part.
    End,
    /// A word that is not counted.
    Joined,
}

fn things(reader: &Reader, end: usize) -> Things {
    if !reader.joins(end) {
        return Things::End;
    }
    let class = reader.class(end);
    let named = reader.is_noun(end) && !class.any(Class::UNIT.or(Class::PERCENT).or(Class::SCALE).or(Class::MONTH))
        || class.any(Class::TERM);
    if (named && !reader.is_any(end, &["am", "pm", "noon", "hrs", "o'clock"])) || reader.is(end, "of") {
        Things::Named
    } else if reader.is_any(
        end,
        &[
            "or",
            "and",
            "from",
            "to",
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "may",
            "can",
            "vote",
            "shall",
            "will",
            "for",
            "in",
            "at",
            "who",
            "out",
            "being",
            "plus",
            "must",
            "as",
            "with",
            "including",
            "unless",
            "provided",
        ],
    ) {
        Things::End
    } else {
        Things::Joined
    }
}

/// Whether digits are a part of something longer: a telephone number, a list of sections, `501(c)`, `COVID-19`, `5 U.S.C.`.
fn is_part_of_number(reader: &Reader, at: usize, end: usize, things: &Things) -> bool {
    let digits = |at: usize| reader.shaped(at, Shape::DIGIT);
    if !digits(at) {
        return false;
    }
    let text = reader.text(at);
    let zeros = text.len() > 1 && text.starts_with('0');
    let parts = Gap::DASH.with(Gap::SLASH).with(Gap::HYPHEN);
    let joined = reader.gap(at).any(parts) || reader.gap(end).any(parts) && digits(end);
    let row = *things == Things::End
        && (reader.gap(at) == Gap::COMMA && digits(at - 1) || reader.gap(end) == Gap::COMMA && digits(end));
    let sign = at > reader.start && reader.has(at - 1, Class::CURRENCY) && reader.shaped(at - 1, Shape::SIGN);
    let percent = reader.has(end, Class::PERCENT);
    let cited = reader.text(end).contains('.') || reader.shaped(end, Shape::UPPER) && digits(end + 1);
    let before = at > reader.start && reader.joins(at) && digits(at - 1);
    zeros || joined || row || sign || percent || cited || before || is_enumerator(reader, at)
}

/// Whether a digit in brackets numbers what follows ("(1) a plan") or belongs to the word that it touches (`501(c)(3)`).
fn is_enumerator(reader: &Reader, at: usize) -> bool {
    let opens = reader.brackets(at).0;
    let touches = |at: usize| reader.gap(at).any(Gap::BRACKET) && !reader.between(at).contains(char::is_whitespace);
    let area = reader.brackets(at + 1).1 && reader.shaped(at + 1, Shape::DIGIT);
    let lists = opens && reader.brackets(at + 1).1 && !reader.is_noun(at.wrapping_sub(1))
        || !reader.follows(at, Gap::BRACKET) && opens;
    lists || opens && (touches(at) || area) || reader.brackets(at + 1).0 && touches(at + 1)
}

/// "one of the Parties", "no one", "one another", "one or other".
fn is_pronoun(reader: &Reader, at: usize, end: usize) -> bool {
    let before =
        reader.is_any(at.wrapping_sub(1), &["no", "any", "every", "each", "this", "that", "another", "the", "which"]);
    before || reader.is_any(end, &["another", "hand", "side", "party's"]) || reader.are(end, &["or", "other"])
}

/// Whether a digit stands behind a name as its number ("Room 4"), or opens its sentence with a mark behind it.
fn is_label(reader: &Reader, at: usize, things: &Things) -> bool {
    let named =
        at > reader.start + 1 && reader.joins(at) && reader.shaped(at - 1, Shape::CAPITAL) && reader.is_noun(at - 1);
    let opens =
        at == reader.start && reader.end > at + 1 && (reader.gap(at + 1).any(Gap::STOP) || reader.brackets(at + 1).1);
    named || opens && *things != Things::Named
}
