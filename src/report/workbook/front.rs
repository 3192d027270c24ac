use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::{DISCLAIMER, words};
use super::look::{Look, clean};
use crate::assess::Questionnaire;
use crate::assess::answers::{FRONT, Field, front};

/// The sheet's name.
pub(super) const NAME: &str = "Read me first";

/// What there is to do, a step a line.
const STEPS: [&str; 5] = [
    "1. Fill in the four yellow cells below once: they hold for all of your answers. Where somebody else answers a \
     question, say so in the last columns of its row.",
    "2. Go through the sheets, one an area. The columns with grey heads show the question, what the documents say of it \
     and the rating that this suggests.",
    "3. In the yellow columns choose your rating. Say why where you differ from what is suggested, or where the question \
     does not apply, and name what proves it. Leave a row empty that you cannot answer.",
    "4. Where something is missing, say what is to be done, who does it and by when, and from which day on the answer \
     should be looked at again.",
    "5. Save the workbook and send it back. The answers of all organisations are laid side by side: where they differ \
     that is shown, and nobody's answer wins. What a meeting agrees is entered apart.",
];

/// What the ratings mean.
const MEANINGS: [(&str, &str); 4] = [
    ("green", "It is in place: decided, and known."),
    (
        "amber",
        "It is there in part, said to be there but nobody can tell what it is, or planned within the next six months.",
    ),
    ("red", "It is not there."),
    ("not applicable", "The question does not arise for this partnership; say why."),
];

/// Writes the sheet that says how to fill the others in.
pub(super) fn write(sheet: &mut Worksheet, look: &Look, asked: &Questionnaire) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    sheet.set_column_width(0, 24)?.set_column_width(1, 84)?;
    sheet.set_screen_gridlines(false);
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    look.put(sheet, (0, 0), &format!("Questions for {}", asked.name), &look.title)?;
    let documents = words::count(asked.documents.len(), "document", "documents");
    let made = format!("As of {}, from {documents}: {}", words::day(asked.as_of), asked.documents.join(", "));
    let mut row = 2;
    for line in [&*made, DISCLAIMER] {
        across(sheet, look, row, line)?;
        row += 1;
    }
    row += 1;
    for step in STEPS {
        across(sheet, look, row, step)?;
        row += 1;
    }
    row += 1;
    for field in FRONT {
        look.put(sheet, (row, 0), front(field), &look.bold)?;
        look.put(sheet, (row, 1), "", if field == Field::Date { &look.day } else { &look.open })?;
        row += 1;
    }
    row += 1;
    let first = row;
    for (word, meaning) in MEANINGS {
        look.put(sheet, (row, 0), word, &look.bold)?;
        look.put(sheet, (row, 1), meaning, &look.cell)?;
        row += 1;
    }
    look.colours(sheet, (first, row), 0)
}

/// A line across both columns, as high as its words need.
fn across(sheet: &mut Worksheet, look: &Look, row: u32, words: &str) -> Result<(), XlsxError> {
    sheet.merge_range(row, 0, row, 1, &clean(words), &look.plain)?;
    let lines = words.chars().count().div_ceil(110).clamp(1, 20);
    sheet.set_row_height(row, 14.0 * lines as f64 + 4.0)?;
    Ok(())
}
