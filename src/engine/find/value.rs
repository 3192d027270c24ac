use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Finder, List};
use crate::document::Document;
use crate::engine::place::Tokens;
use crate::engine::plan::NodeId;
use crate::engine::scan::Space;
use crate::language::model::{Clash, Comparison, Order};
use crate::prose::{Bound, Found, Parts, Recogniser, Value, days_of};
use crate::source::Span;

impl Comparison {
    /// Whether a value is sure to compare so: "at most six" is no "at least four".
    pub(in crate::engine) fn holds(&self, value: &Value) -> bool {
        let Some(amount) = value.amount.filter(|_| value.recogniser == self.recogniser) else { return false };
        let slack = 1e-6 * self.amount.abs().max(1.0);
        match self.bound {
            Bound::AtLeast => value.bound != Bound::AtMost && amount >= self.amount - slack,
            Bound::AtMost => value.bound != Bound::AtLeast && amount <= self.amount + slack,
            Bound::Exactly => value.bound == Bound::Exactly && (amount - self.amount).abs() <= slack,
        }
    }
}

/// Whether a value is sure to be less, or more, than another.
fn is_beyond(value: &Value, order: Order, limit: &Value) -> bool {
    let (less, more) = if order == Order::Less { (value, limit) } else { (limit, value) };
    let Some((least, most)) = less.amount.zip(more.amount) else { return false };
    less.bound != Bound::AtLeast && more.bound != Bound::AtMost && less.unit == more.unit && least < most
}

/// By sort, the value that whatever is less, or more, than all of its sort has to be beyond; none where nothing can be, as one of
/// them has no end on that side or two are of different units.
fn strictest(order: Order, values: Vec<Value>) -> BTreeMap<Recogniser, Option<Value>> {
    let mut limits: BTreeMap<Recogniser, Option<Value>> = BTreeMap::new();
    for value in values {
        let open = if order == Order::Less { Bound::AtMost } else { Bound::AtLeast };
        let limit = Some(value.clone()).filter(|value| value.amount.is_some() && value.bound != open);
        let so_far = limits.entry(value.recogniser).or_insert_with(|| limit.clone());
        *so_far = match (so_far.take(), limit) {
            (Some(one), Some(other)) if one.unit == other.unit => {
                let other_is_less = other.amount < one.amount;
                Some(if other_is_less == (order == Order::Less) { other } else { one })
            }
            _ => None,
        };
    }
    limits
}

/// Whether two values of one sort clash. Such as cannot both hold: "four" and "at least six", but not "at least four" and "six". Such
/// as differ: "up to five" and "up to six", which both may hold, and say two things.
pub(super) fn clashes(clash: Clash, a: &Value, b: &Value) -> bool {
    let same = a.recogniser == b.recogniser && a.unit == b.unit && !a.ambiguous && !b.ambiguous;
    let Some((one, other)) = a.amount.zip(b.amount).filter(|_| same) else { return false };
    let slack = 1e-6 * one.abs().max(other.abs()).max(1.0);
    let below = |low: &Value, high: &Value, apart: f64| {
        apart > slack && low.bound != Bound::AtLeast && high.bound != Bound::AtMost
    };
    match clash {
        Clash::Conflicting => below(a, b, other - one) || below(b, a, one - other),
        Clash::Differing => a.bound == b.bound && (one - other).abs() > slack,
    }
}

/// Whether a value is a date before the given day.
pub(super) fn is_past(value: &Value, as_of: Date) -> bool {
    value.recogniser == Recogniser::Date && value.amount.is_some_and(|amount| amount < days_of(as_of))
}

/// What a value names, on one line: the organisation in full, "Treasurer, Ambridge Trust", "Ann Lee, Chair, for Ambridge Trust".
pub(in crate::engine) fn named(document: &Document, value: &Value) -> String {
    let words = |span: Span| document.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let Parts { name, post, of } = value.parts;
    let of = of.map(|of| match value.recogniser {
        Recogniser::Signature => format!("for {}", words(of)),
        _ => words(of),
    });
    let parts: Vec<String> = name.map(words).into_iter().chain(post.map(words)).chain(of).collect();
    parts.join(", ")
}

impl Finder<'_> {
    /// Whether a match holds a value that passes.
    pub(super) fn any_value(&mut self, id: NodeId, at: u32, passes: impl Fn(&Value) -> bool) -> bool {
        self.values_of(id, at).iter().any(passes)
    }

    /// The values in a match; those of words for what has ended are the last day of it.
    pub fn values_of(&mut self, id: NodeId, at: u32) -> Vec<Value> {
        if let Some(field) = self.field(id, at) {
            return self.field_values(field);
        }
        let spots = self.spots(id, at);
        spots.iter().filter_map(|spot| self.value_at(spot.value?)).collect()
    }

    fn value_at(&self, hit: u32) -> Option<Value> {
        if let Some(found) = self.found(Some(hit)) {
            return Some(found.value.clone());
        }
        let day = self.plan.dated.iter().find_map(|&(group, day)| {
            let (start, end) = self.work.scan.words(group, Space::Own);
            (start..end).contains(&hit).then_some(day)
        })?;
        let (recogniser, bound) = (Recogniser::Date, Bound::Exactly);
        Some(Value { recogniser, amount: Some(day), bound, ambiguous: false, unit: "", parts: Parts::default() })
    }

    /// Those matches of a node with a value that is less, or more, than every value of its sort in another.
    pub(super) fn ordered(&mut self, of: NodeId, order: Order, other: NodeId) -> List {
        let list = self.list(other);
        let limits = strictest(order, list.range().flat_map(|at| self.values_of(other, at)).collect::<Vec<_>>());
        self.filter(of, |finder, of, at| {
            finder.any_value(of, at, |value| {
                let limit = limits.get(&value.recogniser).and_then(Option::as_ref);
                limit.is_some_and(|limit| is_beyond(value, order, limit))
            })
        })
    }

    /// The value that some tokens are from first to last.
    pub fn whole_value(&self, tokens: Tokens) -> Option<&Value> {
        let founds = &self.work.scan.founds;
        let at = founds.partition_point(|found| found.tokens.start < tokens.start);
        let whole = |found: &&Found| (found.tokens.start, found.tokens.end) == (tokens.start, tokens.end);
        founds.get(at).filter(whole).map(|found| &found.value)
    }

    /// The value of a hit of the scan.
    pub fn found(&self, hit: Option<u32>) -> Option<&Found> {
        self.work.scan.found(hit?)
    }
}
