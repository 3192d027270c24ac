//! How often the ratings agree with those that people gave the same documents: labels read, sorted onto documents, compared,
//! and summed up as figures. What counts as agreement is said in `docs/accuracy.md`.

mod compare;
mod figures;
mod label;
mod quote;
mod sort;
#[cfg(test)]
mod testing;

pub use compare::{Compared, Miss, Pointed, Row};
pub use figures::{Figures, Score};
pub use label::{Label, read_labels};
pub use quote::Quote;
pub use sort::{LeftOut, Sorted};
