use super::{Builder, draft};
use crate::document::{Block, BlockId, BlockKind, Cell, Table, TableId};
use crate::source::Span;

/// Words in a cell up to which it reads as a name rather than a sentence.
const NAME_WORDS: usize = 8;
/// Bytes of the number of a row, at most.
const LONGEST_NUMBER: usize = 7;
/// Rows looked at to tell whether the first column names the rows.
const SAMPLE: u32 = 200;

/// A table while it is read.
#[derive(Debug)]
pub(crate) struct TableDraft {
    first: u32,
    blocks: u32,
    rows: u32,
    columns: u32,
    header_rows: u32,
    /// Cells in the row being read.
    filled: u32,
    /// Rows differ in length: cells per row.
    lengths: Vec<u32>,
    /// Columns of the open cell beyond its first.
    over: u32,
    /// Places, as row and column, that a cell which begins elsewhere reaches over, with the place where it begins.
    merged: Vec<((u32, u32), (u32, u32))>,
}

impl Builder {
    /// Opens a table whose first `header_rows` rows name the columns.
    pub fn open_table(&mut self, header_rows: u32) {
        self.close_table();
        self.close_block();
        let first = self.blocks.len() as u32;
        self.tables.push(TableDraft {
            first,
            blocks: 0,
            rows: 0,
            columns: 0,
            header_rows,
            filled: 0,
            lengths: Vec::new(),
            over: 0,
            merged: Vec::new(),
        });
        self.open.table = true;
    }

    /// Whether a table is open.
    pub fn in_table(&self) -> bool {
        self.open.table
    }

    /// Opens a row; `header` adds it to the rows that name the columns if only such rows stand before it.
    pub fn open_row(&mut self, header: bool) {
        self.close_row();
        self.close_block();
        if let (true, Some(table)) = (self.open.table, self.tables.last_mut()) {
            if header && table.header_rows == table.rows {
                table.header_rows += 1;
            }
            table.rows += 1;
        }
    }

    /// Words in a table but in no cell: before its rows they are a caption, which stands before the table; later they
    /// open a cell.
    pub(super) fn begin_in_table(&mut self) {
        if self.open.table && !self.open.cell && self.tables.last().is_some_and(|table| table.rows > 0) {
            self.open.shape = None;
            self.open_cell();
        }
    }

    /// Moves the start of a table without rows behind the blocks so far.
    pub(super) fn move_table(&mut self) {
        let first = self.blocks.len() as u32;
        if let (true, Some(table)) = (self.open.table, self.tables.last_mut())
            && table.rows == 0
        {
            table.first = first;
        }
    }

    /// Says that the open row names the columns, if it is the first.
    pub fn name_columns(&mut self) {
        if let (true, Some(table)) = (self.open.table, self.tables.last_mut())
            && table.rows == 1
        {
            table.header_rows = 1;
        }
    }

    /// Opens a cell of the open row.
    pub fn open_cell(&mut self) {
        self.close_cell();
        self.close_block();
        if self.open.table {
            if self.tables.last().is_some_and(|table| table.rows == 0) {
                self.open_row(false);
            }
            self.open.cell = true;
            self.open.started = false;
        }
    }

    /// Opens a cell that reaches over so many columns, 1 for a plain one; to be told how many that are at most 64.
    pub fn open_cell_over(&mut self, columns: u32) {
        self.open_cell();
        if let (true, Some(table)) = (self.open.cell, self.tables.last_mut()) {
            table.over = columns.clamp(1, 64) - 1;
        }
    }

    /// A cell of the open row, over so many columns, that the cell above reaches into.
    pub fn cell_from_above(&mut self, columns: u32) {
        self.open_cell_over(columns);
        if let (true, Some(table)) = (self.open.cell, self.tables.last_mut()) {
            let (row, column) = (table.rows - 1, table.filled);
            if let Some(above) = row.checked_sub(1) {
                let begins = table.begin_of((above, column));
                table.merged.push(((row, column), begins));
            }
        }
        self.close_cell();
    }

    /// Ends the open cell; an empty one is kept.
    pub fn close_cell(&mut self) {
        if !std::mem::take(&mut self.open.cell) {
            return;
        }
        if self.open.bold_since.is_some() {
            self.bold(false);
        }
        self.take_anchored();
        let here = self.text.offset();
        let span = if self.open.started { self.trimmed() } else { Span::new(here, here) };
        let bold = draft::bold_at(&self.open.bolds, span.start).map_or(span.start, |bold| bold.end.min(span.end));
        self.open.started = false;
        self.open.breaks.clear();
        self.open.bolds.clear();
        let number = self.open.number.take();
        let id = TableId(self.tables.len() as u32 - 1);
        let Some(table) = self.tables.last_mut() else { return };
        let mut block = draft::block(span, BlockKind::Cell);
        block.cell = Some(Cell { table: id, row: table.rows - 1, column: table.filled });
        table.filled += 1;
        let mut hint = draft::Hint::new(self.open.item, bold);
        if !span.is_empty() && bold < span.end {
            draft::read_label(self.slice(span), &mut block, &mut hint);
        }
        block.number = number;
        self.blocks.push(block);
        self.hints.push(hint);
        let Some(table) = self.tables.last_mut() else { return };
        for _ in 0..std::mem::take(&mut table.over) {
            let here = (table.rows - 1, table.filled);
            let begins = table.begin_of((here.0, here.1 - 1));
            table.merged.push((here, begins));
            let mut block = draft::block(Span::new(span.end, span.end), BlockKind::Cell);
            block.cell = Some(Cell { table: id, row: here.0, column: here.1 });
            table.filled += 1;
            self.blocks.push(block);
            self.hints.push(draft::Hint::new(self.open.item, span.end));
        }
    }

    fn close_row(&mut self) {
        self.close_cell();
        if let (true, Some(table)) = (self.open.table, self.tables.last_mut())
            && table.rows > 0
        {
            table.lengths.push(table.filled);
            table.columns = table.columns.max(table.filled);
            table.filled = 0;
        }
    }

    /// Closes the open table: short rows are filled up with empty cells.
    pub fn close_table(&mut self) {
        if !self.open.table {
            return;
        }
        self.close_row();
        self.open.table = false;
        let Some(table) = self.tables.last_mut() else { return };
        if table.columns == 0 {
            self.tables.pop();
            return;
        }
        let lengths = std::mem::take(&mut table.lengths);
        table.blocks = self.blocks.len() as u32 - table.first;
        if lengths.iter().any(|&length| length != table.columns) {
            self.square(&lengths);
        }
    }

    /// Makes all rows of the last table equally long. A row much longer than the others is cut, its words kept in
    /// its last cell, so that one row cannot blow up the table.
    fn square(&mut self, lengths: &[u32]) {
        let Some(table) = self.tables.last_mut() else { return };
        let room = u64::from(table.blocks) * 2 + 4096;
        table.columns = table.columns.min((room / u64::from(table.rows.max(1))).max(1) as u32);
        let columns = table.columns;
        let blocks = self.blocks.split_off(table.first as usize);
        let hints = self.hints.split_off(table.first as usize);
        let mut cells = blocks.into_iter().zip(hints);
        let mut end = self.blocks.last().map_or(0, |block| block.span.end);
        for (row, &length) in lengths.iter().enumerate() {
            for (column, (block, hint)) in cells.by_ref().take(length as usize).enumerate() {
                end = block.span.end;
                if column < columns as usize {
                    self.blocks.push(block);
                    self.hints.push(hint);
                } else if let Some(last) = self.blocks.last_mut().filter(|_| !block.span.is_empty()) {
                    self.text.join(block.span.start.saturating_sub(1));
                    last.span.end = block.span.end;
                }
            }
            for column in length..columns {
                let mut block = draft::block(Span::new(end, end), BlockKind::Cell);
                let id = TableId(self.tables.len() as u32 - 1);
                block.cell = Some(Cell { table: id, row: row as u32, column });
                self.blocks.push(block);
                let item = self.open.item;
                self.hints.push(draft::Hint::new(item, end));
            }
        }
        if let Some(table) = self.tables.last_mut() {
            table.blocks = self.blocks.len() as u32 - table.first;
        }
    }
}

impl TableDraft {
    /// The blocks of the table's cells.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..(self.first + self.blocks) as usize
    }

    /// Where the cell begins that reaches over a place: the place itself for most.
    fn begin_of(&self, place: (u32, u32)) -> (u32, u32) {
        self.merged.binary_search_by_key(&place, |&(over, _)| over).map_or(place, |at| self.merged[at].1)
    }

    /// Tells what names the rows and columns.
    pub fn finish(mut self, text: &str, blocks: &[Block]) -> Table {
        let cells = Cells { text, blocks: &blocks[self.range()], columns: self.columns };
        if self.header_rows > 0 && cells.row(0).all(|words| words.is_empty()) {
            self.header_rows = 0;
        }
        let form_head = self.columns == 2 && self.header_rows == 1 && cells.is_form_row(0);
        if form_head || self.header_rows == 1 && cells.is_numbered_row(self.rows) {
            self.header_rows = 0;
        }
        let row_headers = if form_head { Some(0) } else { cells.names_rows(self.header_rows, self.rows) };
        let range = self.range();
        let block = |(row, column): (u32, u32)| range.start as u32 + row * self.columns + column;
        let inside = |&&((_, column), _): &&((u32, u32), (u32, u32))| column < self.columns;
        let merged = self.merged.iter().filter(inside);
        let merged = merged.map(|&(over, begins)| (BlockId(block(over)), BlockId(block(begins)))).collect();
        Table {
            merged,
            blocks: range.start as u32..range.end as u32,
            rows: self.rows,
            columns: self.columns,
            header_rows: self.header_rows.min(self.rows),
            row_headers,
        }
    }
}

struct Cells<'a> {
    text: &'a str,
    blocks: &'a [Block],
    columns: u32,
}

impl<'a> Cells<'a> {
    fn words(&self, row: u32, column: u32) -> &'a str {
        self.blocks.get((row * self.columns + column) as usize).map_or("", |block| &self.text[block.span.range()])
    }

    fn row(&self, row: u32) -> impl Iterator<Item = &'a str> {
        (0..self.columns).map(move |column| self.words(row, column))
    }

    /// A header row that is really the first line of a form: a name, and beside it a value of many words, or a day.
    fn is_form_row(&self, row: u32) -> bool {
        let (name, value) = (self.words(row, 0), self.words(row, 1));
        !name.is_empty()
            && is_name(name)
            && (value.split_whitespace().count() > 6 || value.ends_with('.') || is_day(value))
    }

    /// A header row that is really the first of numbered rows: its number and those below differ in their figures alone.
    fn is_numbered_row(&self, rows: u32) -> bool {
        let series =
            |words: &'a str| words.split(|character: char| character.is_ascii_digit()).filter(|part| !part.is_empty());
        let first = self.words(0, 0);
        let below = self.column(0, 1, rows);
        is_number(first)
            && first.contains(|character: char| character.is_ascii_digit())
            && !below.is_empty()
            && below.iter().all(|words| *words != first && is_number(words) && series(words).eq(series(first)))
    }

    /// The column that names the rows: the first, or the one behind their running numbers in a table of three or more.
    fn names_rows(&self, header_rows: u32, rows: u32) -> Option<u32> {
        let first = self.column(0, header_rows, rows);
        let numbered = self.columns > 2
            && first.iter().any(|words| !words.is_empty())
            && first.iter().all(|words| is_number(words));
        let names = u32::from(numbered);
        self.column_names(names, header_rows, rows).then_some(names)
    }

    /// The words of a column under the rows that name the columns.
    fn column(&self, column: u32, header_rows: u32, rows: u32) -> Vec<&'a str> {
        (header_rows..rows.min(header_rows + SAMPLE)).map(|row| self.words(row, column)).collect()
    }

    /// Whether a column holds short names, no two alike, that are no figures.
    fn column_names(&self, column: u32, header_rows: u32, rows: u32) -> bool {
        let names = self.column(column, header_rows, rows);
        let filled: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
        if self.columns < 2 || filled.is_empty() || filled.len() * 2 < names.len() {
            return false;
        }
        let words: usize = filled.iter().map(|name| name.split_whitespace().count()).sum();
        let figures = filled.iter().filter(|name| is_figure(name)).count();
        let mut distinct = filled.clone();
        distinct.sort_unstable();
        distinct.dedup();
        words <= NAME_WORDS * filled.len() && figures * 2 < filled.len() && distinct.len() * 4 >= filled.len() * 3
    }
}

fn is_name(words: &str) -> bool {
    words.split_whitespace().count() <= NAME_WORDS && !words.ends_with('.')
}

/// A day of a year: `1 September 2026`, `01/09/2026`, `2026-09-01`.
fn is_day(words: &str) -> bool {
    let parts: Vec<&str> = words.split([' ', '/', '-', '.']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.len() <= 4 && part.starts_with(|first: char| first.is_ascii_digit());
    let years = parts.iter().filter(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit())).count();
    let numbers = parts.iter().filter(|part| number(part)).count();
    parts.len() == 3 && years == 1 && numbers >= 2 && parts.iter().all(|part| number(part) || part.len() >= 3)
}

/// A running number: `4`, `4.1`, `(iii)`, `D4`; nothing stands for one.
fn is_number(words: &str) -> bool {
    let whole = words.trim_matches(['(', ')', '.']);
    let letters = whole.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = whole.bytes().any(|byte| byte.is_ascii_digit());
    let roman = whole.bytes().all(|byte| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x'));
    let marks = whole.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    marks && whole.len() <= LONGEST_NUMBER && (roman || letters <= 1 || digits && letters <= 2)
}

/// A running number, reference, date or sum rather than a name: no word of three letters.
fn is_figure(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_digit())
        && !words.split(|character: char| !character.is_alphabetic()).any(|part| part.len() >= 3)
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;
    use super::*;

    #[test]
    fn tells_what_names_rows_and_columns() {
        for (script, header_rows, row_headers) in [
            ("|Decision|Board|Officer|\n|Buy land|X||\n|Hire staff||X|", 1, Some(0)),
            ("|Purpose|To advise the Board on all that it owns.|\n|Chair|A director|", 0, Some(0)),
            ("|||\n|Chair|A director|\n|Clerk|An officer|", 0, Some(0)),
            ("|Effective date|1 September 2026|\n|Next review|1 June 2026|", 0, Some(0)),
            ("|Made on|2026-09-01|\n|Owner|Clerk|", 0, Some(0)),
            ("|Action|2026/27|\n|Dredge|done|", 1, Some(0)),
            ("|Line|1 to 2026|\n|Dredge|done|", 1, Some(0)),
            ("|No.|Matter|\n|1|Banking|\n|2|Leases|", 1, None),
            ("|Date|Change|\n|2024-05-01|First|\n|2025-05-01|Second|", 1, None),
            ("|Role|Name|\n|Member|Ann|\n|Member|Ben|\n|Member|Cy|", 1, None),
            ("|Only|\n|one|", 1, None),
            ("|P.1|Let berths|\n|P.2|Buy rope|\n|P.3|Hire tugs|", 0, None),
            ("|D4|Berths|Clerk|\n|D5|Rope|Board|", 0, Some(1)),
            ("|P.1|Let berths|\n|Clerk|Buy rope|", 1, Some(0)),
            ("|No|Matter|Holder|\n|1|Banking|Clerk|\n|2|Leases|Board|", 1, Some(1)),
            ("|Ref|Matter|Holder|\n|(i)|Banking|Clerk|\n|A2.1|Leases|Board|\n||Loans|Board|", 1, Some(1)),
            ("|Year|Matter|Holder|\n|2024-05-01|Banking|Clerk|\n|2025-05-01|Leases|Board|", 1, None),
            ("|No|Name|Role|\n|1|Ann|Member|\n|2|Ann|Clerk|", 1, None),
        ] {
            let table = &sample(script).tables[0];
            assert_eq!((table.header_rows, table.row_headers), (header_rows, row_headers), "{script}");
        }
    }

    #[test]
    fn makes_rows_equally_long() {
        let document = sample("|a|b|\n|c|\n|d|e|f|");
        let table = &document.tables[0];
        assert_eq!((table.rows, table.columns, table.blocks.len()), (3, 3, 9));
        let words: Vec<&str> = document.blocks.iter().map(|block| document.text.slice(block.span)).collect();
        assert_eq!(words, ["a", "b", "", "c", "", "", "d", "e", "f"]);
    }

    #[test]
    fn a_cell_over_several_rows_or_columns_heads_all_of_them() {
        let mut builder = Builder::with_capacity(100);
        let mut at = 0;
        let mut words = |builder: &mut Builder, words: &str| {
            builder.words(words, at);
            at += words.len() as u32 + 1;
        };
        builder.open_table(0);
        builder.open_row(true);
        builder.open_cell();
        words(&mut builder, "Matter");
        builder.open_cell_over(2);
        words(&mut builder, "Who decides");
        builder.open_row(false);
        for cell in ["Money", "Board", "Chair"] {
            builder.open_cell();
            words(&mut builder, cell);
        }
        builder.open_row(false);
        builder.cell_from_above(1);
        builder.open_cell();
        words(&mut builder, "Panel");
        let document = builder.finish(Vec::new(), Vec::new());
        let said = |block| document.text.slice(document.block(block).span);
        let headers = |row, column| -> Vec<&str> {
            document.cell_headers(Cell { table: TableId(0), row, column }).map(said).collect()
        };
        assert_eq!(headers(1, 2), ["Money", "Who decides"]);
        assert_eq!(headers(2, 1), ["Money", "Who decides"]);
        assert_eq!(document.cell_over(TableId(0), 2, 0).map(said), Some("Money"));
        assert_eq!(document.cell(TableId(0), 2, 0).map(said), Some(""));
        assert_eq!(document.blocks.len(), 9);
    }

    #[test]
    fn one_long_row_does_not_blow_a_table_up() {
        let script = format!("{}|\n{}", "|a".repeat(5000), "|b|\n".repeat(5000));
        let document = sample(&script);
        assert!(document.blocks.len() < 40_000, "{}", document.blocks.len());
        assert!(document.text.slice(document.blocks[2].span).starts_with('a'));
    }
}
