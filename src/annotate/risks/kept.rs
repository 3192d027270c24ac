use std::collections::BTreeMap;

use crate::read::Sheet;
use crate::report::Table;

/// Rows in which the heads of a sheet may stand, as people put titles over them.
const HEADS: u32 = 20;

/// What a sheet of a register holds, as people have left it.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Where the columns of the table stand.
    pub columns: BTreeMap<usize, u32>,
    /// The rows that have an id, in their order.
    pub ids: Vec<(u32, String)>,
    /// The row of the heads.
    pub head: u32,
    /// The last row that holds anything.
    pub last: u32,
    words: BTreeMap<(u32, u32), String>,
}

impl Kept {
    /// Whether a sheet has a head.
    pub(super) fn knows(sheet: &Sheet, head: &str) -> bool {
        Self::head(sheet, head).is_some()
    }

    fn head(sheet: &Sheet, head: &str) -> Option<(u32, u32)> {
        let cell = sheet.cells.iter().find(|(row, _, words)| *row < HEADS && words.trim() == head)?;
        Some((cell.0, cell.1))
    }

    /// What a sheet holds that has the head of the first column of a table.
    pub(super) fn of(sheet: &Sheet, table: &Table) -> Self {
        let first = table.columns.first().map_or("", |column| column.head);
        let Some((head, id)) = Self::head(sheet, first) else { return Self::default() };
        let heads = || sheet.cells.iter().filter(|(row, ..)| *row == head);
        let place = |name: &str| heads().find(|(.., words)| words.trim() == name).map(|(_, column, _)| *column);
        let columns = table.columns.iter().enumerate();
        let columns = columns.filter_map(|(at, column)| Some((at, place(column.head)?))).collect();
        let below = || sheet.cells.iter().filter(|(row, ..)| *row > head);
        let ids = below().filter(|(_, column, _)| *column == id);
        Self {
            columns,
            ids: ids.map(|(row, _, words)| (*row, words.trim().to_owned())).collect(),
            head,
            last: below().map(|(row, ..)| *row).max().unwrap_or(head),
            words: below().map(|(row, column, words)| ((*row, *column), words.clone())).collect(),
        }
    }

    /// What a column of the table holds in a row.
    pub(super) fn words(&self, row: u32, column: usize) -> &str {
        let place = self.columns.get(&column).map(|column| (row, *column));
        place.and_then(|place| self.words.get(&place)).map_or("", String::as_str)
    }

    /// The first row under the heads, whose looks new rows take.
    pub(super) fn sample(&self) -> u32 {
        self.ids.first().map_or(self.head + 1, |(row, _)| *row)
    }
}
