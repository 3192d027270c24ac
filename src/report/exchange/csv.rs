use std::io;

use csv::WriterBuilder;

use super::table::{HEAD, table, table_together};
use crate::assess::{Assessed, Tally};
use crate::report::{Heading, Report};

/// All ratings as a table of comma-separated values (RFC 4180, UTF-8), a row a rating; documents that could not be read and
/// doubts about others have rows too, with a code in place of the rule.
///
/// A cell that a spreadsheet would take for a formula has an apostrophe in front: quotes alone would not do, as programs take
/// them off before they look at the cell.
pub struct Csv<'a> {
    /// The run.
    pub heading: Heading<'a>,
}

impl Report for Csv<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        rows(&[HEAD.map(str::to_owned).to_vec()])
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        rows(&cells(&table(self.heading, assessed)))
    }

    fn together(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        rows(&cells(&table_together(self.heading, tally)))
    }

    fn close(&self, _: &Tally) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }
}

fn cells(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|words| cell(words)).collect()).collect()
}

/// Words as a cell that no spreadsheet runs. The wide signs are taken for the plain ones where Chinese or Japanese is set.
pub(in crate::report) fn cell(words: &str) -> String {
    const RUN: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if words.starts_with(RUN) { format!("'{words}") } else { words.to_owned() }
}

/// Rows as bytes; lines end in CR LF.
pub(in crate::report) fn rows(rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let mut out = WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        out.write_record(row).map_err(io::Error::other)?;
    }
    out.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::super::testing;
    use super::*;

    #[test]
    fn a_row_a_rating() {
        let program = testing::program();
        let whole = testing::whole(&Csv { heading: testing::heading(&program, &[]) });
        let mut read = csv::Reader::from_reader(whole.as_bytes());
        let rows: Vec<csv::StringRecord> = read.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(rows.len(), 9, "two documents with four ratings each, and one that was refused");
        insta::assert_snapshot!("csv", whole.replace("\r\n", "\n"));
    }

    #[test]
    fn no_cell_is_run() {
        for words in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(cell(words), format!("'{words}"));
        }
        assert_eq!(cell("plain = words"), "plain = words");
        assert_eq!(
            rows(&[vec!["a\"b".into(), "c,d".into(), "e\nf".into()]]).unwrap(),
            b"\"a\"\"b\",\"c,d\",\"e\nf\"\r\n"
        );
    }
}
