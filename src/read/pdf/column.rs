//! The order in which a page is read: columns one after another.

use super::row::{Part, Row};

/// Lines on each side of a gutter from which it parts columns.
const LINES: usize = 6;
/// Least width of a gutter, in sizes of the print.
const GUTTER: f32 = 0.9;
/// Steps that a page's width is told apart in.
const STEPS: usize = 200;

/// Puts the lines of a page into reading order: where text runs in two columns, the left before the right. Each line says
/// where its column begins.
pub(super) fn order(rows: Vec<Row>, width: f32) -> Vec<(Row, f32)> {
    let left = rows.iter().map(Row::x0).fold(f32::MAX, f32::min).max(0.0);
    let Some(gutter) = gutter(&rows, width) else { return rows.into_iter().map(|row| (row, left)).collect() };
    let mut out = Vec::with_capacity(rows.len());
    let mut sides: [Vec<Row>; 2] = [Vec::new(), Vec::new()];
    let flush = |sides: &mut [Vec<Row>; 2], out: &mut Vec<(Row, f32)>| {
        for side in sides {
            let begin = side.iter().map(Row::x0).fold(f32::MAX, f32::min);
            out.extend(side.drain(..).map(|row| (row, begin)));
        }
    };
    for row in rows {
        if row.parts.iter().any(|part| part.x0 < gutter && part.x1 > gutter) {
            flush(&mut sides, &mut out);
            out.push((row, left));
            continue;
        }
        let (before, behind): (Vec<Part>, Vec<Part>) = row.parts.into_iter().partition(|part| part.x1 <= gutter);
        for (side, parts) in sides.iter_mut().zip([before, behind]) {
            if !parts.is_empty() {
                side.push(Row { parts, ..row });
            }
        }
    }
    flush(&mut sides, &mut out);
    out
}

/// Where the gutter between two columns of running text is.
fn gutter(rows: &[Row], width: f32) -> Option<f32> {
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
    let at = (best.1 as f32 + best.0 as f32 / 2.0) * step;
    let sides = [true, false].map(|left| {
        let parts = rows.iter().flat_map(|row| &row.parts);
        parts.filter(|part| if left { part.x1 <= at } else { part.x0 >= at }).collect::<Vec<_>>()
    });
    sides.iter().all(|side| is_flowing(side)).then_some(at)
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

    fn part(text: &str, x0: f32, x1: f32) -> Part {
        Part { text: text.to_owned(), x0, x1, bold: Vec::new() }
    }

    #[test]
    fn columns_of_running_text_are_read_one_after_another() {
        let mut rows =
            vec![Row { parts: vec![part("Across the page", 50.0, 500.0)], y: 10.0, size: 10.0, note: false }];
        for line in 0..8 {
            let words = |side| format!("goes on {side}{line}");
            let parts = vec![part(&words("left "), 50.0, 270.0), part(&words("right "), 310.0, 540.0)];
            rows.push(Row { parts, y: 30.0 + 12.0 * line as f32, size: 10.0, note: false });
        }
        let ordered = order(rows.clone(), 595.0);
        let said: Vec<&str> = ordered.iter().map(|(row, _)| &*row.parts[0].text).collect();
        assert_eq!(
            (said[1], said[8], said[9], said[16]),
            ("goes on left 0", "goes on left 7", "goes on right 0", "goes on right 7")
        );
        assert_eq!((ordered[9].1, ordered[0].1), (310.0, 50.0));
        // Cells of a table do not go on from line to line.
        rows.iter_mut().flat_map(|row| &mut row.parts).for_each(|part| part.text = "A cell".to_owned());
        assert_eq!(order(rows, 595.0)[1].0.parts.len(), 2);
    }
}
