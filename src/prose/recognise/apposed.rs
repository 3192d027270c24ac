//! Organisations that no word in their name tells, by what is said of them right behind it: "Bright Sands, a registered charity".

use super::super::Recogniser;
use super::super::lexis::Class;
use super::super::token::{Gap, Shape};
use super::super::value::Parts;
use super::Hit;
use super::name::{first_capital, is_name_word};
use super::reader::Reader;

/// Words between the article and the one that tells the sort.
const BETWEEN: usize = 5;
/// Words of such a name.
const LONGEST: usize = 6;
/// Words behind the one that tells the sort that go on saying so.
const GOES_ON: [&str; 6] = ["limited", "registered", "incorporated", "established", "constituted", "based"];

/// Reads the name in front of the words that say what sort of organisation it is, of which the last stands at `at`.
pub(super) fn party(reader: &Reader, at: usize) -> Option<Hit> {
    let sort = Class::ORGANISATION.or(Class::PARTY_SORT);
    if !reader.has(at, sort) || reader.shaped(at, Shape::CAPITAL) {
        return None;
    }
    // "A company car", "a charity shop".
    if reader.joins(at + 1) && reader.is_noun(at + 1) && !reader.is_any(at + 1, &GOES_ON) {
        return None;
    }
    let article = (at.saturating_sub(BETWEEN + 1)..at).rev().find(|&at| reader.is_any(at, &["a", "an"]))?;
    // "A friend of the charity" is somebody else.
    let other = Class::ROLE_HEAD.or(Class::FINITE).or(Class::MODAL).or(Class::RELATIVE).or(Class::FUNCTION);
    let plain = |at: usize| (reader.joins(at) || reader.follows(at, Gap::COMMA)) && !reader.has(at, other);
    if article <= reader.start || !reader.follows(article, Gap::COMMA.with(Gap::BRACKET)) || reader.joins(article) {
        return None;
    }
    let named = first_capital(reader, article - 1, LONGEST);
    let name = named..article;
    let is_name = name
        .clone()
        .all(|at| is_name_word(reader, at) && !reader.has(at, Class::ROLE_HEAD.or(Class::ROLE_WORD).or(Class::STREET)));
    // One word alone may open its sentence as any word does, and behind "the" it is short for another name.
    let determined = || reader.joins(named) && reader.has(named - 1, Class::DETERMINER);
    let sure = name.len() > 1 || named > reader.start && !determined();
    let parts = Parts { name: Some(reader.span(named, article)), ..Parts::default() };
    let fits = !name.is_empty() && is_name && sure && (article + 1..at).all(plain);
    fits.then(|| Hit { parts, ..Hit::new(Recogniser::Party, named, article) })
}
