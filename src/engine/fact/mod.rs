//! The facts of a document: values and names one by one, records with their fields, and what the title says.

mod about;
mod group;
mod name;
mod record;
mod short;
mod title;

use std::cmp::Reverse;

use jiff::Span;
use jiff::civil::date;

use super::find::{Finder, Spot, named};
use super::place::Tokens;
use super::plan::{AlternativePlan, FactPlan};
use super::rate::evidence_of;
use super::{Alias, FactValue};
use crate::language::model::FactSort;
use crate::prose::{Bound, Parts, Recogniser, Value};
pub(crate) use short::is_part;

/// Values of one fact, at most.
const MOST: usize = 1000;

/// All values of the facts of a plan, in the order of their declarations, then of the document.
pub(super) fn facts(finder: &mut Finder) -> Vec<FactValue> {
    let plan = finder.plan;
    let mut values = Vec::new();
    for fact in &plan.facts {
        let Some(declared) = finder.program.facts.get(fact.fact) else { continue };
        let from = values.len();
        // Of a fact that gives one value, what is written first is asked first.
        for alternatives in fact.alternatives.chunks(if declared.first { 1 } else { fact.alternatives.len().max(1) }) {
            match fact.sort {
                FactSort::Record => record::records(finder, &declared.name, alternatives, &mut values),
                _ => single(finder, &declared.name, fact, alternatives, &mut values),
            }
            if declared.first && values.len() > from {
                values.truncate(from + 1);
                break;
            }
        }
    }
    values
}

/// The short names that a document gives to names which its facts ask for.
pub(super) fn aliases(finder: &mut Finder) -> Vec<Alias> {
    name::aliases(finder)
}

/// Adds the values or names of a fact that stand in its stated matches or in the title, each once.
fn single(
    finder: &mut Finder,
    name: &str,
    fact: &FactPlan,
    alternatives: &[AlternativePlan],
    values: &mut Vec<FactValue>,
) {
    let first = values.len();
    for alternative in alternatives {
        if let AlternativePlan::Title(node, headings) = alternative {
            title::values(finder, name, (*node, *headings), values);
        }
    }
    let mut spots: Vec<Spot> = Vec::new();
    for alternative in alternatives {
        let AlternativePlan::Said(node, _) = alternative else { continue };
        let list = finder.list(*node);
        for at in list.range().take(MOST) {
            if finder.counts(*node, at) {
                let found = finder.spots(*node, at);
                spots.extend(found.into_iter().filter(|spot| is_of(finder, spot, fact.sort)));
            }
        }
    }
    spots.sort_by_key(|spot| (spot.tokens.start, Reverse(spot.tokens.end)));
    spots.dedup_by_key(|spot| spot.tokens);
    for spot in spots.iter().take(MOST) {
        let Some(value) = value(finder, name, spot) else { continue };
        // "Monthly, that is twelve times a year" says one thing.
        let is_same = |other: &FactValue| (&other.value, other.span) == (&value.value, value.span);
        let told = match value.is_named() {
            // Of what is spoken of by name all through a document the first place tells enough.
            true => values[first..].iter().any(|other| other.value == value.value),
            false => values[first..].last().is_some_and(is_same),
        };
        if !told {
            values.push(value);
        }
    }
}

/// The value that a spot holds, or the name that it is.
fn value(finder: &mut Finder, name: &str, spot: &Spot) -> Option<FactValue> {
    let evidence = evidence_of(finder, spot)?;
    let group = group::of(finder, spot.sentence);
    let typed = finder.found(spot.value).map(|found| found.value.clone());
    let said = if typed.is_some() { spot.tokens } else { name::whole(finder, spot.tokens) };
    let words = text(finder, said);
    Some(FactValue {
        name: name.to_owned(),
        value: typed.as_ref().map_or_else(|| words.clone(), |value| shown(finder, value, &words)),
        named: typed.is_none(),
        typed,
        fields: Vec::new(),
        matched: finder.prose().span(&(said.start..said.end)),
        span: evidence.span,
        block: evidence.block,
        group,
    })
}

fn is_of(finder: &Finder, spot: &Spot, sort: FactSort) -> bool {
    match sort {
        FactSort::Value(recogniser) => {
            finder.found(spot.value).is_some_and(|found| found.value.recogniser == recogniser)
        }
        FactSort::Name => spot.value.is_some_and(|hit| finder.is_name(hit)),
        FactSort::Record => false,
    }
}

/// A value for people: a cadence by the year, what is named by its names, others in the document's words.
fn shown(finder: &Finder, value: &Value, words: &str) -> String {
    if value.parts != Parts::default() {
        let named = named(finder.document(), value);
        let day = value.amount.and_then(|days| Span::new().try_days(days as i64).ok());
        let day = day.and_then(|days| date(1970, 1, 1).checked_add(days).ok());
        return day.map_or(named.clone(), |day| format!("{named}, {}", day.strftime("%-d %B %Y")));
    }
    let (Recogniser::Cadence, Some(amount)) = (value.recogniser, value.amount) else {
        return small(Some(value), words.to_owned());
    };
    let bound = match value.bound {
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
        Bound::Exactly => "",
    };
    format!("{bound}{} per year", (amount * 100.0).round() / 100.0)
}

/// The words of a value that is a number of something, without the capital that opens a sentence or a cell: "two members".
fn small(value: Option<&Value>, words: String) -> String {
    let number =
        |value: &Value| matches!(value.recogniser, Recogniser::Count | Recogniser::Share | Recogniser::Duration);
    let mut letters = words.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() && value.is_some_and(number) => {
            first.to_lowercase().chain(std::iter::once(second)).chain(letters).collect()
        }
        _ => words,
    }
}

/// The words of some tokens as written, on one line; with the bracket that closes behind the last of them.
fn text(finder: &Finder, tokens: Tokens) -> String {
    if tokens.is_empty() {
        return String::new();
    }
    let span = finder.prose().span(&(tokens.start..tokens.end));
    let (words, all) = (finder.document().text.slice(span), finder.document().text.as_str());
    let mut shown = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.matches('(').count() > words.matches(')').count() {
        let rest = all.get(span.end as usize..).unwrap_or_default();
        let quotes = rest.len() - rest.trim_start_matches(['"', '”', '’', '\'']).len();
        if rest[quotes..].starts_with(')') {
            shown.push_str(&rest[..=quotes]);
        }
    }
    shown
}
