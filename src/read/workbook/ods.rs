use super::super::package::{Node, Package, Space, Xml, encrypted};
use super::{LETTERS, Sheet, Workbook, no_workbook, one_less, too_many_sheets};
use crate::diagnostic::Diagnostic;

/// The part that holds the sheets.
pub(super) const CONTENT: &str = "content.xml";
/// Columns of a sheet, and spaces that one element stands for.
const COLUMNS: u32 = 16_384;
const SPACES: usize = 1000;

/// Reads the words of an OpenDocument spreadsheet (OpenDocument 1.3, part 3, section 9). Rows and cells that a file says to stand
/// there many times are written out only where they hold something, so that a small file cannot ask for much memory.
pub(super) fn read(package: &mut Package, left: &mut usize) -> Result<Workbook, Diagnostic> {
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains(":encryption-data") || package.has("encrypted-package") {
        return Err(encrypted());
    }
    let text = package.part(CONTENT)?.unwrap_or_default();
    let mut xml = Xml::new(&text, CONTENT, 0);
    while xml.child(0)?.is_some() {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if tag.key() == (Space::Office, "body") {
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    if tag.key() == (Space::Office, "spreadsheet") {
                        return sheets(&mut xml, left);
                    }
                }
            }
        }
    }
    Err(no_workbook("the file is a package, but of no workbook"))
}

fn sheets(xml: &mut Xml, left: &mut usize) -> Result<Workbook, Diagnostic> {
    let mut book = Workbook::default();
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        if tag.key() == (Space::Table, "table") {
            let name = tag.get("name").unwrap_or_default().into_owned();
            let mut reader = Rows { cells: Vec::new(), row: 0, left: &mut *left };
            reader.rows(xml)?;
            book.sheets.push(Sheet { name, cells: reader.cells });
            too_many_sheets(book.sheets.len())?;
        }
    }
    Ok(book)
}

/// The rows of a sheet while they are read.
struct Rows<'a> {
    cells: Vec<(u32, u32, String)>,
    row: u32,
    left: &'a mut usize,
}

impl Rows<'_> {
    /// Reads the rows in the element that was entered last, those in groups and among the heads too.
    fn rows(&mut self, xml: &mut Xml) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Table, "table-row") => {
                    let times = tag.number("number-rows-repeated").unwrap_or(1);
                    self.row(xml, times)?;
                }
                (Space::Table, "table-rows" | "table-header-rows" | "table-row-group") => self.rows(xml)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml, times: u32) -> Result<(), Diagnostic> {
        let mut found: Vec<(u32, String)> = Vec::new();
        let mut column = 0_u32;
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if !matches!(tag.key(), (Space::Table, "table-cell" | "covered-table-cell")) {
                continue;
            }
            let times: u32 = tag.number("number-columns-repeated").unwrap_or(1);
            let value = match tag.get("value-type").as_deref() {
                Some("date") => tag.get("date-value").map(|day| day.chars().take(10).collect()),
                Some("float" | "percentage" | "currency") => tag.get("value").map(Into::into),
                Some("boolean") => tag.get("boolean-value").map(Into::into),
                _ => None,
            };
            let end = column.saturating_add(times).min(COLUMNS);
            let words: String = match value {
                Some(value) => value,
                None => words(xml)?,
            };
            if !words.trim().is_empty() {
                for column in column..end {
                    one_less(self.left)?;
                    found.push((column, words.clone()));
                }
            }
            column = end;
        }
        let after = self.row.saturating_add(times);
        if !found.is_empty() {
            for row in self.row..after {
                for (column, words) in &found {
                    if row > self.row {
                        one_less(self.left)?;
                    }
                    self.cells.push((row, *column, words.clone()));
                }
            }
        }
        self.row = after;
        Ok(())
    }
}

/// The words of the cell that was entered last, a line a paragraph.
fn words(xml: &mut Xml) -> Result<String, Diagnostic> {
    let mut words = String::new();
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        if tag.key() == (Space::Text, "p") {
            if !words.is_empty() {
                words.push('\n');
            }
            line(xml, &mut words)?;
        }
    }
    Ok(words.chars().take(LETTERS).collect())
}

fn line(xml: &mut Xml, words: &mut String) -> Result<(), Diagnostic> {
    let depth = xml.depth();
    while let Some(node) = xml.node(depth)? {
        match node {
            Node::Words(more, _) => words.push_str(&more),
            Node::Whole(more, _) => words.push_str(&more),
            Node::Element(tag) => match tag.key() {
                (Space::Text, "s") => {
                    let times = tag.number("c").unwrap_or(1_usize).min(SPACES);
                    words.extend(std::iter::repeat_n(' ', times));
                }
                (Space::Text, "tab") => words.push(' '),
                (Space::Text, "line-break") => words.push('\n'),
                (Space::Text, _) => line(xml, words)?,
                _ => {}
            },
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::{Cursor, Write};

    use super::super::workbook;
    use super::*;

    fn book(sheet: &str) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(CONTENT, zip::write::SimpleFileOptions::default()).unwrap();
        let names = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
            xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
            xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0""#;
        let whole = format!(
            "<office:document-content {names}><office:body><office:spreadsheet>\
             <table:table table:name=\"Quays\">{sheet}</table:table>\
             </office:spreadsheet></office:body></office:document-content>"
        );
        archive.write_all(whole.as_bytes()).unwrap();
        archive.finish().unwrap().into_inner()
    }

    fn cells(sheet: &str) -> Vec<(u32, u32, String)> {
        workbook(&book(sheet)).unwrap().sheets.remove(0).cells
    }

    #[test]
    fn reads_words_days_and_repeated_cells_at_their_places() {
        let sheet = r#"
            <table:table-header-rows><table:table-row><table:table-cell><text:p>Head</text:p></table:table-cell></table:table-row></table:table-header-rows>
            <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="9"/></table:table-row>
            <table:table-row>
              <table:table-cell table:number-columns-repeated="2"/>
              <table:table-cell table:number-columns-repeated="2"><text:p>a<text:s text:c="2"/><text:span>b</text:span> &amp; c</text:p><text:p>d</text:p></table:table-cell>
              <table:covered-table-cell/>
              <table:table-cell office:value-type="date" office:date-value="2026-11-28T00:00:00"><text:p>28.11.26</text:p></table:table-cell>
              <table:table-cell office:value-type="float" office:value="7"><text:p>7,00</text:p></table:table-cell>
            </table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>twice</text:p></table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
        let words = "a  b & c\nd";
        let expected = [
            (0, 0, "Head"),
            (4, 2, words),
            (4, 3, words),
            (4, 5, "2026-11-28"),
            (4, 6, "7"),
            (5, 0, "twice"),
            (6, 0, "twice"),
        ];
        assert_eq!(cells(sheet), expected.map(|(row, column, words)| (row, column, words.to_owned())));
    }

    #[test]
    fn a_small_file_cannot_ask_for_much_memory() {
        let many = r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell
            table:number-columns-repeated="4000000000"><text:p>x</text:p></table:table-cell></table:table-row>"#;
        assert_eq!(workbook(&book(many)).unwrap_err().code, "too-large");
        let far = r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell/></table:table-row>
            <table:table-row table:number-rows-repeated="4000000000"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell table:number-columns-repeated="4000000000"/><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"#;
        assert_eq!(cells(far), []);
        let deep = "<table:table-row-group>".repeat(400);
        assert_eq!(workbook(&book(&deep)).unwrap_err().code, "too-deep");
    }
}
