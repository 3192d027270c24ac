use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::look::{Height, Look};
use super::Seen;
use crate::assess::Rollup;
use crate::engine::Colour;
use crate::language::model::QuestionId;
use crate::report::Heading;
use crate::report::exchange::line;

/// The width of the column of a question, in letters.
const NARROW: f64 = 9.0;

/// Who stands where on which question: a row each, a column a question.
pub(super) struct Matrix {
    /// What the first columns hold, with their widths in letters.
    front: Vec<(&'static str, f64)>,
    /// Id and wording of the questions.
    questions: Vec<String>,
    rows: Vec<(Vec<String>, Vec<&'static str>)>,
}

/// Of the documents, with the questions that at least one of them was asked.
pub(super) fn of_documents(heading: Heading, seen: &[Seen]) -> Matrix {
    let asked: BTreeSet<QuestionId> = seen.iter().flat_map(|seen| seen.answers.iter().map(|answer| answer.0)).collect();
    let names = short_names(&seen.iter().map(|seen| &*seen.path).collect::<Vec<_>>());
    let row = |(name, seen): (&str, &Seen)| {
        let front = vec![name.to_owned(), seen.title.clone(), seen.kind.clone(), seen.problem.clone()];
        (front, ratings(&asked, seen.answers.iter().copied().collect()))
    };
    let front = vec![("Document", 34.0), ("Title", 30.0), ("Kind", 16.0), ("Not rated", 13.0)];
    Matrix { front, questions: worded(heading, &asked), rows: names.into_iter().zip(seen).map(row).collect() }
}

/// The ends of paths that tell them from each other: the name of the file, with as many of its folders as that takes.
fn short_names<'p>(paths: &[&'p str]) -> Vec<&'p str> {
    let mut names = vec![None; paths.len()];
    let deepest = paths.iter().map(|path| path.split('/').count()).max().unwrap_or_default();
    for folders in 0..deepest {
        let ends = paths.iter().map(|path| end(path, folders));
        let mut counts: HashMap<&str, usize> = HashMap::new();
        ends.clone().for_each(|end| *counts.entry(end).or_default() += 1);
        for (name, end) in names.iter_mut().zip(ends).filter(|(name, end)| name.is_none() && counts[end] == 1) {
            *name = Some(end);
        }
    }
    names.into_iter().zip(paths).map(|(name, path)| name.unwrap_or(path)).collect()
}

/// The name at the end of a path with so many folders in front.
fn end(path: &str, folders: usize) -> &str {
    path.rmatch_indices('/').nth(folders).map_or(path, |(at, slash)| &path[at + slash.len()..])
}

/// Of the bundles, with all questions that the run asks; people's ratings come before those of the documents.
pub(super) fn of_bundles(heading: Heading, bundles: &[Rollup]) -> Matrix {
    let asked: BTreeSet<QuestionId> = heading.asked.iter().copied().collect();
    let row = |bundle: &Rollup| {
        let answers = bundle.questions(heading.program, heading.asked);
        let documents = bundle.documents.len().to_string();
        let answers = answers.iter().map(|answer| (answer.question, answer.colour)).collect();
        (vec![line(&bundle.name), documents], ratings(&asked, answers))
    };
    let front = vec![("Partnership", 34.0), ("Documents", 10.0)];
    Matrix { front, questions: worded(heading, &asked), rows: bundles.iter().map(row).collect() }
}

fn ratings(asked: &BTreeSet<QuestionId>, answers: BTreeMap<QuestionId, Colour>) -> Vec<&'static str> {
    asked.iter().map(|question| answers.get(question).map_or("", |colour| colour.word())).collect()
}

fn worded(heading: Heading, asked: &BTreeSet<QuestionId>) -> Vec<String> {
    let questions = asked.iter().filter_map(|question| heading.program.questions.get(question.at()));
    questions.map(|question| format!("{}\n{}", question.id, question.text)).collect()
}

/// Writes the sheet of a matrix.
pub(super) fn write(sheet: &mut Worksheet, look: &Look, matrix: &Matrix) -> Result<(), XlsxError> {
    let first = matrix.front.len() as u16;
    for (at, (name, width)) in (0_u16..).zip(&matrix.front) {
        look.put(sheet, (0, at), name, &look.head)?;
        sheet.set_column_width(at, *width)?;
    }
    for (at, question) in (first..).zip(&matrix.questions) {
        look.put(sheet, (0, at), question, &look.side)?;
        sheet.set_column_width(at, NARROW)?;
    }
    for (row, (front, ratings)) in (1_u32..).zip(&matrix.rows) {
        let mut height = Height::default();
        for (at, words) in (0_u16..).zip(front) {
            look.put(sheet, (row, at), words, if at == 0 { &look.bold } else { &look.cell })?;
            height.hold(words, matrix.front[usize::from(at)].1);
        }
        for (at, rating) in (first..).zip(ratings) {
            look.put(sheet, (row, at), rating, &look.cell)?;
            height.hold(rating, NARROW);
        }
        height.set(sheet, row)?;
    }
    let last = (first + matrix.questions.len() as u16).saturating_sub(1);
    let rows = matrix.rows.len().max(1) as u32;
    look.colours_of(sheet, (1, rows), (first, last.max(first)))?;
    sheet.autofilter(0, 0, rows, last)?;
    look.page(sheet)?;
    // As many columns would be too small to read on one sheet of paper: each has the names of the documents.
    sheet.set_print_scale(70).set_repeat_columns(0, 0)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_row_height(0, 190)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_short_as_tells_them_apart() {
        let paths = ["all/north/2025/mou.md", "all/north/2026/mou.md", "all/south/2026/mou.md", "all/tor.md", "-"];
        assert_eq!(short_names(&paths), ["2025/mou.md", "north/2026/mou.md", "south/2026/mou.md", "tor.md", "-"]);
        assert_eq!(short_names(&["mou.md", "old/mou.md"]), ["mou.md", "old/mou.md"], "one is the end of the other");
    }
}
