use std::io;

use csv::WriterBuilder;

use super::finding::{Finding, Problem, line};
use crate::assess::{Assessed, Tally};
use crate::report::{Heading, Report, words};

/// All ratings as a table of comma-separated values (RFC 4180, UTF-8), a row a rating; documents that could not be read and
/// doubts about others have rows too, with a code in place of the rule.
///
/// A cell that a spreadsheet would take for a formula has an apostrophe in front: quotes alone would not do, as programs take
/// them off before they look at the cell.
pub struct Csv<'a> {
    /// The run.
    pub heading: Heading<'a>,
}

const HEAD: [&str; 20] = [
    "document",
    "kind",
    "bundle",
    "id",
    "rule",
    "questions",
    "rating",
    "reason",
    "basis",
    "risk",
    "advice",
    "message",
    "let be",
    "clause",
    "line",
    "column",
    "quotes",
    "nearly",
    "help",
    "sha256",
];

impl Report for Csv<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        rows(&[HEAD.map(str::to_owned).to_vec()])
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let program = self.heading.program;
        let kind = crate::report::json::kind_name(program, assessed).unwrap_or_default();
        let bundle = assessed.bundle.and_then(|bundle| self.heading.bundles.get(bundle)).map_or("", String::as_str);
        let digest = assessed.digest.map(|digest| digest.to_string()).unwrap_or_default();
        let front = [&*assessed.path, kind, bundle].map(|text| cell(&line(text)));
        let row = |rest: [String; 16]| -> Vec<String> {
            front.iter().cloned().chain(rest.map(|text| cell(&text))).chain([digest.clone()]).collect()
        };
        let none = String::new;
        let mut all = Vec::new();
        for problem in Problem::all(assessed) {
            let at = |number: fn(&super::finding::Point) -> u32| {
                problem.point.as_ref().map(number).map_or(none(), |at| at.to_string())
            };
            all.push(row([
                none(),
                problem.code.into(),
                none(),
                problem.severity.word().into(),
                none(),
                none(),
                none(),
                none(),
                problem.message.clone(),
                none(),
                none(),
                at(|point| point.line),
                at(|point| point.column),
                none(),
                none(),
                none(),
            ]));
        }
        for finding in Finding::all(program, assessed) {
            let (rule, spot) = (finding.rule.0, finding.spot());
            let start = spot.lines.filter(|_| finding.colour.is_answer()).map(|[start, _]| start);
            let quoted = |near: bool| {
                let quotes =
                    finding.spots.iter().filter(|spot| spot.near == near).filter_map(|spot| spot.quote.clone());
                quotes.collect::<Vec<_>>().join(" | ")
            };
            all.push(row([
                finding.id.clone(),
                rule.id.clone(),
                finding.asked(),
                finding.colour.word().into(),
                if finding.colour.is_answer() { finding.reason.word().into() } else { none() },
                words::basis(rule.basis).into(),
                rule.risk.clone(),
                if finding.advisory { "yes".into() } else { none() },
                finding.message.clone(),
                finding.excused.clone().unwrap_or_default(),
                if finding.colour.is_answer() { spot.place.clone() } else { none() },
                start.map_or(none(), |start| start.line.to_string()),
                start.map_or(none(), |start| start.column.to_string()),
                quoted(false),
                quoted(true),
                if finding.colour.is_gap() { line(&rule.help) } else { none() },
            ]));
        }
        rows(&all)
    }

    fn close(&self, _: &Tally) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }
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
