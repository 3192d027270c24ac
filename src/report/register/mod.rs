//! A register of risks: what a run has for it as tables of words, which are written as a new workbook, as comma-separated values,
//! or into a workbook that people have filled in.

mod cells;
mod table;

use std::io;

use super::exchange::{cell, rows};
use super::workbook::register;
use super::{Heading, Report};
use crate::assess::{Assessed, Tally};

pub use table::{CLOSED, Column, Holds, Table, tables};

/// The register of a run as bytes of an `.xlsx` file. The same run gives the same bytes, and no cell is a formula.
pub struct RiskRegister<'a> {
    /// The run.
    pub heading: Heading<'a>,
}

impl Report for RiskRegister<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, _: usize, _: &Assessed) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        register(self.heading.as_of, &tables(self.heading, tally))
            .map_err(|error| io::Error::other(format!("the workbook cannot be made: {error}")))
    }
}

/// The risks of a run as comma-separated values, under the heads of the workbook. A cell that a spreadsheet would take for a formula
/// has an apostrophe in front.
pub struct RiskRegisterCsv<'a> {
    /// The run.
    pub heading: Heading<'a>,
}

impl Report for RiskRegisterCsv<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, _: usize, _: &Assessed) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let risks = tables(self.heading, tally).into_iter().next().unwrap_or_default();
        let head = risks.columns.iter().map(|column| column.head.to_owned()).collect();
        let filled = |mut row: Vec<String>| {
            row.resize(risks.columns.len(), String::new());
            row.iter().map(|words| cell(words)).collect::<Vec<String>>()
        };
        let all: Vec<Vec<String>> = std::iter::once(head).chain(risks.rows.into_iter().map(filled)).collect();
        rows(&all)
    }
}
