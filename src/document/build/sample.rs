//! Documents for tests, written shortly.

use super::{Builder, Shape};
use crate::document::Document;
use crate::source::Span;

/// Builds a document: each line of `script` is a block. `#` opens a heading (`##` one of level 2), `-` an item, `|` a
/// row of cells, anything else a paragraph; `*` turns bold on and off, `/` is a line wrap and `//` a line end that shows.
pub(crate) fn sample(script: &str) -> Document {
    let mut builder = Builder::with_capacity(script.len());
    let mut at = 0;
    let (mut list, mut table) = (false, false);
    for line in script.lines() {
        let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
        let item = line.starts_with("- ");
        let row = line.starts_with('|');
        if list && !item {
            builder.close_item();
            builder.close_list();
        }
        if table && !row {
            builder.close_table();
        }
        match (hashes, item, row) {
            (1.., ..) => builder.open_block(Shape::Heading(hashes as u8)),
            (_, true, _) => {
                if !list {
                    builder.open_list(None);
                } else {
                    builder.close_item();
                }
                builder.open_item();
                builder.open_block(Shape::Paragraph);
            }
            (.., true) => {
                if !table {
                    builder.open_table(0);
                }
                builder.open_row(!table);
            }
            _ => builder.open_block(Shape::Paragraph),
        }
        (list, table) = (item, row);
        let text = if row { line } else { line[hashes..].trim_start_matches("- ") };
        fill(&mut builder, text, &mut at);
        if !row {
            builder.close_block();
        }
        at += 2;
    }
    builder.finish(Vec::new(), Vec::new())
}

fn fill(builder: &mut Builder, text: &str, at: &mut u32) {
    let mut bold = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let hard = rest.starts_with("//");
        let len = match first {
            '*' => {
                bold = !bold;
                builder.bold(bold);
                1
            }
            '|' => {
                if rest.len() > 1 {
                    builder.open_cell();
                }
                1
            }
            '/' => {
                builder.line_end(Span::new(*at, *at + 1), hard);
                1 + usize::from(hard)
            }
            _ => {
                let len = rest.find(['*', '|', '/']).unwrap_or(rest.len());
                builder.words(&rest[..len], *at);
                len
            }
        };
        *at += len as u32;
        rest = &rest[len..];
    }
}

/// The kind and words of each block.
pub(super) fn blocks(script: &str) -> Vec<(crate::document::BlockKind, String)> {
    let document = sample(script);
    document.blocks.iter().map(|block| (block.kind, document.text.slice(block.span).to_owned())).collect()
}
