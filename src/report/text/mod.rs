//! The report for people at a terminal: what is missing or unclear, as a compiler would say it; a sheet for each document;
//! one closing line.

mod closing;
mod finding;
mod people;
mod rollup;
mod sheet;
mod since;
mod together;

pub(super) use finding::marks;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

pub(super) use together::page;

use super::problem::kind_not_told;
use super::screen::Screen;
use super::{Heading, Report, Source, problem};
use crate::assess::{Assessed, Rollup, Tally};
use crate::diagnostic::Diagnostic;
use crate::engine::Engine;
use crate::source::LineIndex;

/// How the text is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether colours are used.
    pub colour: bool,
}

impl Style {
    /// An empty screen in this style.
    pub fn screen(self) -> Screen {
        Screen::new(self.width, self.colour)
    }
}

/// The report as text.
pub struct Text<'a> {
    /// The run.
    pub heading: Heading<'a>,
    /// What rated the documents.
    pub engine: &'a Engine,
    /// How the text is laid out.
    pub style: Style,
    /// Whether findings alone are printed, without sheets and closing line.
    pub quiet: bool,
    /// Whether findings of rules that advise alone are printed too; else they are in the sheets alone.
    pub advice: bool,
    /// Files of other kinds that were met, by ending.
    pub others: &'a BTreeMap<String, usize>,
}

impl Report for Text<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let mut screen = self.style.screen();
        let source = Source { name: &assessed.path, text: &assessed.source, lines: &assessed.lines };
        let rated = match &assessed.outcome {
            Ok(rated) => rated,
            Err(refusal) => {
                problem(&mut screen, refusal, &[source]);
                return Ok(screen.into_bytes());
            }
        };
        for doubt in &rated.document.problems {
            problem(&mut screen, doubt, std::slice::from_ref(&source));
        }
        if assessed.named && assessed.is_untold() {
            let notes = rated.document.notes.clone();
            problem(&mut screen, &Diagnostic { notes, ..kind_not_told() }, &[source]);
        }
        let mut named = BTreeSet::new();
        for rating in assessed.ratings() {
            // What people have put right or waived is in the sheet alone.
            if assessed.is_open(self.heading.program, rating) && (self.advice || !rating.advisory) {
                finding::finding(self.engine, assessed, rated, rating, &mut named).print(&mut screen);
            }
        }
        if !self.quiet && rated.verdict.kind.is_some() && !assessed.ratings().is_empty() {
            sheet::print(&mut screen, self.heading, assessed, rated);
            rollup::of_document(&mut screen, self.heading, assessed);
        }
        Ok(screen.into_bytes())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let mut screen = self.style.screen();
        for bundle in &tally.bundles {
            together::print(&mut screen, self.heading.program, bundle, self.advice);
        }
        let shown = |bundle: &&Rollup| !self.quiet && (bundle.documents.len() > 1 || bundle.people.is_some());
        for bundle in tally.bundles.iter().filter(shown) {
            rollup::print(&mut screen, self.heading, bundle);
        }
        for bundle in tally.bundles.iter().filter(|bundle| self.quiet && bundle.people.is_some()) {
            people::gaps(&mut screen, self.heading, bundle);
        }
        if let Some(since) = &tally.since {
            since::print(&mut screen, self.heading, since);
        }
        whole(&mut screen, tally);
        if !self.quiet {
            closing::print(&mut screen, self.heading, tally, self.others, self.advice);
        }
        Ok(screen.into_bytes())
    }
}

/// Prints what there is to say of the run as a whole.
fn whole(screen: &mut Screen, tally: &Tally) {
    let lines: Vec<LineIndex> = tally.files.iter().map(|(_, text)| LineIndex::new(text)).collect();
    let sources = tally.files.iter().zip(&lines).map(|((name, text), lines)| Source { name, text, lines });
    let sources: Vec<Source> = sources.collect();
    for found in &tally.problems {
        problem(screen, found, if found.labels.is_empty() { &[] } else { &sources });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::testing;
    use super::*;
    use crate::assess::Met;

    fn shown(width: usize, colour: bool, quiet: bool) -> String {
        let engine = Engine::new(testing::program());
        let heading = testing::heading(engine.program(), &[]);
        let others = BTreeMap::from([("pdf".to_owned(), 2), ("txt".to_owned(), 1)]);
        let text =
            Text { heading, engine: &engine, style: Style { width, colour }, quiet, advice: false, others: &others };
        let mut out = text.open().unwrap();
        let mut tally = Tally::default();
        for (index, assessed) in [testing::assessed(), testing::refused()].iter().enumerate() {
            out.extend(text.document(index, assessed).unwrap());
            tally.add(&testing::program(), Met::of(&testing::program(), assessed));
        }
        out.extend(text.close(&tally).unwrap());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn colours_are_beside_the_words() {
        let coloured = shown(80, true, true);
        insta::assert_snapshot!("coloured", coloured.replace('\x1b', "^"));
        let (mut bare, mut codes) = (String::new(), coloured.as_str());
        while let Some((before, rest)) = codes.split_once("\x1b[") {
            bare.push_str(before);
            codes = rest.split_once('m').unwrap().1;
        }
        assert_eq!(bare + codes, shown(80, false, true));
    }

    #[test]
    fn quiet_prints_findings_alone() {
        let quiet = shown(80, false, true);
        assert!(quiet.starts_with("amber[") && !quiet.contains("rules over") && !quiet.contains("green"));
    }

    #[test]
    fn reads_well_at_80_columns() {
        insta::assert_snapshot!("columns_80", shown(80, false, false));
    }

    #[test]
    fn words_are_shown_by_clause_and_page_where_the_file_is_no_text() {
        let engine = Engine::new(testing::program());
        let heading = testing::heading(engine.program(), &[]);
        for width in [80, 120] {
            let style = Style { width, colour: false };
            let text = Text { heading, engine: &engine, style, quiet: false, advice: false, others: &BTreeMap::new() };
            let shown = String::from_utf8(text.document(0, &testing::worded()).unwrap()).unwrap();
            assert_eq!(shown.matches("tracked changes").count(), 1);
            insta::assert_snapshot!(format!("worded_{width}"), shown);
        }
    }

    #[test]
    fn reads_well_at_120_columns() {
        insta::assert_snapshot!("columns_120", shown(120, false, false));
    }
}
