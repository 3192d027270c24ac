//! Tables: those of data, with merged cells, and those that only lay the page out.

use super::flow::is_bold;
use super::tree::{Id, Step, Tree};
use crate::document::Builder;

/// Cells that stand for merged ones, beyond one for each cell of the table: a cell that says to span more is taken for one.
const COVERED: u32 = 4096;
/// Most columns that a cell reaches over.
const WIDEST: u32 = 64;

/// The tables that are open.
#[derive(Debug, Default)]
pub(super) struct Tables {
    open: Vec<Table>,
}

#[derive(Debug, Default)]
struct Table {
    /// It holds data; else its cells are read as paragraphs.
    data: bool,
    /// The row that names the columns by its print alone.
    head: Option<Id>,
    /// Column of the next cell of the row.
    column: usize,
    /// Rows that each column is covered for by a cell above.
    covered: Vec<u32>,
    /// Covered cells that may still be made.
    room: u32,
    /// Most cells of a row.
    widest: u32,
}

impl Tables {
    /// Opens the table of an element. One in a cell of another is part of that cell.
    pub fn open(&mut self, tree: &Tree, id: Id, out: &mut Builder) {
        let shape = Shape::of(tree, id);
        let data = !out.in_table() && shape.is_data(tree, id);
        if data {
            out.open_table(0);
        }
        let (room, widest) = (shape.cells.saturating_add(COVERED), shape.widest);
        self.open.push(Table { data, head: shape.head, room, widest, ..Table::default() });
    }

    /// Whether rows and cells met now are those of a table of data.
    pub fn hold_data(&self) -> bool {
        self.open.last().is_some_and(|table| table.data)
    }

    /// Opens a row.
    pub fn row(&mut self, tree: &Tree, id: Id, out: &mut Builder) {
        let Some(table) = self.open.last_mut() else { return };
        table.finish_row(out);
        let in_head = tree.parent(id).is_some_and(|around| tree.name(around) == "thead");
        let mut cells = tree.children(id).filter(|&cell| is_cell(tree, cell)).peekable();
        let named = cells.peek().is_some() && cells.all(|cell| tree.name(cell) == "th");
        out.open_row(in_head || named || table.head == Some(id));
        table.column = 0;
    }

    /// Opens a cell, behind those that cells above or before cover.
    pub fn cell(&mut self, tree: &Tree, id: Id, out: &mut Builder) {
        let Some(table) = self.open.last_mut() else { return };
        table.pass_covered(out);
        let span = |name: &str| tree.attribute(id, name).and_then(|span| span.trim().parse::<u32>().ok()).unwrap_or(1);
        let columns = span("colspan").clamp(1, table.widest.clamp(1, WIDEST)).min(table.room.max(1));
        let rows = span("rowspan").clamp(1, u32::from(u16::MAX));
        table.cover(columns, rows);
        out.open_cell_over(columns);
    }

    /// Closes the innermost table.
    pub fn close(&mut self, out: &mut Builder) {
        let Some(mut table) = self.open.pop().filter(|table| table.data) else { return };
        table.finish_row(out);
        out.close_table();
    }
}

impl Table {
    /// Says that the next cell takes so many columns and rows.
    fn cover(&mut self, columns: u32, rows: u32) {
        let end = self.column + columns as usize;
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        self.covered[self.column..end].fill(rows);
        self.column = end;
        self.room = self.room.saturating_sub(columns - 1);
    }

    /// Hands out the cells that are covered at this column.
    fn pass_covered(&mut self, out: &mut Builder) {
        while self.covered.get(self.column).is_some_and(|&rows| rows > 0) {
            if self.room > 0 {
                self.room -= 1;
                out.cell_from_above(1);
            }
            self.column += 1;
        }
    }

    fn finish_row(&mut self, out: &mut Builder) {
        self.pass_covered(out);
        self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
}

/// What a table looks like from afar.
struct Shape {
    rows: u32,
    cells: u32,
    widest: u32,
    /// The first row, if it alone is all in bold print.
    head: Option<Id>,
    /// It holds headings or other tables.
    holds_blocks: bool,
}

impl Shape {
    fn of(tree: &Tree, id: Id) -> Self {
        let mut shape = Self { rows: 0, cells: 0, widest: 0, head: None, holds_blocks: false };
        let (mut inner, mut row, mut bold_rows) = (0u32, 0, 0u32);
        for step in tree.walk(id) {
            match step {
                Step::Enter(at) if at != id && tree.name(at) == "table" => {
                    shape.holds_blocks = true;
                    inner += 1;
                }
                Step::Leave(at) if at != id && tree.name(at) == "table" => inner -= 1,
                Step::Enter(at) if inner == 0 => match tree.name(at) {
                    "tr" => {
                        shape.rows += 1;
                        row = 0;
                        if is_bold_row(tree, at) {
                            bold_rows += 1;
                            shape.head = shape.head.or(Some(at).filter(|_| shape.rows == 1));
                        }
                    }
                    "td" | "th" => {
                        shape.cells += 1;
                        row += 1;
                        shape.widest = shape.widest.max(row);
                    }
                    "h1" | "h2" | "h3" | "h4" => shape.holds_blocks = true,
                    _ => {}
                },
                _ => {}
            }
        }
        shape.head = shape.head.filter(|_| bold_rows == 1 && shape.rows > 1);
        shape
    }

    /// Whether the table holds data rather than the page: more than one column, and no headings or tables of its own.
    fn is_data(&self, tree: &Tree, id: Id) -> bool {
        let role = tree.attribute(id, "role").unwrap_or("");
        self.widest > 1 && self.rows > 0 && !self.holds_blocks && !matches!(role, "presentation" | "none")
    }
}

fn is_cell(tree: &Tree, id: Id) -> bool {
    matches!(tree.name(id), "td" | "th")
}

/// Whether all words of a row are in bold print.
fn is_bold_row(tree: &Tree, row: Id) -> bool {
    let (mut bold, mut any) = (0u32, false);
    for step in tree.walk(row) {
        match step {
            Step::Enter(id) if is_bold(tree, id) => bold += 1,
            Step::Leave(id) if is_bold(tree, id) => bold -= 1,
            Step::Enter(id) => {
                let words = tree.text(id).is_some_and(|text| !text.trim().is_empty());
                if words && bold == 0 {
                    return false;
                }
                any |= words;
            }
            Step::Leave(_) => {}
        }
    }
    any
}
