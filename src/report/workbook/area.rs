use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::questionnaire::told;
use super::super::words;
use super::look::{Height, Look, rated};
use crate::assess::answers::{Field, head};
use crate::assess::{Part, Row};

/// What a column holds, with its head and its width in letters.
enum Column {
    /// What govlint says.
    Told(fn(&Row) -> String, &'static str, f64),
    /// The same, under the head of a field.
    Known(fn(&Row) -> String, Field, f64),
    /// What people fill in.
    Open(Field, f64),
    /// What nobody has to see.
    Hidden(fn(&Row) -> String, Field),
}

/// The columns, in their order; that of the answers so far only where there are any.
fn columns(heard: bool) -> Vec<Column> {
    use Column::{Hidden, Known, Open, Told};
    let mut columns = vec![
        Known(|row| row.id.to_owned(), Field::Question, 13.0),
        Told(|row| row.text.to_owned(), "Question", 32.0),
        Told(says, "What the documents say", 58.0),
        Known(|row| rated(row.suggested).to_owned(), Field::Suggested, 11.0),
        Told(|row| row.ask.to_owned(), "To discuss", 30.0),
    ];
    if heard {
        columns.push(Told(so_far, "Answers so far", 34.0));
    }
    columns.extend([
        Open(Field::Rating, 11.0),
        Open(Field::Reason, 34.0),
        Open(Field::Evidence, 26.0),
        Open(Field::Action, 26.0),
        Open(Field::Owner, 16.0),
        Open(Field::Due, 11.0),
        Open(Field::Review, 11.0),
        Open(Field::Who, 16.0),
        Open(Field::Post, 16.0),
        Open(Field::Organisation, 18.0),
        Open(Field::Date, 11.0),
        Hidden(upon, Field::Upon),
    ]);
    columns
}

/// Writes the sheet of an area.
pub(super) fn write(sheet: &mut Worksheet, look: &Look, part: &Part, heard: bool) -> Result<(), XlsxError> {
    let rows = (1, part.rows.len().max(1) as u32);
    let mut heights = vec![Height::default(); part.rows.len()];
    for (at, column) in (0_u16..).zip(columns(heard)) {
        let (name, format, width) = match &column {
            Column::Told(_, name, width) => (*name, &look.head, *width),
            Column::Known(_, field, width) => (head(*field, false), &look.head, *width),
            Column::Open(field, width) => (head(*field, false), &look.ask, *width),
            Column::Hidden(_, field) => (head(*field, false), &look.head, 8.0),
        };
        look.put(sheet, (0, at), name, format)?;
        sheet.set_column_width(at, width)?;
        for ((row, asked), height) in (1_u32..).zip(&part.rows).zip(&mut heights) {
            if let Column::Told(words, ..) | Column::Known(words, ..) = &column {
                height.hold(&words(asked), width);
            }
            match &column {
                Column::Told(words, "Question", _) if asked.is_main => {
                    look.put(sheet, (row, at), &words(asked), &look.bold)?;
                }
                Column::Told(words, ..) | Column::Hidden(words, _) => {
                    look.put(sheet, (row, at), &words(asked), &look.cell)?;
                }
                Column::Known(words, Field::Question, _) => look.put(sheet, (row, at), &words(asked), &look.quiet)?,
                Column::Known(words, ..) => look.put(sheet, (row, at), &words(asked), &look.bold)?,
                Column::Open(Field::Due | Field::Review | Field::Date, _) => {
                    look.put(sheet, (row, at), "", &look.day)?
                }
                Column::Open(..) => look.put(sheet, (row, at), "", &look.open)?,
            }
        }
        match column {
            Column::Known(_, Field::Suggested, _) => look.colours(sheet, rows, at)?,
            Column::Open(Field::Rating, _) => {
                look.ratings(sheet, rows, at)?;
                look.colours(sheet, rows, at)?;
            }
            Column::Hidden(..) => {
                sheet.set_column_hidden(at)?;
            }
            _ => {}
        }
    }
    for (row, height) in (1_u32..).zip(heights) {
        height.set(sheet, row)?;
    }
    look.page(sheet)
}

/// What the documents say, or why they cannot.
fn says(row: &Row) -> String {
    let why = row.attested.map(|why| format!("For people alone: {why}."));
    let says: Vec<String> = why.into_iter().chain(row.says.iter().map(told)).collect();
    if says.is_empty() { "No document was asked.".to_owned() } else { says.join("\n\n") }
}

fn so_far(row: &Row) -> String {
    let said = row.said.map(words::said).into_iter();
    said.chain(row.recheck.iter().map(words::recheck)).collect::<Vec<_>>().join("\n")
}

/// The words in view, a document a line.
pub(super) fn upon(row: &Row) -> String {
    row.upon.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
