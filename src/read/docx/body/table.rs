use super::super::super::package::{Space, Tag, Xml};
use super::super::styles::is_on;
use super::{Body, Change};
use crate::diagnostic::Diagnostic;
use crate::document::Builder;

/// Columns of one cell that are believed.
const WIDEST: u32 = 64;

/// The tables that are open.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Tables in each other; only the outermost is one, those in its cells are words of the cell.
    depth: usize,
    /// Rows of the open table.
    rows: usize,
    row: Row,
    /// Whether the open cell has a number.
    numbered: bool,
}

/// What was met in the open row.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    strong: bool,
    plain: bool,
}

impl Tables {
    /// Whether a cell is open.
    pub(super) fn in_cell(&self) -> bool {
        self.depth > 0
    }

    /// Notes how words of a cell look.
    pub(super) fn note_words(&mut self, words: &str, strong: bool) {
        if !words.trim().is_empty() {
            self.row.strong |= strong;
            self.row.plain |= !strong;
        }
    }

    /// The number of the first paragraph of a cell is that of the cell.
    pub(super) fn number(&mut self, out: &mut Builder, number: &str) {
        if !std::mem::replace(&mut self.numbered, true) {
            out.number(number);
        }
    }
}

/// What the properties of a cell say.
struct Reach {
    columns: u32,
    /// It belongs to the cell above, or to the one before.
    above: bool,
    before: bool,
    /// A tracked change hides it.
    hidden: bool,
}

impl<'a> Body<'a> {
    /// A table that was entered.
    pub(super) fn table(&mut self, xml: &mut Xml<'a>) -> Result<(), Diagnostic> {
        self.close_title();
        self.joins = false;
        let (mut first_row, mut columns) = (false, None);
        let mut open = false;
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Word, "tblPr") => first_row = self.sets_first_row_apart(xml)?,
                (Space::Word, "tblGrid") => columns = Some(count(xml, "gridCol")?),
                _ => {
                    // One column is a frame around text.
                    let framed = columns == Some(1) && self.tables.depth == 0;
                    if !framed && !open {
                        self.open_table();
                        open = true;
                    }
                    self.rows(xml, &tag, first_row, framed)?;
                }
            }
        }
        if open {
            self.close_table();
        }
        Ok(())
    }

    fn open_table(&mut self) {
        self.tables.depth += 1;
        if self.tables.depth == 1 {
            self.end_lists();
            self.out.open_table(0);
            self.tables.rows = 0;
        }
    }

    fn close_table(&mut self) {
        self.tables.depth -= 1;
        if self.tables.depth == 0 {
            self.out.close_table();
        }
    }

    /// Whether the table's style sets its first row apart, and the table says that it has such a row.
    fn sets_first_row_apart(&self, xml: &mut Xml<'a>) -> Result<bool, Diagnostic> {
        let (mut styled, mut asked) = (false, false);
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Word, "tblStyle") => {
                    styled = tag.get("val").and_then(|id| self.styles.get(&id)).is_some_and(|style| style.first_row);
                }
                (Space::Word, "tblLook") => {
                    let bits = tag.get("val").and_then(|bits| u32::from_str_radix(&bits, 16).ok()).unwrap_or(0);
                    let said = tag.get("firstRow").map(|on| matches!(&*on, "1" | "true" | "on"));
                    asked = said.unwrap_or(bits & 0x20 != 0);
                }
                _ => {}
            }
        }
        Ok(styled && asked)
    }

    /// A row, or what holds rows.
    fn rows(&mut self, xml: &mut Xml<'a>, tag: &Tag<'a>, first_row: bool, framed: bool) -> Result<(), Diagnostic> {
        match tag.key() {
            (Space::Word, "tr") => self.row(xml, first_row, framed),
            (Space::Word, "sdt") => self.control(xml, |body, xml| body.all_rows(xml, first_row, framed)),
            (Space::Word, "customXml") => self.all_rows(xml, first_row, framed),
            (Space::Word, "ins" | "del" | "moveFrom" | "moveTo") => {
                self.changed(xml, tag, |body, xml| body.all_rows(xml, first_row, framed))
            }
            _ => Ok(()),
        }
    }

    fn all_rows(&mut self, xml: &mut Xml<'a>, first_row: bool, framed: bool) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            self.rows(xml, &tag, first_row, framed)?;
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'a>, first_row: bool, framed: bool) -> Result<(), Diagnostic> {
        let outer = self.tables.depth == 1 && !framed;
        let (mut heads, mut before) = (false, 0);
        let mut open = false;
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if tag.key() == (Space::Word, "trPr") {
                let mut hidden = false;
                let inside = xml.depth();
                while let Some(tag) = xml.child(inside)? {
                    match tag.key() {
                        (Space::Word, "tblHeader") => heads = is_on(&tag),
                        (Space::Word, "gridBefore") => before = tag.number("val").unwrap_or(0),
                        (Space::Word, name @ ("ins" | "del")) => {
                            hidden |= self.change(name) == Change::Hidden;
                        }
                        _ => {}
                    }
                }
                if hidden {
                    return self.pass_over(xml, depth);
                }
                continue;
            }
            if outer && !std::mem::replace(&mut open, true) {
                self.out.open_row(heads || (first_row && self.tables.rows == 0));
                self.tables.row = Row::default();
                for _ in 0..before.min(WIDEST) {
                    self.out.open_cell();
                }
            }
            self.cells(xml, &tag, framed)?;
        }
        if outer {
            self.out.close_cell();
            if self.tables.rows == 0 && self.tables.row.strong && !self.tables.row.plain {
                self.out.name_columns();
            }
            self.tables.rows += 1;
        }
        Ok(())
    }

    /// A cell, or what holds cells.
    fn cells(&mut self, xml: &mut Xml<'a>, tag: &Tag<'a>, framed: bool) -> Result<(), Diagnostic> {
        match tag.key() {
            (Space::Word, "tc") => self.cell(xml, framed),
            (Space::Word, "sdt") => self.control(xml, |body, xml| body.all_cells(xml, framed)),
            (Space::Word, "customXml") => self.all_cells(xml, framed),
            _ => Ok(()),
        }
    }

    fn all_cells(&mut self, xml: &mut Xml<'a>, framed: bool) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            self.cells(xml, &tag, framed)?;
        }
        Ok(())
    }

    fn cell(&mut self, xml: &mut Xml<'a>, framed: bool) -> Result<(), Diagnostic> {
        let outer = self.tables.depth == 1 && !framed;
        let mut reach = Reach { columns: 1, above: false, before: false, hidden: false };
        let mut open = !outer;
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if tag.key() == (Space::Word, "tcPr") {
                reach = self.reach(xml)?;
                if reach.hidden {
                    return self.pass_over(xml, depth);
                }
                continue;
            }
            if !std::mem::replace(&mut open, true) {
                self.open_cell(&reach);
            }
            if outer && (reach.above || reach.before) {
                let depth = xml.depth();
                self.pass_over(xml, depth)?;
            } else {
                self.block(xml, &tag)?;
            }
        }
        if !open {
            self.open_cell(&reach);
        }
        if outer {
            self.out.close_cell();
            self.limits.check(&self.out)?;
        }
        Ok(())
    }

    fn open_cell(&mut self, reach: &Reach) {
        self.tables.numbered = false;
        if reach.above {
            self.out.cell_from_above(reach.columns);
        } else {
            self.out.open_cell_over(reach.columns);
        }
    }

    /// The properties of a cell, which were entered.
    fn reach(&mut self, xml: &mut Xml<'a>) -> Result<Reach, Diagnostic> {
        let mut reach = Reach { columns: 1, above: false, before: false, hidden: false };
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            let goes_on = || tag.get("val").is_none_or(|value| value == "continue");
            match tag.key() {
                (Space::Word, "gridSpan") => reach.columns = tag.number("val").unwrap_or(1).clamp(1, WIDEST),
                (Space::Word, "vMerge") => reach.above = goes_on(),
                (Space::Word, "hMerge") => reach.before = goes_on(),
                (Space::Word, name @ ("cellIns" | "cellDel")) => reach.hidden |= self.change(name) == Change::Hidden,
                _ => {}
            }
        }
        Ok(reach)
    }
}

/// How many elements of that name the element that was entered holds.
fn count(xml: &mut Xml, name: &str) -> Result<usize, Diagnostic> {
    let mut count = 0;
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        count += usize::from(tag.name() == name);
    }
    Ok(count)
}
