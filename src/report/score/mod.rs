//! Ratings beside those of readers, for whoever writes rules: what differs, document by document, then the figures.

mod json;
mod table;
mod text;

pub use json::ScoreJson;
pub use text::ScoreText;

use std::io;

use crate::assess::{Assessed, Tally};
use crate::score::{Miss, Score, Sorted};

/// A form of output for a comparison, made piece by piece as [`Report`](super::Report) is.
pub trait ScoreReport: Sync {
    /// What comes before the documents.
    fn open(&self) -> io::Result<Vec<u8>>;
    /// One document with what differs in it; `index` counts from 0.
    fn document(&self, index: usize, assessed: &Assessed, misses: &[Miss]) -> io::Result<Vec<u8>>;
    /// What comes behind the documents.
    fn close(&self, score: &Score, sorted: &Sorted, tally: &Tally) -> io::Result<Vec<u8>>;
}
