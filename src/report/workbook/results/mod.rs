//! The results of a run as a workbook for whoever has many documents to look through: who stands where on which question, each
//! rating with its words, facts, people's answers, and what could not be read.

mod matrix;
mod sheets;

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::super::exchange::{HEAD, Kept, line, table, table_together};
use super::super::{Heading, Report, words};
use super::look::Look;
use crate::assess::{Assessed, Tally, sheet};
use crate::engine::Colour;
use crate::language::model::QuestionId;

/// The results as bytes of an `.xlsx` file. The same run gives the same bytes, and no cell is a formula.
pub struct Results<'a> {
    heading: Heading<'a>,
    kept: Kept<Seen>,
}

/// What the workbook says of a document.
struct Seen {
    path: String,
    kind: String,
    title: String,
    /// Why it has no ratings.
    problem: String,
    /// As [`sheets::REGISTER`] says.
    register: [String; sheets::REGISTER.len()],
    answers: Vec<(QuestionId, Colour)>,
    /// As [`HEAD`] says.
    ratings: Vec<Vec<String>>,
    facts: Vec<[String; 5]>,
}

impl<'a> Results<'a> {
    /// The results of a run.
    pub fn new(heading: Heading<'a>) -> Self {
        Self { heading, kept: Kept::default() }
    }

    fn see(&self, assessed: &Assessed) -> Seen {
        let program = self.heading.program;
        let rated = assessed.outcome.as_ref().ok();
        let field = |name: &str| rated.and_then(|rated| rated.document.field(name)).map(|field| line(&field.value));
        let titles = program.fact_titles();
        let fact = |fact: &crate::engine::FactValue| {
            let title = titles.get(&*fact.name).copied().unwrap_or(Some(&fact.name))?;
            let quote = rated.map(|rated| line(rated.document.text.slice(fact.span))).unwrap_or_default();
            let place = rated.map(|rated| rated.document.place_name(fact.span.start)).unwrap_or_default();
            Some([line(&assessed.path), line(title), line(&fact.value), quote, line(&place)])
        };
        let mut facts: Vec<[String; 5]> = Vec::new();
        for row in rated.iter().flat_map(|rated| rated.verdict.facts.iter().filter_map(fact)) {
            if !facts.contains(&row) {
                facts.push(row);
            }
        }
        let path = line(&assessed.path);
        let title = rated.and_then(|rated| rated.title()).map(line).unwrap_or_default();
        let told = rated.and_then(|rated| rated.verdict.kind);
        let kind = told.and_then(|told| program.kinds.get(told.kind.at())).map_or("", |kind| &*kind.title).to_owned();
        let problem = match &assessed.outcome {
            Err(_) => "could not be read".to_owned(),
            Ok(_) if assessed.is_untold() => "its kind could not be told".to_owned(),
            Ok(_) => String::new(),
        };
        let mut ratings = table(self.heading, assessed);
        if let Some(at) = HEAD.iter().position(|head| *head == "kind") {
            ratings.iter_mut().filter_map(|row| row.get_mut(at)).for_each(|cell| cell.clone_from(&kind));
        }
        let bundle = assessed.bundle.and_then(|bundle| self.heading.bundles.get(bundle)).map(|name| line(name));
        Seen {
            register: [
                path.clone(),
                title.clone(),
                kind.clone(),
                field("version").unwrap_or_default(),
                field("status").unwrap_or_default(),
                bundle.unwrap_or_default(),
                assessed.format.word().to_owned(),
                problem.clone(),
                rated.map(|rated| line(&rated.document.notes.join("; "))).unwrap_or_default(),
                assessed.digest.map(|digest| digest.to_string()).unwrap_or_default(),
            ],
            path,
            kind,
            title,
            problem,
            answers: sheet(program, assessed).iter().map(|answer| (answer.question, answer.rating.colour)).collect(),
            ratings,
            facts,
        }
    }

    fn book(&self, tally: &Tally) -> Result<Vec<u8>, XlsxError> {
        let (look, seen) = (Look::new(), self.kept.take());
        let mut book = Workbook::new();
        let day = self.heading.as_of;
        let made = ExcelDateTime::from_ymd(day.year().max(1900) as u16, day.month() as u8, day.day() as u8)?;
        book.set_properties(&DocProperties::new().set_title("govlint: results").set_creation_datetime(&made));
        sheets::about(book.add_worksheet().set_name("About")?, &look, self.heading, tally)?;
        let documents = matrix::of_documents(self.heading, &seen);
        matrix::write(book.add_worksheet().set_name("Matrix")?, &look, &documents)?;
        if !tally.bundles.is_empty() {
            let bundles = matrix::of_bundles(self.heading, &tally.bundles);
            matrix::write(book.add_worksheet().set_name("Partnerships")?, &look, &bundles)?;
        }
        let together = table_together(self.heading, tally);
        let ratings: Vec<Vec<String>> =
            seen.iter().flat_map(|seen| &seen.ratings).chain(&together).map(|row| sheets::ordered(row)).collect();
        let ratings = ratings.iter().map(Vec::as_slice);
        let columns = (&sheets::RATINGS[..], sheets::PRINTED);
        sheets::write(book.add_worksheet().set_name("Ratings")?, &look, columns, ratings)?;
        let facts = seen.iter().flat_map(|seen| &seen.facts).map(<[String; 5]>::as_slice);
        sheets::write(book.add_worksheet().set_name("Facts")?, &look, whole(&sheets::FACTS), facts)?;
        let register = seen.iter().map(|seen| &seen.register[..]);
        sheets::write(
            book.add_worksheet().set_name("Register")?,
            &look,
            (&sheets::REGISTER, sheets::REGISTER.len() - 1),
            register,
        )?;
        let answers = answers(self.heading, tally);
        if !answers.is_empty() {
            let answers = answers.iter().map(<[String; 6]>::as_slice);
            sheets::write(book.add_worksheet().set_name("Answers")?, &look, whole(&sheets::ANSWERS), answers)?;
        }
        let rating = HEAD.iter().position(|head| *head == "rating").unwrap_or_default();
        let doubts: Vec<&[String]> = seen.iter().flat_map(|seen| &seen.ratings).map(Vec::as_slice).collect();
        let doubts = doubts.into_iter().filter(|row| matches!(&*row[rating], "error" | "warning" | "note"));
        let doubts: Vec<[String; 5]> = doubts.map(sheets::doubt).collect();
        let doubts = doubts.iter().map(<[String; 5]>::as_slice);
        sheets::write(book.add_worksheet().set_name("Not read")?, &look, whole(&sheets::DOUBTS), doubts)?;
        book.save_to_buffer()
    }
}

/// All columns of a sheet, each of which is printed.
fn whole(columns: &[sheets::Column]) -> (&[sheets::Column], usize) {
    (columns, columns.len())
}

/// What people say, a row for each question of each bundle on which somebody has said something.
fn answers(heading: Heading, tally: &Tally) -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    for bundle in &tally.bundles {
        for asked in bundle.questions(heading.program, heading.asked) {
            let (Some(said), Some(question)) = (asked.said, heading.program.questions.get(asked.question.at())) else {
                continue;
            };
            let again: Vec<String> = asked.recheck.iter().map(words::recheck).collect();
            rows.push([
                line(&bundle.name),
                format!("{} {}", question.id, question.text),
                asked.suggested.word().to_owned(),
                asked.colour.word().to_owned(),
                words::sides(said).iter().map(|side| line(side)).collect::<Vec<_>>().join("\n"),
                line(&again.join("; ")),
            ]);
        }
    }
    rows
}

impl Report for Results<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, index: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        self.kept.put(index, self.see(assessed));
        Ok(Vec::new())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        self.book(tally).map_err(|error| io::Error::other(format!("the workbook cannot be made: {error}")))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, DataType, Reader, Xlsx};

    use super::super::super::testing;
    use super::*;
    use crate::assess::Met;

    fn bytes() -> Vec<u8> {
        let program = testing::program();
        let results = Results::new(testing::heading(&program, &[]));
        let mut tally = Tally::default();
        for (index, assessed) in [testing::assessed(), testing::worded(), testing::refused()].iter().enumerate() {
            assert!(results.document(index, assessed).unwrap().is_empty());
            tally.add(&program, Met::of(&program, assessed));
        }
        results.close(&tally).unwrap()
    }

    #[test]
    fn a_sheet_for_each_sort_of_thing() {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes())).unwrap();
        assert_eq!(book.sheet_names(), ["About", "Matrix", "Ratings", "Facts", "Register", "Not read"]);
        let matrix = book.worksheet_range("Matrix").unwrap();
        let row = |at: usize| matrix.rows().nth(at).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(row(1)[0], "harbour.md");
        assert_eq!(row(1)[4..], ["green", "amber", "red", "red"]);
        assert_eq!((&*row(3)[0], &*row(3)[3]), ("old\\u{1b}[31m.md", "could not be read"));
        let ratings = book.worksheet_range("Ratings").unwrap();
        assert_eq!(ratings.height(), 10, "a head, four ratings of two documents, and one that was refused");
        let line = ratings.rows().nth(1).unwrap().iter().find(|cell| matches!(cell, Data::Float(_)));
        assert_eq!(line, Some(&Data::Float(11.0)), "lines are numbers");
        let lost = book.worksheet_range("Not read").unwrap();
        let lost: Vec<String> = lost.rows().nth(1).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!((lost.len(), &*lost[1], &*lost[3]), (5, "error", "the file holds zero bytes, so it is no text"));
        assert_eq!(lost[4], "convert it to Markdown, or leave it out");
        for name in book.sheet_names() {
            assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} holds a formula");
        }
    }

    /// A document that says to a spreadsheet what it should run.
    fn hostile() -> Assessed {
        let mut hostile = testing::assessed();
        if let Ok(rated) = &mut hostile.outcome {
            for (rating, words) in rated.verdict.ratings.iter_mut().zip(RUN) {
                words.clone_into(&mut rating.message);
            }
            rated.verdict.facts[0].value = "=1+1".into();
            rated.document.notes = vec!["@SUM(A1)\u{1b}[31m".into()];
        }
        Assessed { path: "=HYPERLINK(\"http://x\")".into(), ..hostile }
    }

    const RUN: [&str; 4] = ["=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)\u{0}"];

    #[test]
    fn nothing_of_a_document_is_run() {
        let program = testing::program();
        let results = Results::new(testing::heading(&program, &[]));
        results.document(0, &hostile()).unwrap();
        let mut tally = Tally::default();
        tally.add(&program, Met::of(&program, &hostile()));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(results.close(&tally).unwrap())).unwrap();
        let mut words = Vec::new();
        for name in book.sheet_names() {
            assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} holds a formula");
            let range = book.worksheet_range(&name).unwrap();
            words.extend(range.used_cells().filter_map(|(_, _, cell)| cell.as_string()));
        }
        assert!(words.iter().all(|cell| !cell.chars().any(|sign| sign.is_control() && sign != '\n')));
        for said in ["=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0", "+1", "-2", "=1+1"] {
            assert!(words.iter().any(|cell| cell == said), "{said} is not there as words");
        }
    }

    #[test]
    fn the_same_run_gives_the_same_bytes() {
        assert_eq!(bytes(), bytes());
    }
}
