//! What people answer: the entries of an answers file and of the returns that are merged into it, what counts of them on a
//! day, and when they have to be looked at again.

mod book;
mod day;
mod entry;
mod merge;
mod model;
mod people;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use book::{FRONT, book, front, head};
pub use entry::{Cells, Entry, Field, Spot, entries};
pub use merge::{Merged, merge};
pub use model::{Agreed, Answers, Given, Note, Upon};
pub use people::{Outcome, People, Recheck, Said};
pub use read::read;
pub use write::{added, agreed, given, string};
