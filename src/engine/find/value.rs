use jiff::civil::{Date, date};

use super::Finder;
use crate::document::Document;
use crate::engine::plan::NodeId;
use crate::language::model::Comparison;
use crate::prose::{Bound, Found, Parts, Recogniser, Value};
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

/// Whether a value is a date before the given day.
pub(super) fn is_past(value: &Value, as_of: Date) -> bool {
    let days = as_of.since(date(1970, 1, 1)).map(|span| f64::from(span.get_days())).unwrap_or_default();
    value.recogniser == Recogniser::Date && value.amount.is_some_and(|amount| amount < days)
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
        if let Some(field) = self.field(id, at) {
            return self.field_value(field, passes);
        }
        let spots = self.spots(id, at);
        spots.iter().any(|spot| self.found(spot.value).is_some_and(|found| passes(&found.value)))
    }

    /// The value of a hit of the scan.
    pub fn found(&self, hit: Option<u32>) -> Option<&Found> {
        self.work.scan.found(hit?)
    }
}
