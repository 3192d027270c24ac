//! Rules compiled to a plan over one vocabulary; one scan a document; finds joined by position; arms to ratings.

mod rating;

pub use rating::{Because, Colour, Evidence, FactValue, KindTold, NearMiss, Rating, Reason, Verdict};
