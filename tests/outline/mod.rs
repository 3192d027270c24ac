//! Documents as lines of text, for snapshots of what a reader makes of a file.

use std::fmt::Write;

use govlint::document::{Block, BlockId, Document};
use govlint::source::Span;

/// One line a block: kind, number, label, lead-in, cell, section path, name of the place, words behind number and label.
pub fn outline(document: &Document) -> String {
    let mut out = String::new();
    for field in &document.metadata {
        let _ = writeln!(out, "{} = {}", field.name, field.value);
    }
    for (index, block) in document.blocks.iter().enumerate() {
        let level = usize::from(document.section(block.section).level);
        let _ = writeln!(out, "{index:>2} {}{}", "  ".repeat(level), line(document, BlockId(index as u32), block));
    }
    for table in &document.tables {
        let _ = writeln!(
            out,
            "table {}x{}: header rows {}, row headers {}",
            table.rows,
            table.columns,
            table.header_rows,
            table.row_headers.is_some()
        );
    }
    out
}

fn line(document: &Document, id: BlockId, block: &Block) -> String {
    let mut line = format!("{:?}", block.kind);
    if let Some(cell) = block.cell {
        let _ = write!(line, " {},{}", cell.row, cell.column);
    }
    if block.depth > 0 {
        let _ = write!(line, " depth {}", block.depth);
    }
    if let Some(number) = &block.number {
        let _ = write!(line, " #{number}");
    }
    if let Some(lead) = block.lead_in {
        let _ = write!(line, " ^{}", lead.0);
    }
    if let Some(name) = document.clause_name(id) {
        let _ = write!(line, " [{name}]");
    }
    if let Some(label) = block.label {
        let _ = write!(line, " <{}>", document.text.slice(label));
    }
    let _ = write!(line, " {}", document.text.slice(Span::new(block.body, block.span.end)));
    line
}
