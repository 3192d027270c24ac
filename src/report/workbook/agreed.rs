use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::words;
use super::area::upon;
use super::look::{Height, Look, rated};
use crate::assess::answers::{Field, head};
use crate::assess::{Questionnaire, Row};

/// Writes the sheet for what a meeting agrees: the questions that somebody has answered, the ratings side by side.
pub(super) fn write(sheet: &mut Worksheet, look: &Look, asked: &Questionnaire) -> Result<(), XlsxError> {
    let heard: Vec<&Row> = asked.rows().filter(|row| row.said.is_some()).collect();
    let told = [
        (head(Field::Question, true), 13.0),
        ("Question", 36.0),
        (head(Field::Suggested, true), 11.0),
        ("Answers so far", 50.0),
    ];
    let open = [
        (Field::Rating, 11.0),
        (Field::Meeting, 24.0),
        (Field::Date, 12.0),
        (Field::Reason, 40.0),
        (Field::Review, 12.0),
    ];
    let (first, hidden) = (told.len() as u16, (told.len() + open.len()) as u16);
    for (at, (name, width)) in (0_u16..).zip(told) {
        look.put(sheet, (0, at), name, &look.head)?;
        sheet.set_column_width(at, width)?;
    }
    for (at, (field, width)) in (first..).zip(open) {
        look.put(sheet, (0, at), head(field, true), &look.ask)?;
        sheet.set_column_width(at, width)?;
    }
    look.put(sheet, (0, hidden), head(Field::Upon, true), &look.head)?;
    sheet.set_column_hidden(hidden)?;
    for (row, asked) in (1_u32..).zip(&heard) {
        let sides = asked.said.map(words::sides).unwrap_or_default().into_iter();
        let said: Vec<String> = sides.chain(asked.recheck.iter().map(words::recheck)).collect();
        look.put(sheet, (row, 0), asked.id, &look.quiet)?;
        look.put(sheet, (row, 1), asked.text, &look.cell)?;
        look.put(sheet, (row, 2), rated(asked.suggested), &look.bold)?;
        look.put(sheet, (row, 3), &said.join("\n"), &look.cell)?;
        for (at, (field, _)) in (first..).zip(open) {
            let day = matches!(field, Field::Date | Field::Review);
            look.put(sheet, (row, at), "", if day { &look.day } else { &look.open })?;
        }
        look.put(sheet, (row, hidden), &upon(asked), &look.cell)?;
        let mut height = Height::default();
        height.hold(asked.text, told[1].1);
        height.hold(&said.join("\n"), told[3].1);
        height.set(sheet, row)?;
    }
    let rows = (1, heard.len().max(1) as u32);
    look.colours(sheet, rows, 2)?;
    look.colours(sheet, rows, first)?;
    look.ratings(sheet, rows, first)?;
    look.page(sheet)
}
