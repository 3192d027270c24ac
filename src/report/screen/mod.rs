//! What a terminal shows: coloured words with nothing hostile in them, wrapped text, and places of a file underlined.

mod columns;
mod excerpt;
mod ink;
mod notice;
mod snippet;
mod wrap;

pub(super) use columns::{Cell, GAP, row};
pub use ink::{Ink, Screen};
pub(super) use notice::{Note, Notice};
pub(super) use snippet::{Mark, Snippet, printable};
pub use wrap::{width, wrap};
