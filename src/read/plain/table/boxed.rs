//! Tables drawn with `|` and `+`.

use super::{Grid, LONGEST, Page};

/// Whether a line is one of a drawn table: it stands between bars, or is drawn from corner to corner.
pub(in crate::read::plain) fn is_boxed(page: &Page, at: usize) -> bool {
    let Some(line) = page.lines.get(at) else { return false };
    let words = page.words(line);
    is_row(words) || (is_border(words) && page.lines.get(at + 1).is_some_and(|next| is_row(page.words(next))))
}

fn is_row(words: &str) -> bool {
    let bars = ['|', '│', '║'];
    words.len() > 2 && words.starts_with(bars) && words.ends_with(bars)
}

fn is_border(words: &str) -> bool {
    words.len() > 2
        && words.starts_with(['+', '|', '┌', '├', '└', '╔', '╠', '╚'])
        && words.chars().all(|mark| "+-=|:─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝│║ ".contains(mark))
}

/// The table that begins at a line, and behind its last line. Where borders stand between rows, lines between two
/// borders are one row.
pub(super) fn read(page: &Page, at: usize) -> Option<(usize, Grid)> {
    let lines = page.lines.get(at..)?.iter().take(LONGEST);
    let count = lines
        .clone()
        .enumerate()
        .take_while(|(index, line)| {
            let words = page.words(line);
            (*index == 0 || line.blanks == 0) && (is_row(words) || is_border(words))
        })
        .count();
    let borders = lines.clone().take(count).filter(|line| is_border(page.words(line))).count();
    let by_border = borders > 3;
    let mut grid = Grid::default();
    let mut border = true;
    for line in lines.take(count) {
        let words = page.words(line);
        if is_border(words) {
            grid.header |= grid.rows.len() == 1 && !by_border;
            border = true;
            continue;
        }
        if border || !by_border {
            grid.rows.push(Vec::new());
        }
        border = false;
        if let Some(row) = grid.rows.last_mut() {
            cells(words, line.start, row);
        }
    }
    (!grid.rows.is_empty()).then_some((at + count, grid))
}

/// Adds the cells of a line to those of its row.
fn cells(words: &str, start: u32, row: &mut Vec<Vec<(u32, u32)>>) {
    let inner = words.trim_matches(['|', '│', '║']);
    let mut at = words.len() - words.trim_start_matches(['|', '│', '║']).len();
    for (column, cell) in inner.split(['|', '│', '║']).enumerate() {
        let lead = cell.len() - cell.trim_start().len();
        let (from, len) = (start + (at + lead) as u32, cell.trim().len() as u32);
        if row.len() <= column {
            row.push(Vec::new());
        }
        if len > 0 {
            row[column].push((from, from + len));
        }
        let bar = words[at + cell.len()..].chars().next().map_or(0, char::len_utf8);
        at += cell.len() + bar;
    }
}
