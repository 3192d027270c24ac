//! The run for other programs: one file a format, each made of the same findings.

mod commands;
mod csv;
mod diagnostics;
mod finding;
mod junit;
mod kept;
mod markdown;
mod quality;
mod sarif;
mod table;

pub use commands::Commands;
pub use csv::Csv;
pub use diagnostics::Diagnostics;
pub use junit::Junit;
pub use markdown::Markdown;
pub use quality::CodeQuality;
pub use sarif::Sarif;

pub(super) use csv::{cell, rows};
pub(super) use finding::line;
pub(super) use kept::Kept;
pub(super) use table::{HEAD, table, table_together};
