//! The rule language: a file of declarations becomes a checked [`Program`] that the engine compiles.
//!
//! A file is cut into items, each parsed alone with pest, then names and types are checked over all files together.

pub mod model;

pub use model::Program;
