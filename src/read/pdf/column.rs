//! The order in which a page is read: columns one after another.

use super::grid::Grid;
use super::row::{Part, Row, Run, row, rows};

/// Lines on each side of a gutter from which it parts columns.
const LINES: usize = 6;
/// Least width of a gutter, in sizes of the print.
const GUTTER: f32 = 0.9;
/// Steps that a page's width is told apart in.
const STEPS: usize = 200;
/// Share of a gutter's width by which words on both its sides are apart at least.
const CLEAR: f32 = 0.6;

/// What stands on a page.
#[derive(Debug)]
pub(super) enum Item {
    /// A line, and where its column begins.
    Line(Row, f32),
    Table(Grid),
}

/// The gap between two columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gutter {
    /// Its middle.
    at: f32,
    width: f32,
}

/// Puts the lines and tables of a page into reading order: where text runs in two columns, the left before the right.
pub(super) fn order(lines: Vec<Vec<Run>>, grids: Vec<Grid>, gutter: Option<Gutter>) -> Vec<Item> {
    let left = lines.iter().flatten().map(|run| run.x0).fold(f32::MAX, f32::min).max(0.0);
    let Some(gutter) = gutter else {
        let rows = lines.iter().filter_map(|line| row(line)).map(|row| Item::Line(row, left));
        return down(rows.chain(grids.into_iter().map(Item::Table)).collect());
    };
    let (mut across, mut sides): (Vec<Item>, [Vec<Item>; 2]) = Default::default();
    let mut words: [Vec<Run>; 2] = Default::default();
    for line in lines {
        if gutter.is_crossed(&line) {
            across.extend(row(&line).map(|row| Item::Line(row, left)));
        } else {
            line.into_iter().for_each(|run| words[usize::from(run.x0 > gutter.at)].push(run));
        }
    }
    // Each column has lines of its own: what stands level in the other is no part of them.
    for (side, words) in sides.iter_mut().zip(words) {
        let begin = words.iter().map(|run| run.x0).fold(f32::MAX, f32::min);
        side.extend(rows(words).into_iter().map(|row| Item::Line(row, begin)));
    }
    for grid in grids {
        match (grid.columns.first(), grid.columns.last()) {
            (_, Some(&end)) if end <= gutter.at => sides[0].push(Item::Table(grid)),
            (Some(&begin), _) if begin >= gutter.at => sides[1].push(Item::Table(grid)),
            _ => across.push(Item::Table(grid)),
        }
    }
    let mut sides = sides.map(|side| down(side).into_iter().peekable());
    let mut out = Vec::new();
    for over in down(across) {
        for side in &mut sides {
            out.extend(std::iter::from_fn(|| side.next_if(|item| item.top() < over.top())));
        }
        out.push(over);
    }
    out.extend(sides.into_iter().flatten());
    out
}

/// In order from the top of the page to its foot.
fn down(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    items
}

impl Item {
    fn top(&self) -> f32 {
        match self {
            Self::Line(row, _) => row.y,
            Self::Table(grid) => grid.top,
        }
    }
}

impl Gutter {
    /// Whether a line of runs goes on over the gutter.
    fn is_crossed(&self, line: &[Run]) -> bool {
        if line.iter().any(|run| run.x0 < self.at && run.x1 > self.at) {
            return true;
        }
        let before = line.iter().filter(|run| run.x1 <= self.at).map(|run| run.x1).reduce(f32::max);
        let behind = line.iter().filter(|run| run.x0 >= self.at).map(|run| run.x0).reduce(f32::min);
        before.zip(behind).is_some_and(|(before, behind)| behind - before < self.width * CLEAR)
    }

    /// Whether the gutter of another page parts the lines of this one: few cross it, and text runs on one side at least.
    pub fn parts(&self, rows: &[Row]) -> bool {
        let parts = || rows.iter().flat_map(|row| &row.parts);
        let across = parts().filter(|part| part.x0 < self.at && part.x1 > self.at).count();
        across * 4 <= rows.len() && self.sides(rows).iter().any(|side| is_flowing(side))
    }

    /// What stands on each side.
    fn sides<'a>(&self, rows: &'a [Row]) -> [Vec<&'a Part>; 2] {
        [true, false].map(|left| {
            let parts = rows.iter().flat_map(|row| &row.parts);
            parts.filter(|part| if left { part.x1 <= self.at } else { part.x0 >= self.at }).collect()
        })
    }
}

/// Where the gutter between two columns of running text is.
pub(super) fn gutter(rows: &[Row], width: f32) -> Option<Gutter> {
    if rows.len() < LINES || width <= 0.0 {
        return None;
    }
    let step = width / STEPS as f32;
    let mut covered = [0usize; STEPS];
    for part in rows.iter().flat_map(|row| &row.parts) {
        let (from, to) = ((part.x0 / step) as usize, (part.x1 / step) as usize);
        (from..=to.min(STEPS - 1)).for_each(|at| covered[at] += 1);
    }
    let most = rows.len() / 4;
    let (mut best, mut run) = ((0, 0), 0);
    for (at, &rows) in covered.iter().enumerate().take(STEPS * 7 / 10).skip(STEPS * 3 / 10) {
        run = if rows <= most { run + 1 } else { 0 };
        if run > best.0 {
            best = (run, at + 1 - run);
        }
    }
    let size = rows.iter().map(|row| row.size).fold(0.0, f32::max).min(14.0);
    if (best.0 as f32) * step < size * GUTTER {
        return None;
    }
    let gutter = Gutter { at: (best.1 as f32 + best.0 as f32 / 2.0) * step, width: best.0 as f32 * step };
    gutter.sides(rows).iter().all(|side| is_flowing(side)).then_some(gutter)
}

/// Whether parts are the lines of running text: many, most of them full, and sentences go on from line to line.
fn is_flowing(parts: &[&Part]) -> bool {
    let right = parts.iter().map(|part| part.x1).fold(0.0, f32::max);
    let left = parts.iter().map(|part| part.x0).fold(f32::MAX, f32::min);
    let full = parts.iter().filter(|part| part.x1 - part.x0 >= (right - left) * 0.7).count();
    let small = parts.iter().filter(|part| part.text.starts_with(char::is_lowercase)).count();
    parts.len() >= LINES && full * 2 >= parts.len() && small * 10 >= parts.len() * 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::row::lines;

    fn run(text: &str, x0: f32, x1: f32, y: f32, size: f32) -> Run {
        Run { text: text.to_owned(), x0, x1, y, size, bold: false, space_before: false, space_behind: false }
    }

    fn said(runs: &[Run], width: f32) -> Vec<(String, f32)> {
        let gutter = gutter(&rows(runs.to_vec()), width);
        let words = order(lines(runs.to_vec()), Vec::new(), gutter).into_iter().map(|item| match item {
            Item::Line(row, left) => {
                (row.parts.into_iter().map(|part| part.text).collect::<Vec<_>>().join(" | "), left)
            }
            Item::Table(_) => unreachable!("there is no table"),
        });
        words.collect()
    }

    #[test]
    fn columns_of_running_text_are_read_one_after_another() {
        let mut runs = vec![run("Across the page", 50.0, 500.0, 10.0, 10.0)];
        for line in 0..8 {
            let y = 30.0 + 12.0 * line as f32;
            runs.push(run(&format!("goes on left {line}"), 50.0, 270.0, y, 10.0));
            // A heading in the other column is no part of the line that it stands level with.
            let (words, size) =
                if line == 3 { ("Heading".to_owned(), 13.0) } else { (format!("goes on right {line}"), 10.0) };
            runs.push(run(&words, 310.0, 540.0, y, size));
        }
        let ordered = said(&runs, 595.0);
        let words: Vec<&str> = ordered.iter().map(|(words, _)| &**words).collect();
        assert_eq!(
            [words[0], words[1], words[4], words[8], words[9], words[12], words[16]],
            [
                "Across the page",
                "goes on left 0",
                "goes on left 3",
                "goes on left 7",
                "goes on right 0",
                "Heading",
                "goes on right 7"
            ]
        );
        assert_eq!((ordered[9].1, ordered[0].1), (310.0, 50.0));
        // Cells of a table do not go on from line to line.
        runs.iter_mut().for_each(|run| run.text = "A cell".to_owned());
        assert_eq!(said(&runs, 595.0)[1].0, "A cell | A cell");
    }
}
