//! The lines of all pages as one text, with what their print and place tell.

use super::column::{self, Gutter, Item};
use super::content::{Drawn, Glyph};
use super::grid::{self, Grid};
use super::row::{Part, Row, Run, lines, row, runs};
use crate::read::plain::{self, Laid, Line, Print};

/// Shares of a page's height at its head and foot where running lines stand.
const HEAD: f32 = 0.15;
const FOOT: f32 = 0.86;
/// How much further apart than usual lines stand where an empty one is seen between them.
const APART: f32 = 1.22;
/// Most gutters that are remembered.
const KNOWN: usize = 8;

/// Lays the pages out.
pub(super) fn lay(pages: &[Drawn]) -> Laid {
    let measures = Measures::of(pages);
    let sheets = Sheet::all(pages);
    let lead = lead(&sheets);
    let left = margin(&sheets);
    let mut out = Out {
        laid: Laid { body: (measures.size * 10.0) as u16, ..Laid::default() },
        measures,
        lead,
        left,
        table: None,
    };
    for (sheet, page) in sheets.into_iter().zip(pages) {
        out.sheet(sheet, page.height);
    }
    out.laid
}

/// The size of running text, and the width of its letters, in points.
#[derive(Clone, Copy)]
struct Measures {
    size: f32,
    unit: f32,
}

impl Measures {
    fn of(pages: &[Drawn]) -> Self {
        let mut sizes: std::collections::BTreeMap<u32, (usize, f32)> = std::collections::BTreeMap::new();
        for glyph in pages.iter().flat_map(|page| &page.glyphs).filter(|glyph| !glyph.artifact) {
            let seen = sizes.entry((glyph.size * 2.0).round() as u32).or_default();
            *seen = (seen.0 + 1, seen.1 + glyph.width);
        }
        let most = sizes.into_iter().max_by_key(|&(_, (count, _))| count);
        let (size, (count, width)) = most.unwrap_or((20, (1, 5.0)));
        let size = (size as f32 / 2.0).max(1.0);
        Self { size, unit: (width / count.max(1) as f32).clamp(size * 0.3, size * 0.8) }
    }
}

/// What stands on a page, not yet in order.
struct Draft {
    lines: Vec<Vec<Run>>,
    /// The same, put together.
    rows: Vec<Row>,
    grids: Vec<Grid>,
    gutter: Option<Gutter>,
}

impl Draft {
    fn of(page: &Drawn) -> Self {
        let shown = |glyph: &&Glyph| {
            (-5.0..page.width + 5.0).contains(&glyph.x) && (-5.0..page.height + 5.0).contains(&glyph.y)
        };
        let all_paper = page.glyphs.iter().all(|glyph| glyph.artifact || glyph.letter.is_whitespace());
        let glyphs: Vec<Glyph> =
            page.glyphs.iter().filter(shown).filter(|glyph| all_paper || !glyph.artifact).copied().collect();
        let mut runs = runs(&glyphs, &page.rules);
        let grids = grid::find(&page.rules, &mut runs);
        let lines = lines(runs);
        let rows: Vec<Row> = lines.iter().filter_map(|line| row(line)).collect();
        let gutter = column::gutter(&rows, page.width);
        Self { lines, rows, grids, gutter }
    }
}

/// What stands on a page, in reading order.
struct Sheet {
    items: Vec<Item>,
}

impl Sheet {
    /// Those of all pages: a page whose columns are told by nothing else may have those of another.
    fn all(pages: &[Drawn]) -> Vec<Self> {
        let drafts: Vec<Draft> = pages.iter().map(Draft::of).collect();
        let known: Vec<Gutter> = drafts.iter().filter_map(|draft| draft.gutter).take(KNOWN).collect();
        let sheet = |draft: Draft| {
            let gutter = draft.gutter.or_else(|| known.iter().find(|known| known.parts(&draft.rows)).copied());
            Self { items: column::order(draft.lines, draft.grids, gutter) }
        };
        drafts.into_iter().map(sheet).collect()
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.items.iter().filter_map(|item| match item {
            Item::Line(row, _) => Some(row),
            Item::Table(_) => None,
        })
    }
}

/// How far the feet of lines stand apart, in sizes of their print: the least that is common.
fn lead(sheets: &[Sheet]) -> f32 {
    const STEP: f32 = 0.05;
    let mut counts = [0usize; 64];
    for sheet in sheets {
        for pair in sheet.rows().collect::<Vec<_>>().windows(2) {
            let (above, below) = (pair[0], pair[1]);
            let apart = (below.y - above.y) / below.size;
            if (above.size / below.size - 1.0).abs() < 0.05 && apart > 0.8 {
                let at = (apart / STEP) as usize;
                counts.get_mut(at).into_iter().for_each(|count| *count += 1);
            }
        }
    }
    let around = |at: usize| counts[at] + counts.get(at + 1).copied().unwrap_or(0);
    let most = (0..counts.len()).map(around).max().unwrap_or(0);
    let common = (0..counts.len()).find(|&at| around(at) * 2 >= most && most > 0);
    common.map_or(1.2, |at| (at + 1) as f32 * STEP)
}

/// Where the text begins: the leftmost place that lines often begin at.
fn margin(sheets: &[Sheet]) -> f32 {
    let mut places: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    let mut all = 0;
    for row in sheets.iter().flat_map(Sheet::rows) {
        *places.entry((row.x0() / 2.0) as i32).or_default() += 1;
        all += 1;
    }
    let often = places.iter().find(|&(_, &count)| count * 50 >= all && count > 1);
    often.or(places.iter().next()).map_or(0.0, |(&place, _)| place as f32 * 2.0)
}

struct Out {
    laid: Laid,
    measures: Measures,
    lead: f32,
    left: f32,
    /// The table that the page before ended in: its print, and where its columns stand.
    table: Option<(usize, Vec<f32>)>,
}

impl Out {
    fn sheet(&mut self, sheet: Sheet, height: f32) {
        self.laid.pages.push(self.laid.text.len() as u32);
        let (mut first, mut above): (bool, Option<(f32, f32)>) = (true, None);
        let mut goes_on = self.table.take();
        for item in sheet.items {
            match item {
                Item::Line(row, left) => {
                    let apart = above.map_or(0, |above| self.blanks(above, &row));
                    above = Some((row.y, row.size));
                    let at_head = row.y < height * HEAD;
                    let at_foot = row.y > height * FOOT;
                    goes_on = goes_on.filter(|_| at_head);
                    self.table = self.table.take().filter(|_| at_foot);
                    self.line(&row, if left > self.left + 100.0 { left } else { self.left }, apart, first);
                }
                Item::Table(grid) => {
                    above = Some((grid.foot, self.measures.size));
                    let columns = grid.columns.clone();
                    let same = |known: &Vec<f32>| {
                        known.len() == columns.len() && known.iter().zip(&columns).all(|(a, b)| (a - b).abs() < 6.0)
                    };
                    let print = match goes_on.take().filter(|(_, known)| same(known)) {
                        Some((print, _)) => {
                            let rows = self.cells(grid);
                            self.laid.prints[print].go_on(rows, &self.laid.text);
                            print
                        }
                        None => self.table(grid, first),
                    };
                    self.table = Some((print, columns));
                }
            }
            first = false;
        }
    }

    /// Empty lines that are seen between a line and the next.
    fn blanks(&self, (y, size): (f32, f32), row: &Row) -> u8 {
        let apart = (row.y - y) / (self.lead * row.size.max(size));
        if apart > APART { (apart - 1.0).round().clamp(1.0, 9.0) as u8 } else { 0 }
    }

    fn columns(&self, points: f32) -> u16 {
        (points / self.measures.unit).round().clamp(0.0, 1000.0) as u16
    }

    fn line(&mut self, row: &Row, left: f32, blanks: u8, first: bool) {
        let start = self.laid.text.len();
        let mut parts: Vec<plain::Part> = Vec::new();
        let mut behind_mark = false;
        for (index, part) in row.parts.iter().enumerate() {
            if index > 0 {
                self.laid.text.push_str(if behind_mark { " " } else { "   " });
            }
            let from = self.push(part);
            let placed = plain::Part {
                left: self.columns(part.x0 - left),
                right: self.columns(part.x1 - left),
                start: from as u32,
                end: self.laid.text.len() as u32,
            };
            match parts.last_mut().filter(|_| behind_mark) {
                Some(mark) => (mark.right, mark.end) = (placed.right, placed.end),
                None => parts.push(placed),
            }
            behind_mark = index == 0 && plain::is_mark(&part.text);
        }
        let gap = parts.len() > 1;
        let print = Print { size: (row.size * 10.0) as u16, parts, grid: None, note: row.note };
        let line = Line {
            start: start as u32,
            end: self.laid.text.len() as u32,
            indent: self.columns(row.x0() - left),
            columns: self.columns(row.x1() - row.x0()),
            blanks,
            new_page: first && self.laid.pages.len() > 1,
            gap,
            print: self.laid.prints.len() as u32 + 1,
        };
        self.laid.prints.push(print);
        self.laid.lines.push(line);
        self.laid.text.push('\n');
    }

    /// Adds the words of a part, and says where they begin.
    fn push(&mut self, part: &Part) -> usize {
        let from = self.laid.text.len();
        self.laid.text.push_str(&part.text);
        self.laid.bolds.extend(part.bold.iter().map(|&(start, end)| ((from + start) as u32, (from + end) as u32)));
        from
    }

    /// Adds the words of a table's cells, and says where they stand.
    fn cells(&mut self, grid: Grid) -> Vec<Vec<Vec<(u32, u32)>>> {
        let mut placed = Vec::with_capacity(grid.cells.len());
        for row in grid.cells {
            let mut cells = Vec::with_capacity(row.len());
            for cell in row {
                let mut lines = Vec::new();
                for line in cell {
                    let start = self.laid.text.len();
                    for (index, part) in line.parts.iter().enumerate() {
                        if index > 0 {
                            self.laid.text.push(' ');
                        }
                        self.push(part);
                    }
                    lines.push((start as u32, self.laid.text.len() as u32));
                    self.laid.text.push('\n');
                }
                cells.push(lines);
            }
            placed.push(cells);
        }
        placed
    }

    /// Adds a table as one line; gives its print.
    fn table(&mut self, grid: Grid, first: bool) -> usize {
        let start = self.laid.text.len() as u32;
        let rows = self.cells(grid);
        let header = self.is_header(&rows);
        let print = self.laid.prints.len();
        let grid = Some(plain::Grid { rows, header });
        self.laid.prints.push(Print { grid, ..Print::default() });
        self.laid.lines.push(Line {
            start,
            end: (self.laid.text.len() as u32).saturating_sub(1).max(start),
            blanks: 1,
            new_page: first && self.laid.pages.len() > 1,
            print: print as u32 + 1,
            ..Line::default()
        });
        print
    }

    /// Whether the first row, and not the second, is in bold print.
    fn is_header(&self, rows: &[Vec<Vec<(u32, u32)>>]) -> bool {
        let bold = |row: &Vec<Vec<(u32, u32)>>| {
            let mut lines = row.iter().flatten().peekable();
            lines.peek().is_some() && lines.all(|&(start, end)| self.laid.is_bold(start, end))
        };
        rows.len() > 1 && bold(&rows[0]) && !rows[1..].iter().all(bold)
    }
}
