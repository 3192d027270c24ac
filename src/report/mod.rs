//! Outputs: one file a form, each a pure function of what a run made of its documents.

mod catalogue;
mod coverage;
mod discussion;
mod exchange;
mod facts;
mod heading;
mod json;
pub mod manual;
mod map;
mod markup;
mod merged;
mod page;
mod pointer;
mod problem;
mod profile;
mod questionnaire;
mod register;
mod score;
mod screen;
mod short;
#[cfg(test)]
mod testing;
mod text;
mod trace;
mod versions;
mod words;
mod workbook;

pub use catalogue::catalogue;
pub use coverage::{coverage, coverage_json};
pub use discussion::Discussion;
pub use exchange::{CodeQuality, Commands, Csv, Diagnostics, Junit, Markdown, Sarif};
pub use facts::FactsText;
pub use heading::Heading;
pub use json::{FactsJson, Json, catalogue_json};
pub use map::{Map, maps_json};
pub use merged::merged;
pub use page::{Page, PageOptions, Quotes};
pub use problem::{Source, kind_not_told, problem};
pub use profile::Profiling;
pub use questionnaire::questionnaire;
pub use register::{CLOSED, Column, Holds, RiskRegister, RiskRegisterCsv, Table, tables};
pub use score::{ScoreJson, ScoreReport, ScoreText};
pub use screen::{Ink, Screen, width};
pub use short::Short;
pub use text::{Style, Text};
pub use trace::Traced;
pub use versions::{versions_json, versions_markdown, versions_text};
pub use words::count;
pub(crate) use words::whose;
pub use workbook::{Results, workbook};
pub(crate) use workbook::{high, written};

use std::io::{self, Write};

use crate::assess::{Assessed, Tally};

/// This program with its version.
pub const TOOL: &str = concat!("govlint ", env!("CARGO_PKG_VERSION"));

/// What every report of documents says of how it was made.
pub const DISCLAIMER: &str = "Suggested ratings, as a basis for discussion. A person decides. The criteria are govlint's \
     reading of the published questions; the papers' authors have not endorsed them.";

/// A form of output, made piece by piece so that a run holds no more than the documents it is working on.
pub trait Report: Sync {
    /// What comes before the documents.
    fn open(&self) -> io::Result<Vec<u8>>;
    /// One document; `index` counts from 0.
    fn document(&self, index: usize, assessed: &Assessed) -> io::Result<Vec<u8>>;
    /// What stands between two documents of which something is said.
    fn between(&self) -> &'static [u8] {
        b""
    }
    /// What is said of documents together, behind the last of them and parted from it as documents are.
    fn together(&self, _: &Tally) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }
    /// What comes behind that.
    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>>;
    /// Writes that to its place, piece by piece where it grows with the bundles of the run.
    fn close_to(&self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.close(tally)?)
    }
}
