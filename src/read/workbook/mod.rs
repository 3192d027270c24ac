//! Workbooks that people fill in: words by sheet and cell, from Excel's format and OpenDocument's.

mod ods;

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};

use super::package::Package;
use super::reading::Reading;
use crate::diagnostic::Diagnostic;

/// Bytes that a workbook may unpack to: some hundred times a questionnaire that is filled in.
const UNPACKED: u64 = 64 << 20;
/// Sheets, cells, and letters of a cell that are read.
const SHEETS: usize = 256;
const CELLS: usize = 500_000;
const LETTERS: usize = 32_767;
/// The first bytes of the older format, and of one that is protected with a password.
const OLD: &[u8] = b"\xd0\xcf\x11\xe0";

/// The words of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// Its sheets in their order.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The cells that hold something, in the order of the file: row and column counted from 0, and the words. A day is written as
    /// `2026-11-28`; of a formula the last result is kept.
    pub cells: Vec<(u32, u32, String)>,
}

/// Reads the words of a workbook, an `.xlsx` or `.ods` file. Refused is what is no such file, is protected with a password, or holds
/// more than people fill in.
pub fn workbook(bytes: &[u8]) -> Result<Workbook, Diagnostic> {
    if bytes.starts_with(OLD) {
        return Err(no_workbook("the workbook is of an older format, or protected with a password"));
    }
    if !bytes.starts_with(b"PK") {
        return Err(no_workbook("the file is no workbook"));
    }
    let mut package = Package::open(bytes, Reading::default())?;
    package.measure(UNPACKED)?;
    let mut left = CELLS;
    if package.has("xl/workbook.xml") {
        xlsx(bytes, &mut left)
    } else if package.has(ods::CONTENT) {
        ods::read(&mut package, &mut left)
    } else {
        Err(no_workbook("the file is a package, but of no workbook"))
    }
}

fn xlsx(bytes: &[u8], left: &mut usize) -> Result<Workbook, Diagnostic> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let names = book.sheet_names();
    too_many_sheets(names.len())?;
    let mut sheets = Vec::new();
    for name in names {
        match sheet(&mut book, &name, left) {
            Ok(cells) => sheets.push(Sheet { name, cells }),
            // A sheet of nothing but a chart has no cells.
            Err(Refused::NoCells) => {}
            Err(Refused::For(problem)) => return Err(*problem),
        }
    }
    Ok(Workbook { sheets })
}

enum Refused {
    NoCells,
    For(Box<Diagnostic>),
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, left: &mut usize) -> Result<Vec<(u32, u32, String)>, Refused> {
    let refused = |error: XlsxError| match error {
        XlsxError::WorksheetNotFound(_) => Refused::NoCells,
        error => Refused::For(Box::new(broken(&error))),
    };
    let mut cells = Vec::new();
    let mut reader = book.worksheet_cells_reader(name).map_err(refused)?;
    while let Some(cell) = reader.next_cell().map_err(refused)? {
        let words = words(cell.get_value());
        if words.trim().is_empty() {
            continue;
        }
        one_less(left).map_err(|problem| Refused::For(Box::new(problem)))?;
        let (row, column) = cell.get_position();
        cells.push((row, column, words));
    }
    Ok(cells)
}

/// What a cell shows.
fn words(value: &DataRef) -> String {
    match value {
        DataRef::String(text) => text.chars().take(LETTERS).collect(),
        DataRef::SharedString(text) => text.chars().take(LETTERS).collect(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(day) if !day.is_duration() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(length) => length.as_f64().to_string(),
        DataRef::DateTimeIso(text) => text.chars().take(10).collect(),
        DataRef::DurationIso(text) => text.chars().take(LETTERS).collect(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn broken(error: &XlsxError) -> Diagnostic {
    Diagnostic::error("no-workbook", format!("the workbook cannot be read: {error}"))
        .help("open it in the program that made it and save it again")
}

/// A file that is no workbook, or none that is read.
fn no_workbook(what: &str) -> Diagnostic {
    Diagnostic::error("no-workbook", what)
        .help("save it as a workbook of Excel (.xlsx) or OpenDocument (.ods), without a password")
}

/// Counts a cell.
fn one_less(left: &mut usize) -> Result<(), Diagnostic> {
    *left = left.checked_sub(1).ok_or_else(|| too_much(format!("more than {CELLS} cells")))?;
    Ok(())
}

fn too_many_sheets(sheets: usize) -> Result<(), Diagnostic> {
    if sheets > SHEETS { Err(too_much(format!("more than {SHEETS} sheets"))) } else { Ok(()) }
}

fn too_much(what: String) -> Diagnostic {
    Diagnostic::error("too-large", format!("the workbook has {what}")).help("return the questionnaire alone")
}
