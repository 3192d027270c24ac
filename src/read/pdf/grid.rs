//! Tables between drawn lines.

use super::content::Rule;
use super::row::{Row, Run, rows};

/// How far lines that meet may miss each other, in points.
const NEAR: f32 = 3.0;
/// Most lines of a page, columns of a table and rows of one that are looked at.
const RULES: usize = 4000;
const COLUMNS: usize = 60;
const ROWS: usize = 1000;

/// A table of a page.
#[derive(Debug)]
pub(super) struct Grid {
    /// Where it begins and ends on the page.
    pub top: f32,
    pub foot: f32,
    /// Where its columns begin, and the last ends.
    pub columns: Vec<f32>,
    /// Its cells, row by row; one that another covers is empty.
    pub cells: Vec<Vec<Vec<Row>>>,
}

/// Finds the tables of a page and takes the runs that stand in them out.
pub(super) fn find(rules: &[Rule], runs: &mut Vec<Run>) -> Vec<Grid> {
    if rules.len() > RULES {
        return Vec::new();
    }
    let (upright, level): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.x1 - rule.x0 < rule.y1 - rule.y0);
    let (upright, level) = (merged(upright, true), merged(level, false));
    let mut grids = Vec::new();
    for frame in frames(&upright, &level) {
        if let Some(grid) = frame.read(runs) {
            grids.push(grid);
        }
    }
    grids
}

/// Lines that go on each other as one.
fn merged(mut rules: Vec<Rule>, upright: bool) -> Vec<Rule> {
    let place = |rule: &Rule| if upright { (rule.x0, rule.y0) } else { (rule.y0, rule.x0) };
    let snap = |at: f32| (at / 2.0).round();
    rules.sort_by(|a, b| {
        let (a, b) = (place(a), place(b));
        snap(a.0).total_cmp(&snap(b.0)).then(a.1.total_cmp(&b.1))
    });
    let mut out: Vec<Rule> = Vec::new();
    for rule in rules {
        let ((at, from), end) = (place(&rule), if upright { rule.y1 } else { rule.x1 });
        match out.last_mut() {
            Some(last)
                if (place(last).0 - at).abs() <= 2.5 && from <= NEAR + if upright { last.y1 } else { last.x1 } =>
            {
                if upright {
                    last.y1 = last.y1.max(end);
                } else {
                    last.x1 = last.x1.max(end);
                }
            }
            _ => out.push(rule),
        }
    }
    out
}

/// Lines that hang together.
struct Frame {
    upright: Vec<Rule>,
    level: Vec<Rule>,
}

fn frames(upright: &[Rule], level: &[Rule]) -> Vec<Frame> {
    let count = upright.len() + level.len();
    let mut heads: Vec<usize> = (0..count).collect();
    fn head(heads: &mut [usize], mut at: usize) -> usize {
        while heads[at] != at {
            heads[at] = heads[heads[at]];
            at = heads[at];
        }
        at
    }
    for (one, down) in upright.iter().enumerate() {
        for (other, across) in level.iter().enumerate() {
            let meets = down.x0 >= across.x0 - NEAR
                && down.x0 <= across.x1 + NEAR
                && across.y0 >= down.y0 - NEAR
                && across.y0 <= down.y1 + NEAR;
            if meets {
                let (one, other) = (head(&mut heads, one), head(&mut heads, upright.len() + other));
                heads[one] = other;
            }
        }
    }
    let mut frames: std::collections::BTreeMap<usize, Frame> = std::collections::BTreeMap::new();
    for at in 0..count {
        let of = head(&mut heads, at);
        let frame = frames.entry(of).or_insert_with(|| Frame { upright: Vec::new(), level: Vec::new() });
        match upright.get(at) {
            Some(&rule) => frame.upright.push(rule),
            None => frame.level.push(level[at - upright.len()]),
        }
    }
    let mut frames: Vec<Frame> = frames.into_values().collect();
    frames.sort_by(|a, b| a.top().total_cmp(&b.top()));
    frames
}

impl Frame {
    fn top(&self) -> f32 {
        self.level.iter().map(|rule| rule.y0).fold(f32::MAX, f32::min)
    }

    /// The table that the lines draw, if they draw one: two columns and rows, and words in more than one column.
    fn read(&self, runs: &mut Vec<Run>) -> Option<Grid> {
        let columns = distinct(self.upright.iter().map(|rule| rule.x0));
        let edges = distinct(self.level.iter().map(|rule| rule.y0));
        let fits = (3..=COLUMNS).contains(&columns.len()) && (3..=ROWS).contains(&edges.len());
        let (&top, &foot) = (edges.first()?, edges.last()?);
        let (&left, &right) = (columns.first()?, columns.last()?);
        if !fits {
            return None;
        }
        let inside = |run: &Run| {
            let (x, y) = ((run.x0 + run.x1) / 2.0, run.y - run.size * 0.3);
            x > left && x < right && y > top && y < foot
        };
        let (width, height) = (columns.len() - 1, edges.len() - 1);
        let mut cells: Vec<Vec<Vec<Run>>> = vec![vec![Vec::new(); width]; height];
        let owners = self.owners(&columns, &edges);
        let mut rest = Vec::with_capacity(runs.len());
        for run in runs.drain(..) {
            if !inside(&run) {
                rest.push(run);
                continue;
            }
            let band = edges.partition_point(|&edge| edge <= run.y - run.size * 0.3).clamp(1, height) - 1;
            let column = columns.partition_point(|&edge| edge <= (run.x0 + run.x1) / 2.0).clamp(1, width) - 1;
            let (row, column) = owners[band][column];
            cells[row][column].push(run);
        }
        let used = |column: usize| cells.iter().any(|row| !row[column].is_empty());
        if (0..width).filter(|&column| used(column)).count() < 2 {
            rest.extend(cells.into_iter().flatten().flatten());
            *runs = rest;
            return None;
        }
        *runs = rest;
        let cells: Vec<Vec<Vec<Row>>> =
            cells.into_iter().map(|row| row.into_iter().map(rows).collect::<Vec<_>>()).collect();
        let cells = cells.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        Some(Grid { top, foot, columns, cells })
    }

    /// The cell that each place between the lines is part of: where a line is missing, the one before or above.
    fn owners(&self, columns: &[f32], edges: &[f32]) -> Vec<Vec<(usize, usize)>> {
        let down = |x: f32, y: f32| {
            self.upright.iter().any(|rule| (rule.x0 - x).abs() <= NEAR && rule.y0 <= y && rule.y1 >= y)
        };
        let across =
            |x: f32, y: f32| self.level.iter().any(|rule| (rule.y0 - y).abs() <= NEAR && rule.x0 <= x && rule.x1 >= x);
        let mut owners: Vec<Vec<(usize, usize)>> = Vec::with_capacity(edges.len());
        for (row, band) in edges.windows(2).enumerate() {
            let middle = (band[0] + band[1]) / 2.0;
            let mut line: Vec<(usize, usize)> = Vec::with_capacity(columns.len());
            for (column, pair) in columns.windows(2).enumerate() {
                let owner = if column > 0 && !down(pair[0], middle) {
                    line[column - 1]
                } else if row > 0 && !across((pair[0] + pair[1]) / 2.0, band[0]) {
                    owners[row - 1][column]
                } else {
                    (row, column)
                };
                line.push(owner);
            }
            owners.push(line);
        }
        owners
    }
}

/// Places that are not as good as the same, in order.
fn distinct(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|next, last| *next - *last <= NEAR);
    places
}
