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

pub use commands::Commands;
pub use csv::Csv;
pub use diagnostics::Diagnostics;
pub use junit::Junit;
pub(super) use kept::Kept;
pub use markdown::Markdown;
pub use quality::CodeQuality;
pub use sarif::Sarif;
