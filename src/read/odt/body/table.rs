use super::super::super::package::{Space, Tag, Xml};
use super::Body;
use crate::diagnostic::Diagnostic;
use crate::document::Builder;

/// Columns of one cell, and times a cell is repeated, that are believed.
const WIDEST: u32 = 64;
/// Rows that a cell reaches over that are believed.
const TALLEST: u32 = 10_000;

/// The tables that are open.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Tables in each other; only the outermost is one, those in its cells are words of the cell.
    depth: usize,
    rows: usize,
    /// For each column, how many more rows a cell above reaches into.
    reach: Vec<u32>,
    strong: bool,
    plain: bool,
    numbered: bool,
}

impl Tables {
    /// Whether a cell is open.
    pub(super) fn in_cell(&self) -> bool {
        self.depth > 0
    }

    /// Notes how words of a cell look.
    pub(super) fn note_words(&mut self, words: &str, strong: bool) {
        if !words.trim().is_empty() {
            self.strong |= strong;
            self.plain |= !strong;
        }
    }

    /// The number of the first paragraph of a cell is that of the cell.
    pub(super) fn number(&mut self, out: &mut Builder, number: &str) {
        if !std::mem::replace(&mut self.numbered, true) {
            out.number(number);
        }
    }
}

impl<'a> Body<'a> {
    /// A table that was entered.
    pub(super) fn table(&mut self, xml: &mut Xml<'a>) -> Result<(), Diagnostic> {
        self.close_title();
        let (mut columns, mut open, mut framed) = (0u32, false, false);
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Table, "table-column") => {
                    columns = columns.saturating_add(tag.number("number-columns-repeated").unwrap_or(1));
                }
                (Space::Table, "table-columns" | "table-header-columns" | "table-column-group") => {
                    let depth = xml.depth();
                    while let Some(tag) = xml.child(depth)? {
                        columns = columns.saturating_add(tag.number("number-columns-repeated").unwrap_or(1));
                    }
                }
                _ => {
                    if !open {
                        open = true;
                        // One column is a frame around text.
                        framed = columns == 1 && self.tables.depth == 0;
                        if !framed {
                            self.open_table();
                        }
                    }
                    self.rows(xml, &tag, false, framed)?;
                }
            }
        }
        if open && !framed {
            self.tables.depth -= 1;
            if self.tables.depth == 0 {
                self.out.close_table();
            }
        }
        Ok(())
    }

    fn open_table(&mut self) {
        self.tables.depth += 1;
        if self.tables.depth == 1 {
            self.out.open_table(0);
            self.tables.rows = 0;
            self.tables.reach.clear();
        }
    }

    /// A row, or what holds rows; `heads` where they name the columns.
    fn rows(&mut self, xml: &mut Xml<'a>, tag: &Tag<'a>, heads: bool, framed: bool) -> Result<(), Diagnostic> {
        match tag.key() {
            (Space::Table, "table-row") => self.row(xml, heads, framed),
            (Space::Table, name @ ("table-header-rows" | "table-rows" | "table-row-group")) => {
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    self.rows(xml, &tag, heads || name == "table-header-rows", framed)?;
                }
                Ok(())
            }
            (Space::Text, "soft-page-break") => {
                self.page();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn row(&mut self, xml: &mut Xml<'a>, heads: bool, framed: bool) -> Result<(), Diagnostic> {
        let outer = self.tables.depth == 1 && !framed;
        if outer {
            self.out.open_row(heads);
            (self.tables.strong, self.tables.plain) = (false, false);
        }
        // Columns that the cell before reaches over.
        let (mut column, mut over) = (0usize, 0u32);
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            let times = tag.number("number-columns-repeated").unwrap_or(1u32).clamp(1, WIDEST);
            match tag.key() {
                (Space::Table, "table-cell") if outer => {
                    let columns = tag.number("number-columns-spanned").unwrap_or(1u32).clamp(1, WIDEST);
                    let rows = tag.number("number-rows-spanned").unwrap_or(1u32).clamp(1, TALLEST);
                    self.tables.numbered = false;
                    self.out.open_cell_over(columns);
                    self.blocks(xml)?;
                    self.out.close_cell();
                    for _ in 1..times {
                        self.out.open_cell();
                        self.out.close_cell();
                    }
                    over = columns - 1;
                    let end = column + (columns + times - 1) as usize;
                    self.tables.reach.resize(self.tables.reach.len().max(end), 0);
                    self.tables.reach[column..end].fill(rows - 1);
                    column = end;
                    self.limits.check(&self.out)?;
                }
                (Space::Table, "table-cell") => self.blocks(xml)?,
                (Space::Table, "covered-table-cell") if outer => {
                    for _ in 0..times {
                        if over > 0 {
                            over -= 1;
                            continue;
                        }
                        match self.tables.reach.get_mut(column).filter(|rows| **rows > 0) {
                            Some(rows) => {
                                *rows -= 1;
                                self.out.cell_from_above(1);
                            }
                            None => {
                                self.out.open_cell();
                                self.out.close_cell();
                            }
                        }
                        column += 1;
                    }
                    self.limits.check(&self.out)?;
                }
                _ => {}
            }
        }
        if outer {
            if self.tables.rows == 0 && self.tables.strong && !self.tables.plain {
                self.out.name_columns();
            }
            self.tables.rows += 1;
        }
        Ok(())
    }
}
