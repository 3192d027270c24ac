use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DocProperties, ExcelDateTime, Format, Workbook, Worksheet,
    XlsxError,
};

use super::look::{Height, Look};
use crate::report::register::{CLOSED, Holds, Table};

/// Rows for which colours are set, as people and later runs add some.
const ROWS: u32 = 5000;
/// How much smaller than on the screen it is printed, in hundredths, so that two sheets of A4 hold a row that is too wide for one.
const SCALE: u16 = 70;
/// Letters of a row that one sheet of A4 holds so that people can read it.
const WIDE: f64 = 230.0;

/// A register as bytes of an `.xlsx` file.
pub(in crate::report) fn register(day: Date, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let look = Look::new();
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(day.year().max(1900) as u16, day.month() as u8, day.day() as u8)?;
    book.set_properties(&DocProperties::new().set_title("govlint: register of risks").set_creation_datetime(&made));
    for table in tables {
        let sheet = book.add_worksheet().set_name(table.name)?;
        write(sheet, &look, table)?;
        match table.column(Holds::State) {
            Some(_) => print(sheet, &look, table)?,
            None => {
                sheet.set_screen_gridlines(false);
                sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
            }
        }
    }
    book.save_to_buffer()
}

fn write(sheet: &mut Worksheet, look: &Look, table: &Table) -> Result<(), XlsxError> {
    for (at, column) in (0_u16..).zip(table.columns) {
        look.put(sheet, (0, at), column.head, if column.holds.is_open() { &look.ask } else { &look.head })?;
        sheet.set_column_width(at, column.width)?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        let mut height = Height::default();
        for (index, column) in table.columns.iter().enumerate() {
            let words = cells.get(index).map_or("", String::as_str);
            height.hold(words, column.width);
            look.put(sheet, (row, index as u16), words, format(look, column.holds))?;
        }
        height.set(sheet, row)?;
    }
    Ok(())
}

fn format(look: &Look, holds: Holds) -> &Format {
    match holds {
        Holds::Words | Holds::Since => &look.cell,
        Holds::Id => &look.quiet,
        Holds::State | Holds::Rating => &look.bold,
        Holds::Open => &look.open,
        Holds::Day => &look.day,
    }
}

/// Colours, filters, and pages of A4 across: of a wide row what the risk is on the first, its evidence and what people fill in on
/// the second.
fn print(sheet: &mut Worksheet, look: &Look, table: &Table) -> Result<(), XlsxError> {
    if let Some(at) = table.column(Holds::Rating) {
        look.colours(sheet, (1, ROWS), at as u16)?;
    }
    if let Some(at) = table.column(Holds::State) {
        let closed = Format::new().set_background_color(Color::RGB(0xD9D9D9)).set_font_color(Color::RGB(0x404040));
        let rule = ConditionalFormatCellRule::EqualTo(CLOSED);
        let closed = ConditionalFormatCell::new().set_rule(rule).set_format(&closed);
        sheet.add_conditional_format(1, at as u16, ROWS, at as u16, &closed)?;
    }
    let last = table.rows.len().max(1) as u32;
    sheet.autofilter(0, 0, last, table.columns.len() as u16 - 1)?;
    look.page(sheet)?;
    sheet.set_paper_size(9);
    if table.columns.iter().map(|column| column.width).sum::<f64>() > WIDE {
        sheet.set_print_scale(SCALE).set_page_order(false).set_repeat_columns(0, 1)?;
    }
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    Ok(())
}
