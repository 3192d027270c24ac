//! What the reader makes of short texts, for the tests of this room.

use super::plain;
use crate::document::BlockKind;

/// A word for each block's kind, level of its section or depth in lists, and its words.
pub(super) fn shown(text: &str) -> Vec<String> {
    let document = plain(text.as_bytes()).expect("the text is readable");
    let blocks = document.blocks.iter().map(|block| {
        let level = document.section(block.section).level;
        let kind = match block.kind {
            BlockKind::Heading => format!("h{level}"),
            BlockKind::Item => format!("i{}", block.depth),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Cell => block.cell.map_or(String::new(), |cell| format!("c{},{}", cell.row, cell.column)),
            other => format!("{other:?}").to_lowercase(),
        };
        format!("{kind} {}", document.text.slice(block.span))
    });
    blocks.collect()
}
