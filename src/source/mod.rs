//! The words as people see them, and the way back to the bytes they came from.
//!
//! A reader fills a [`Text`] run by run; every later stage speaks offsets into it ([`Span`]), and only the
//! outputs follow the origin map back to the file.

mod coding;
mod fixed;
mod lines;
mod seen;
mod span;
mod text;

pub use coding::Coding;
pub use fixed::{Fixed, fixed};
pub use lines::{LineIndex, Position};
pub use span::Span;
pub use text::{Text, TextBuilder};
