//! The documents of a partnership together: who is meant by a name, the facts of all documents side by side, and the rules
//! that see them so. Never matches text: what a document says was found by the engine.

mod chart;
mod compare;
mod condition;
mod example;
mod fold;
mod identity;
mod linked;
mod paper;
mod path;
mod rate;
#[cfg(test)]
mod tests;
mod versions;

pub use chart::{Chart, ChartLine, ChartNode, ChartNote, Legend};
pub use example::{BundleExample, run_examples};
pub use identity::{Identity, Known};
pub use linked::name_each_other;
pub use paper::{Datum, Meaning, Paper, Row};
pub use rate::{BundleRating, Bundled, Place};
pub use versions::{Change, ValueChange, changes};
