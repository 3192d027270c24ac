//! Columns and rows of a table that is set with spaces.

use std::ops::Range;

use super::segment::Part;
use super::{Page, ROWS};

/// A table: where its cells stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(in crate::read) struct Grid {
    /// Rows of cells; a cell holds bytes of the text, line by line.
    pub rows: Vec<Vec<Vec<(u32, u32)>>>,
    /// Whether the first row names the columns.
    pub header: bool,
}

/// Columns of the page told apart in tables.
const COLUMNS: usize = 512;
const WORDS: usize = COLUMNS / 64;
/// Most columns of a table.
const MOST: usize = 24;

/// The columns of the page that are free in all lines so far.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    free: [u64; WORDS],
    left: u16,
    right: u16,
}

impl Columns {
    pub fn all() -> Self {
        Self { free: [u64::MAX; WORDS], left: u16::MAX, right: 0 }
    }

    /// Takes the columns of a line's parts out.
    pub fn without(&self, parts: &[Part]) -> Self {
        let mut next = self.clone();
        for part in parts {
            next.left = next.left.min(part.left);
            next.right = next.right.max(part.right);
            let (start, end) = (usize::from(part.left), usize::from(part.right).min(COLUMNS));
            for word in start / 64..end.div_ceil(64) {
                let low = start.saturating_sub(word * 64).min(64);
                let high = (end - word * 64).min(64);
                let ones = |bits: usize| if bits == 64 { u64::MAX } else { (1u64 << bits) - 1 };
                next.free[word] &= !(ones(high) & !ones(low));
            }
        }
        next
    }

    fn is_free(&self, column: usize) -> bool {
        self.free.get(column / 64).is_some_and(|word| word >> (column % 64) & 1 == 1)
    }

    /// The gutters: free columns, two and more, with words on both sides. Gives where each ends.
    fn gutters(&self) -> impl Iterator<Item = u16> {
        let (left, right) = (usize::from(self.left), usize::from(self.right).min(COLUMNS));
        (left..right)
            .filter(move |&column| {
                column >= left + 2 && !self.is_free(column) && self.is_free(column - 1) && self.is_free(column - 2)
            })
            .map(|column| column as u16)
    }

    /// Where the first gutter ends; before there are words on both sides of one, none.
    pub fn first_gutter(&self) -> Option<u16> {
        self.gutters().next()
    }
}

/// Where the columns of a table begin, if the lines are plainly one: most cells of each column begin, or end, together.
pub(super) fn columns(lines: &[Vec<Part>]) -> Option<Vec<u16>> {
    let mut free = Columns::all();
    for parts in lines {
        free = free.without(parts);
    }
    let gutters: Vec<u16> = free.gutters().collect();
    let mut starts = vec![0];
    for (index, &gutter) in gutters.iter().enumerate().take(MOST) {
        let end = gutters.get(index + 1).copied().unwrap_or(u16::MAX);
        if is_aligned(lines, gutter, end) {
            starts.push(gutter);
        }
    }
    (starts.len() > 1).then_some(starts)
}

/// Whether the parts between two columns begin, or end, together for the most part.
fn is_aligned(lines: &[Vec<Part>], from: u16, end: u16) -> bool {
    let first = |parts: &Vec<Part>| parts.iter().find(|part| (from..end).contains(&part.left)).copied();
    let cells: Vec<Part> = lines.iter().filter_map(first).collect();
    let together = |edge: &dyn Fn(&Part) -> u16| {
        let mut edges: Vec<u16> = cells.iter().map(edge).collect();
        edges.sort_unstable();
        let middle = edges.get(edges.len() / 2).copied().unwrap_or(0);
        edges.iter().filter(|edge| edge.abs_diff(middle) <= 1).count() * 5 >= edges.len() * 3
    };
    let beside =
        lines.iter().filter(|parts| parts.len() > 1 && parts.iter().any(|part| (from..end).contains(&part.left)));
    beside.count() >= ROWS && (together(&|part| part.left) || together(&|part| part.right))
}

/// Whether columns between which sentences are broken are columns for all that: lines begin in the very same one. Where a
/// text is set to both margins, gaps may chance to stand over each other.
pub(super) fn is_plain(page: &Page, lines: &[Vec<Part>], starts: &[u16]) -> bool {
    let Some(&second) = starts.get(1).filter(|_| is_broken(page, lines, starts)) else { return true };
    let begins = |parts: &&Vec<Part>| parts.iter().any(|part| part.left == second);
    lines.len() > ROWS && lines.iter().filter(begins).count() * 10 >= lines.len() * 9
}

/// Puts lines together to rows and their parts to cells.
pub(super) fn rows(page: &Page, lines: Range<usize>, parts: &[Vec<Part>], starts: Vec<u16>) -> Grid {
    let blocks = page.lines[lines.clone()].iter().skip(1).filter(|line| line.blanks > 0).count();
    let by_block = blocks >= 2 || (blocks == 1 && parts.len() <= 4);
    let flowing = is_flowing(page, parts, &starts);
    let mut grid = Grid::default();
    let mut ruled = true;
    for (line, parts) in page.lines[lines].iter().zip(parts) {
        if parts.is_empty() {
            grid.header |= grid.rows.len() == 1;
            ruled = true;
            continue;
        }
        let opens = match parts.first() {
            _ if grid.rows.is_empty() => true,
            _ if flowing => false,
            _ if by_block => line.blanks > 0 || ruled,
            Some(first) => first.left < starts.get(1).copied().unwrap_or(0) && !is_small(page, first),
            None => false,
        };
        ruled = false;
        if opens {
            grid.rows.push(vec![Vec::new(); starts.len()]);
        }
        let Some(row) = grid.rows.last_mut() else { continue };
        for part in parts {
            let column = starts.partition_point(|&start| start <= part.left).saturating_sub(1);
            row[column].push((part.start, part.end));
        }
    }
    grid.header |= names_columns(page, &grid);
    grid
}

fn is_small(page: &Page, part: &Part) -> bool {
    words(page, part.start, part.end).starts_with(|first: char| first.is_lowercase())
}

fn words<'a>(page: &Page<'a>, start: u32, end: u32) -> &'a str {
    page.text.get(start as usize..end as usize).unwrap_or("")
}

/// Whether the columns are those of a newspaper: sentences go on from line to line in each, and each is wide.
fn is_flowing(page: &Page, lines: &[Vec<Part>], starts: &[u16]) -> bool {
    let sum = |sum: (u32, u32), part: &Part| (sum.0 + 1, sum.1 + part.end - part.start);
    let (parts, bytes) = lines.iter().flatten().fold((0, 0), sum);
    starts.len() == 2 && bytes >= parts * 20 && is_broken(page, lines, starts)
}

/// Whether many lines go on a sentence, before the first gutter as well as behind it.
fn is_broken(page: &Page, lines: &[Vec<Part>], starts: &[u16]) -> bool {
    let second = starts.get(1).copied().unwrap_or(0);
    let small = |left: bool| {
        let parts = lines.iter().flatten().filter(|part| (part.left < second) == left);
        let (all, small) =
            parts.fold((0, 0), |(all, small), part| (all + 1, small + usize::from(is_small(page, part))));
        small * 5 >= all * 2
    };
    small(true) && small(false)
}

/// Whether the first row names the columns: every cell is filled, short, without figures; other rows say more.
pub(in crate::read::plain) fn names_columns(page: &Page, grid: &Grid) -> bool {
    let Some(first) = grid.rows.first().filter(|_| grid.rows.len() > 2) else { return false };
    let said = |cell: &Vec<(u32, u32)>| {
        cell.iter().map(|&(start, end)| words(page, start, end).to_owned()).collect::<Vec<_>>().join(" ")
    };
    let heads: Vec<String> = first.iter().map(said).collect();
    let name = |cell: &String| {
        (1..=6).contains(&cell.split_whitespace().count())
            && !cell.contains(|character: char| character.is_ascii_digit())
            && !cell.ends_with(['.', ':', ';', ','])
            && !cell.contains(": ")
    };
    let longer = grid.rows[1..].iter().filter_map(|row| row.last()).map(said).filter(|cell| {
        cell.split_whitespace().count() > 6 || cell.contains(|character: char| character.is_ascii_digit())
    });
    heads.iter().all(name) && (heads.len() > 2 || longer.count() * 2 >= grid.rows.len() - 1)
}
