//! The parts of a line that gaps set apart.

use super::{Line, Mark, Page};

/// Words of a line with a gap on each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(in crate::read) struct Part {
    /// Columns from and up to which it stands.
    pub left: u16,
    pub right: u16,
    /// Bytes of the text.
    pub start: u32,
    pub end: u32,
}

/// Spaces that set parts apart.
const GAP: usize = 2;
const TAB: u16 = 8;

/// Cuts a line at its gaps. A mark at its head is part of what it marks; two spaces behind a stop are no gap.
pub(in crate::read::plain) fn parts(page: &Page, line: &Line) -> Vec<Part> {
    if let Some(print) = page.print(line).filter(|print| !print.parts.is_empty()) {
        return print.parts.clone();
    }
    let words = page.words(line);
    let mark = Mark::read(words).map_or(0, |mark| mark.len as usize);
    let mut parts: Vec<Part> = Vec::new();
    let mut column = line.indent;
    let mut part = Part { left: column, right: column, start: line.start, end: line.start };
    let (mut spaces, mut tab, mut last) = (0usize, false, ' ');
    for (at, character) in words.char_indices() {
        match character {
            ' ' | '\u{a0}' => {
                spaces += 1;
                column = column.saturating_add(1);
                continue;
            }
            '\t' => {
                tab = true;
                column = (column / TAB + 1).saturating_mul(TAB);
                continue;
            }
            _ => {}
        }
        let gap = tab || spaces > GAP || (spaces == GAP && !matches!(last, '.' | ':' | '?' | '!' | ';'));
        if gap && at > mark {
            parts.push(part);
            part = Part { left: column, start: line.start + at as u32, ..part };
        }
        column = column.saturating_add(1);
        part.right = column;
        part.end = line.start + (at + character.len_utf8()) as u32;
        (spaces, tab, last) = (0, false, character);
    }
    parts.push(part);
    parts
}
