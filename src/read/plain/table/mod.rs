//! Tables set with spaces or drawn with `|`, letterheads, and places to sign that stand side by side.

mod boxed;
mod grid;
mod segment;

use super::group::Sort;
use super::lines::{Line, Page};
use super::mark::{Mark, drawn};
use grid::{Columns, columns, is_plain};
use segment::parts;

pub(super) use boxed::is_boxed;
pub(in crate::read) use grid::Grid;
pub(super) use grid::names_columns;
pub(in crate::read) use segment::Part;
pub(super) use segment::parts as parts_of;

/// Lines with cells side by side that make a table.
const ROWS: usize = 3;
/// Columns between two halves of a line that have nothing to do with each other.
const FAR: u16 = 4;
/// Most lines of a table; a longer one is cut in two.
const LONGEST: usize = 20_000;

/// Looks for tables from the top of the text to its end.
#[derive(Default)]
pub(super) struct Finder {
    /// Before this line a search has failed.
    searched: usize,
}

impl Finder {
    /// The table, letterhead or place to sign that begins at a line: behind its last line, and what it is. `first` says
    /// that nothing stands before it.
    pub fn find(&mut self, page: &Page, at: usize, first: bool) -> Option<(usize, Sort)> {
        if is_boxed(page, at) {
            return boxed::read(page, at).map(|(end, grid)| (end, Sort::Table(grid)));
        }
        let line = page.lines.get(at).filter(|line| line.gap)?;
        if page.words(line).contains("____") && parts(page, line).len() > 1 {
            return Some((at + 1, Sort::Parts));
        }
        if at >= self.searched {
            let region = Region::grow(page, at);
            if first && region.is_letterhead() {
                return Some((region.end, Sort::Parts));
            }
            let plainly = region.gapped >= ROWS && !region.signed;
            if let Some(columns) =
                columns(&region.lines).filter(|columns| plainly && is_plain(page, &region.lines, columns))
            {
                return Some((region.end, Sort::Table(grid::rows(page, at..region.end, &region.lines, columns))));
            }
            self.searched = at + region.lines.len().div_ceil(2);
        }
        parted(page, line).then_some((at + 1, Sort::Parts))
    }
}

/// Whether a single line has two halves that are far apart, such as two names to sign.
fn parted(page: &Page, line: &Line) -> bool {
    let parts = parts(page, line);
    let far = parts.windows(2).all(|pair| pair[1].left.saturating_sub(pair[0].right) >= FAR);
    let words = |part: &Part| page.text.get(part.start as usize..part.end as usize).unwrap_or("");
    let field = parts.len() == 2 && words(&parts[0]).ends_with(':') && !words(&parts[1]).ends_with(':');
    let large = parts.iter().all(|part| !words(part).starts_with(|first: char| first.is_lowercase()));
    parts.len() > 1 && far && large && !field && Mark::read(page.words(line)).is_none()
}

/// Lines from one on that share gutters.
struct Region {
    /// Behind its last line.
    end: usize,
    /// The parts of each line; none where it is drawn.
    lines: Vec<Vec<Part>>,
    /// Lines with more than one part.
    gapped: usize,
    /// Lines to sign on are among them.
    signed: bool,
}

impl Region {
    fn grow(page: &Page, at: usize) -> Self {
        let mut region = Self { end: at, lines: Vec::new(), gapped: 0, signed: false };
        let mut free = Columns::all();
        for (index, line) in page.lines.iter().enumerate().skip(at).take(LONGEST) {
            let apart = line.blanks > 1 || line.new_page;
            if region.end > at && apart {
                break;
            }
            let words = page.words(line);
            if drawn(words).is_some() && !words.contains("...") {
                region.lines.push(Vec::new());
                region.end = index + 1;
                continue;
            }
            let parts = parts(page, line);
            let narrowed = free.without(&parts);
            let gutter = narrowed.first_gutter();
            let several = parts.len() > 1;
            let behind = parts.first().is_some_and(|part| gutter.is_some_and(|gutter| part.left >= gutter));
            let ends =
                gutter.is_none() || !several && !behind && (line.blanks > 0 || line.indent + 2 < page.lines[at].indent);
            if region.end > at && ends {
                break;
            }
            free = narrowed;
            region.gapped += usize::from(several);
            region.signed |= words.contains("____");
            region.lines.push(parts);
            region.end = index + 1;
        }
        region.trim(page);
        region
    }

    /// Leaves out what at the end is no row: drawn lines, and lines of one part that open a sentence.
    fn trim(&mut self, page: &Page) {
        while let Some(last) = self.lines.last().filter(|_| self.lines.len() > 1) {
            let words = page.words(&page.lines[self.end - 1]);
            let alone = last.len() == 1 && !words.starts_with(|first: char| first.is_lowercase());
            if !(alone && last[0].left <= self.lines[0].first().map_or(0, |part| part.left) + 2) {
                break;
            }
            self.lines.pop();
            self.end -= 1;
        }
    }

    /// Two columns, the second set to the right: who writes, and what the paper is.
    fn is_letterhead(&self) -> bool {
        let two: Vec<&Vec<Part>> = self.lines.iter().filter(|parts| parts.len() == 2).collect();
        let Some(right) = two.first().map(|parts| parts[1].right) else { return false };
        let right = two.iter().map(|parts| parts[1].right).fold(right, u16::max);
        let flush = two.iter().filter(|parts| right.abs_diff(parts[1].right) <= 1).count();
        let starts: Vec<u16> = two.iter().map(|parts| parts[1].left).collect();
        two.len() >= 2 && flush * 4 >= two.len() * 3 && starts.windows(2).any(|pair| pair[0] != pair[1])
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::shown;

    const TEXT: &str = "The office keeps the quay, the crane and the sheds of the harbour in order.\n\n";

    fn below(text: &str) -> Vec<String> {
        shown(&format!("{TEXT}{text}")).split_off(1)
    }

    #[test]
    fn aligned_columns_are_a_table() {
        let text = "Shed          Held by\n-----         -------\nRopewalk      Ada Wrack\nSalt store    Ben Tide, who\n              has it alone\n";
        let cells = [
            "c0,0 Shed",
            "c0,1 Held by",
            "c1,0 Ropewalk",
            "c1,1 Ada Wrack",
            "c2,0 Salt store",
            "c2,1 Ben Tide, who has it alone",
        ];
        assert_eq!(below(text), cells);
    }

    #[test]
    fn empty_lines_part_rows() {
        let text = "Buying of          The Board\nStores\n\nSale of            The Clerk, to\nRope               a limit\n\nHire               Nobody\n";
        let cells = [
            "c0,0 Buying of Stores",
            "c0,1 The Board",
            "c1,0 Sale of Rope",
            "c1,1 The Clerk, to a limit",
            "c2,0 Hire",
            "c2,1 Nobody",
        ];
        assert_eq!(below(text), cells);
    }

    #[test]
    fn two_lines_or_loose_gaps_are_no_table() {
        assert!(below("One          two\nThree        four\n").iter().all(|block| block.starts_with("p ")));
        let justified = "The   office  meets  when the tide is out,   and  its  clerk  writes  down\nall  that is said  by   those who came,  and \
                         reads  it  to   the  members\nat   the   next  meeting  of  that  year   in  the  weigh-house,  or  later.\n";
        assert_eq!(below(justified).iter().filter(|block| block.starts_with('c')).count(), 0);
    }

    #[test]
    fn drawn_tables_are_read() {
        let text = "+------+-------+\n| Shed | Dues  |\n+------+-------+\n| One  | \u{a3}5    |\n+------+-------+\n";
        assert_eq!(below(text), ["c0,0 Shed", "c0,1 Dues", "c1,0 One", "c1,1 \u{a3}5"]);
        assert_eq!(below("| Shed | Dues |\n| One | 5 |\n")[2..], ["c1,0 One", "c1,1 5"]);
    }

    #[test]
    fn places_to_sign_stand_apart() {
        let text = "_______________      _______________\nAda Wrack            Ben Tide\n";
        assert_eq!(below(text), ["p _______________", "p _______________", "p Ada Wrack", "p Ben Tide"]);
    }
}
