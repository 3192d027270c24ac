use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::look::{Height, Look};
use crate::assess::Tally;
use crate::engine::Colour;
use crate::report::exchange::HEAD;
use crate::report::{DISCLAIMER, Heading, TOOL, words};

/// A column of a sheet: its head, its width in letters, and what is in it.
pub(super) type Column = (&'static str, f64, Holds);

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Words,
    /// What nobody reads as words: an id, a digest.
    Mark,
    Number,
    Rating,
}

/// The columns of [`HEAD`] in the order in which people read them: as many of them as [`PRINTED`] are printed, the others are
/// there to filter and look up by.
pub(super) const RATINGS: [Column; HEAD.len()] = [
    ("document", 30.0, Holds::Words),
    ("kind", 15.0, Holds::Words),
    ("rule", 22.0, Holds::Words),
    ("rating", 11.0, Holds::Rating),
    ("reason", 12.0, Holds::Words),
    ("message", 38.0, Holds::Words),
    ("clause", 20.0, Holds::Words),
    ("quotes", 54.0, Holds::Words),
    ("help", 40.0, Holds::Words),
    ("let be", 22.0, Holds::Words),
    ("nearly", 40.0, Holds::Words),
    ("questions", 18.0, Holds::Words),
    ("bundle", 20.0, Holds::Words),
    ("subject", 26.0, Holds::Words),
    ("basis", 12.0, Holds::Words),
    ("risk", 12.0, Holds::Words),
    ("advice", 8.0, Holds::Words),
    ("line", 7.0, Holds::Number),
    ("column", 8.0, Holds::Number),
    ("id", 10.0, Holds::Mark),
    ("sha256", 14.0, Holds::Mark),
];
/// The columns of [`RATINGS`] that are printed.
pub(super) const PRINTED: usize = 10;

/// Cells in the order of [`HEAD`] in that of [`RATINGS`].
pub(super) fn ordered(row: &[String]) -> Vec<String> {
    let cell = |(name, ..): &Column| HEAD.iter().position(|head| head == name).and_then(|at| row.get(at)).cloned();
    RATINGS.iter().map(|column| cell(column).unwrap_or_default()).collect()
}

pub(super) const FACTS: [Column; 5] = [
    ("document", 34.0, Holds::Words),
    ("fact", 22.0, Holds::Words),
    ("value", 36.0, Holds::Words),
    ("words", 60.0, Holds::Words),
    ("place", 26.0, Holds::Words),
];

pub(super) const REGISTER: [Column; 10] = [
    ("document", 34.0, Holds::Words),
    ("title", 40.0, Holds::Words),
    ("kind", 18.0, Holds::Words),
    ("version", 10.0, Holds::Words),
    ("status", 12.0, Holds::Words),
    ("partnership", 26.0, Holds::Words),
    ("format", 10.0, Holds::Words),
    ("not rated", 22.0, Holds::Words),
    ("notes", 44.0, Holds::Words),
    ("sha256", 20.0, Holds::Mark),
];

pub(super) const ANSWERS: [Column; 6] = [
    ("partnership", 30.0, Holds::Words),
    ("question", 44.0, Holds::Words),
    ("suggested", 11.0, Holds::Rating),
    ("rating", 11.0, Holds::Rating),
    ("answers", 60.0, Holds::Words),
    ("look again", 40.0, Holds::Words),
];

pub(super) const DOUBTS: [Column; 5] = [
    ("document", 40.0, Holds::Words),
    ("how bad", 10.0, Holds::Words),
    ("what", 20.0, Holds::Words),
    ("why", 60.0, Holds::Words),
    ("what to do", 60.0, Holds::Words),
];

/// A row of [`HEAD`] that is about the document as such, as a row of [`DOUBTS`].
pub(super) fn doubt(row: &[String]) -> [String; 5] {
    ["document", "rating", "rule", "message", "help"].map(|name| {
        let at = HEAD.iter().position(|head| *head == name);
        at.and_then(|at| row.get(at)).cloned().unwrap_or_default()
    })
}

/// Writes a sheet of rows, with heads that stay and can be filtered by; so many of the columns are printed.
pub(super) fn write<'a>(
    sheet: &mut Worksheet,
    look: &Look,
    (columns, printed): (&[Column], usize),
    rows: impl Iterator<Item = &'a [String]>,
) -> Result<(), XlsxError> {
    for (at, (name, width, _)) in (0_u16..).zip(columns) {
        look.put(sheet, (0, at), name, &look.head)?;
        sheet.set_column_width(at, *width)?;
    }
    let mut last = 1;
    for (at, row) in (1_u32..).zip(rows) {
        last = at;
        let mut height = Height::default();
        for ((column, words), (_, width, holds)) in (0_u16..).zip(row).zip(columns) {
            match words.parse::<u32>() {
                Ok(number) if *holds == Holds::Number => {
                    sheet.write_number_with_format(at, column, number, &look.cell)?;
                }
                _ if *holds == Holds::Mark => look.put(sheet, (at, column), words, &look.mark)?,
                _ => {
                    height.hold(words, *width);
                    look.put(sheet, (at, column), words, &look.cell)?;
                }
            }
        }
        height.set(sheet, at)?;
    }
    for (at, (_, _, holds)) in (0_u16..).zip(columns) {
        if *holds == Holds::Rating {
            look.colours(sheet, (1, last), at)?;
        }
    }
    sheet.autofilter(0, 0, last, columns.len() as u16 - 1)?;
    look.page(sheet)?;
    // A mark that is wider than its column would make the page as wide.
    sheet.set_print_area(0, 0, last, printed as u16 - 1)?;
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// Writes the sheet that says what the workbook is.
pub(super) fn about(sheet: &mut Worksheet, look: &Look, heading: Heading, tally: &Tally) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 26)?.set_column_width(1, 90)?;
    sheet.set_screen_gridlines(false);
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    look.put(sheet, (0, 0), "What the documents say", &look.title)?;
    let mut rows = vec![
        ("As of", words::day(heading.as_of)),
        ("What this is", DISCLAIMER.to_owned()),
        ("Documents read", tally.read.to_string()),
        ("Could not be read", tally.unreadable.to_string()),
        ("Kind could not be told", tally.untold.to_string()),
    ];
    let colours = Colour::ALL.map(|colour| (words::rated(colour), tally.count(colour).to_string()));
    let first = 2 + rows.len() as u32;
    rows.extend(colours);
    rows.push(("Made by", TOOL.to_owned()));
    for pack in heading.packs.iter().filter(|pack| pack.rules > 0) {
        let rules = words::count(pack.rules, "rule", "rules");
        rows.push(("Rules", format!("{} {}, {rules}, sha256 {}", pack.id, pack.version, pack.digest)));
    }
    rows.extend(heading.config.map(|config| ("Configuration", format!("sha256 {config}"))));
    for (row, (name, words)) in (2_u32..).zip(&rows) {
        look.put(sheet, (row, 0), name, &look.bold)?;
        look.put(sheet, (row, 1), words, &look.cell)?;
    }
    sheet.set_row_height(3, 32)?;
    look.colours(sheet, (first, first + Colour::ALL.len() as u32 - 1), 0)
}
