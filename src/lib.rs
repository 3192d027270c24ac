//! govlint reads governance documents and says what is missing or unclear.

pub mod assess;
pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod engine;
pub mod language;
pub mod prose;
pub mod read;
pub mod report;
pub mod source;
pub mod workspace;
