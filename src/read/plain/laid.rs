//! What is known of a text beside its words where it comes from printed pages.

use serde::{Deserialize, Serialize};

pub(in crate::read) use super::lines::Line;
use super::mark::Mark;
pub(in crate::read) use super::table::{Grid, Part};

/// How much larger than running text print is that sets a heading apart, in hundredths, and how much sizes may differ that
/// are meant to be the same.
const LARGE: u32 = 108;
const SAME: u32 = 5;

/// A text with the print and place of its lines.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::read) struct Laid {
    pub text: String,
    pub lines: Vec<Line>,
    /// The print of lines: a line says which by a number from 1.
    pub prints: Vec<Print>,
    /// Bytes of the text that are bold, in order.
    pub bolds: Vec<(u32, u32)>,
    /// Where in the text each page begins.
    pub pages: Vec<u32>,
    /// Size of running text, in tenths of a point.
    pub body: u16,
}

/// The print of a line.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::read) struct Print {
    /// Size, in tenths of a point; 0 for a table.
    pub size: u16,
    /// Its parts with the places where they stand.
    pub parts: Vec<Part>,
    /// The table that it is, between drawn lines.
    pub grid: Option<Grid>,
    /// It opens with the small raised mark of a footnote.
    pub note: bool,
}

impl Laid {
    /// The print of a line.
    pub fn print(&self, line: &Line) -> Option<&Print> {
        self.prints.get((line.print as usize).checked_sub(1)?)
    }

    /// Whether all bytes but for a few signs are bold.
    pub fn is_bold(&self, start: u32, end: u32) -> bool {
        let first = self.bolds.partition_point(|bold| bold.1 <= start);
        let runs = self.bolds[first..].iter().take_while(|bold| bold.0 < end);
        let bold: u32 = runs.map(|bold| bold.1.min(end) - bold.0.max(start)).sum();
        end > start && bold * 100 >= (end - start) * 85
    }

    /// Whether a line is in print larger than that of running text.
    pub fn is_large(&self, line: &Line) -> bool {
        self.print(line).is_some_and(|print| u32::from(print.size) * 100 >= u32::from(self.body) * LARGE)
    }

    /// Whether two lines are in the same print, bold print apart.
    pub fn are_alike(&self, one: &Line, other: &Line) -> bool {
        let size = |line| self.print(line).map_or(0, |print| u32::from(print.size));
        size(one).abs_diff(size(other)) * 100 <= size(one).max(size(other)) * SAME
    }

    /// Whether a line is the text of a footnote at the foot of a page.
    pub fn is_note(&self, line: &Line) -> bool {
        self.print(line).is_some_and(|print| print.note && print.size < self.body)
    }
}

impl Print {
    /// Adds the rows of a table that goes on over the page; a first row that names the columns again is left out.
    pub fn go_on(&mut self, mut rows: Vec<Vec<Vec<(u32, u32)>>>, text: &str) {
        let Some(grid) = &mut self.grid else { return };
        let said = |row: &Vec<Vec<(u32, u32)>>| -> Vec<String> {
            let words = row.iter().flatten().filter_map(|&(start, end)| text.get(start as usize..end as usize));
            words.map(str::to_owned).collect()
        };
        if grid.rows.first().map(said) == rows.first().map(said) {
            grid.header = true;
            rows.remove(0);
        }
        grid.rows.append(&mut rows);
    }
}

/// Whether words are nothing but a bullet or a number, so that what stands behind them belongs to them.
pub(in crate::read) fn is_mark(words: &str) -> bool {
    words.len() <= 16 && Mark::read(&format!("{words} Words")).is_some_and(|mark| mark.len as usize > words.len())
}
