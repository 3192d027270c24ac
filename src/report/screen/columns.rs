use super::ink::{Ink, Screen};
use super::wrap::{width, wrap};

/// Columns between two columns of a table.
pub(in crate::report) const GAP: usize = 2;

/// A cell of a table: lines that fit its column.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Cell {
    lines: Vec<(Ink, String)>,
    columns: usize,
}

impl Cell {
    /// An empty cell of a column so wide.
    pub(in crate::report) fn new(columns: usize) -> Self {
        Self { lines: Vec::new(), columns }
    }

    /// Adds words, wrapped, from a new line on; none where there are none.
    #[must_use]
    pub(in crate::report) fn with(mut self, ink: Ink, words: &str) -> Self {
        if !words.trim().is_empty() {
            let lines = wrap(words, self.columns, self.columns);
            self.lines.extend(lines.into_iter().map(|line| (ink, line)));
        }
        self
    }
}

/// Prints a row of cells side by side, so many columns in; no line ends in spaces.
pub(in crate::report) fn row(screen: &mut Screen, indent: usize, cells: &[Cell]) {
    let height = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    for at in 0..height {
        let mut owed = indent;
        for cell in cells {
            let mut used = 0;
            if let Some((ink, line)) = cell.lines.get(at).filter(|(_, line)| !line.is_empty()) {
                screen.space(owed);
                screen.put(*ink, line);
                (owed, used) = (0, width(line));
            }
            owed += cell.columns.saturating_sub(used) + GAP;
        }
        screen.line();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_side_by_side_whatever_their_letters() {
        let mut screen = Screen::new(80, false);
        let cell = |words: &str| Cell::new(6).with(Ink::Plain, words);
        row(&mut screen, 2, &[cell("one two three"), cell(""), cell("日本語 x")]);
        let shown = String::from_utf8(screen.into_bytes()).unwrap();
        assert_eq!(shown, "  one             日本語\n  two             x\n  three\n");
    }
}
