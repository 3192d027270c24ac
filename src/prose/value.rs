use serde::{Deserialize, Serialize};

use super::Recogniser;
use crate::source::{Fixed, Span, fixed};

/// Which way a value bounds what is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// The value itself.
    #[default]
    Exactly,
    /// It or more: "at least", "no fewer than".
    AtLeast,
    /// It or less: "up to", "not more than".
    AtMost,
}

/// The words of a document that say what is named: those of a post, an organisation or a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Parts {
    /// The organisation in full, where a short name stands for it; who signed.
    pub name: Option<Span>,
    /// The post, of which there can be many: "Director of Finance"; that of who signed.
    pub post: Option<Span>,
    /// The body that the post belongs to, or for which was signed.
    pub of: Option<Span>,
}

/// A typed value found in prose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// What sort of value it is.
    pub recogniser: Recogniser,
    /// The amount in the sort's own unit: cadence in times per year, duration in days, money in the currency's main unit,
    /// share as a fraction of one, count as it is, date and signature as days since 1970-01-01; none where it has none (a
    /// placeholder, an ambiguous cadence).
    pub amount: Option<f64>,
    /// Which way it bounds.
    pub bound: Bound,
    /// Whether it can be read two ways: "bi-monthly".
    pub ambiguous: bool,
    /// What the amount is of, for people: a currency code, `working days` (then the amount is in those), `majority` (of a
    /// share), the kind of a reference; else empty.
    #[serde(deserialize_with = "fixed")]
    pub unit: Fixed,
    /// What is named, of a role, a party or a signature.
    pub parts: Parts,
}
