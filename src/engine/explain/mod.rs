//! Why a rule rated as it did, what it looks for, and whether it rates its own examples as they say.

mod example;
mod looked_for;
mod trace;

pub use example::{ExampleRun, SUGGEST_RATES_GREEN};
pub use trace::{ArmTrace, FindTrace, Trace, TracedMatch, WordsTrace};
