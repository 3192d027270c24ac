use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, FormatAlign, FormatBorder,
    Worksheet, XlsxError,
};

use crate::engine::Colour;

/// Letters that a cell may hold, fewer than a program allows.
const LONGEST: usize = 30_000;
/// The ratings that people may choose.
const RATINGS: [&str; 4] = ["green", "amber", "red", "not applicable"];
/// The line round a cell.
const LINE: Color = Color::RGB(0xBFBFBF);

/// The formats of the cells.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) head: Format,
    /// The head of a column that people fill in.
    pub(super) ask: Format,
    pub(super) cell: Format,
    pub(super) bold: Format,
    pub(super) quiet: Format,
    /// A cell that people fill in with words.
    pub(super) open: Format,
    /// A cell that people fill in with a day.
    pub(super) day: Format,
    pub(super) plain: Format,
    /// A mark that nobody reads as words, on one line.
    pub(super) mark: Format,
    /// The head of a narrow column, on its side.
    pub(super) side: Format,
    green: Format,
    amber: Format,
    red: Format,
}

impl Look {
    pub(super) fn new() -> Self {
        let base =
            || Format::new().set_font_name("Calibri").set_font_size(10).set_text_wrap().set_align(FormatAlign::Top);
        let boxed = || base().set_border(FormatBorder::Thin).set_border_color(LINE);
        let head = || boxed().set_bold().set_align(FormatAlign::VerticalCenter).set_font_color(Color::White);
        let open = || boxed().set_background_color(Color::RGB(0xFFFBE6));
        let on = |back, fore| Format::new().set_background_color(Color::RGB(back)).set_font_color(Color::RGB(fore));
        Self {
            title: Format::new().set_font_name("Calibri").set_bold().set_font_size(16),
            head: head().set_background_color(Color::RGB(0x44546A)),
            ask: head().set_background_color(Color::RGB(0x7F6000)),
            cell: boxed(),
            bold: boxed().set_bold(),
            quiet: boxed().set_font_color(Color::RGB(0x595959)),
            open: open(),
            day: open().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            plain: base(),
            mark: boxed().unset_text_wrap().set_font_color(Color::RGB(0x595959)),
            side: head().set_background_color(Color::RGB(0x44546A)).set_rotation(90),
            green: on(0xC6EFCE, 0x0B5D1E),
            amber: on(0xFFE699, 0x7F4F00),
            red: on(0xF8CBAD, 0x8B0000),
        }
    }

    /// Writes words: as words even where a spreadsheet would take them for a formula once somebody edits them.
    pub(super) fn put(
        &self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        words: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let words = clean(words);
        if words.starts_with(['=', '+', '-', '@', '\t']) {
            sheet.write_string_with_format(at.0, at.1, words, &format.clone().set_quote_prefix())?;
        } else if words.is_empty() {
            sheet.write_blank(at.0, at.1, format)?;
        } else {
            sheet.write_string_with_format(at.0, at.1, words, format)?;
        }
        Ok(())
    }

    /// Colours the ratings in some rows of a column by their words.
    pub(super) fn colours(&self, sheet: &mut Worksheet, rows: (u32, u32), column: u16) -> Result<(), XlsxError> {
        self.colours_of(sheet, rows, (column, column))
    }

    /// Colours the ratings in some rows of some columns by their words.
    pub(super) fn colours_of(
        &self,
        sheet: &mut Worksheet,
        rows: (u32, u32),
        columns: (u16, u16),
    ) -> Result<(), XlsxError> {
        for (colour, format) in [(Colour::Green, &self.green), (Colour::Amber, &self.amber), (Colour::Red, &self.red)] {
            let rule = ConditionalFormatCellRule::EqualTo(colour.word());
            let shown = ConditionalFormatCell::new().set_rule(rule).set_format(format);
            sheet.add_conditional_format(rows.0, columns.0, rows.1, columns.1, &shown)?;
        }
        Ok(())
    }

    /// Lets people choose a rating in some rows of a column.
    pub(super) fn ratings(&self, sheet: &mut Worksheet, rows: (u32, u32), column: u16) -> Result<(), XlsxError> {
        let choice = DataValidation::new()
            .allow_list_strings(&RATINGS)?
            .set_error_title("No rating")?
            .set_error_message("Choose green, amber, red or not applicable; leave the cell empty for no answer.")?;
        sheet.add_data_validation(rows.0, column, rows.1, column, &choice)?;
        Ok(())
    }

    /// A page of the sheet in print: across, as wide as it is, with the heads on each. On the screen the heads stay.
    pub(super) fn page(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0);
        sheet.set_footer("&L&A&RPage &P of &N");
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_row_height(0, 32)?;
        sheet.set_freeze_panes(1, 2)?;
        Ok(())
    }
}

/// How high a row has to be for the words of its cells, in points: programs do not all tell that themselves.
#[derive(Clone, Copy, Default)]
pub(super) struct Height(f64);

impl Height {
    /// Makes room for words in a column of a width in letters.
    pub(super) fn hold(&mut self, words: &str, width: f64) {
        self.0 = self.0.max(high(words, width));
    }

    pub(super) fn set(self, sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
        sheet.set_row_height(row, self.0)?;
        Ok(())
    }
}

/// How high words stand in a column of a width in letters, in points; no higher than the highest row that programs allow.
pub(crate) fn high(words: &str, width: f64) -> f64 {
    const MOST: f64 = 400.0;
    let room = (width * 1.25).max(4.0);
    let lines: f64 = words.lines().map(|line| (line.chars().count() as f64 / room).ceil().max(1.0)).sum();
    (lines * 12.8 + 4.0).min(MOST)
}

/// The word for a rating as people choose it.
pub(super) fn rated(colour: Colour) -> &'static str {
    if colour == Colour::NotApplicable { "not applicable" } else { colour.word() }
}

/// Words as a cell may hold them: no control characters but line breaks, and not too long.
pub(crate) fn clean(words: &str) -> String {
    let mut kept = words.chars().filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t'));
    let mut clean: String = kept.by_ref().take(LONGEST).collect();
    if kept.next().is_some() {
        clean.push('…');
    }
    clean
}
