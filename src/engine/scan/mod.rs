//! The one scan of a document: where each group of words, each name and each value stands.

mod class;
mod names;
mod postings;
mod regexes;

pub(super) use class::Class;
pub(super) use postings::{Scan, Space};
pub(super) use regexes::{Lazy, Regexes};
