//! Lines put together to what people read as one: a paragraph, a heading of two lines, a table.

use std::ops::Range;

use super::join::Joiner;
use super::lines::{Line, Page};
use super::mark::{Mark, drawn, is_line_across};
use super::table::{self, Grid};
use crate::document::furniture;

/// Lines that belong together.
#[derive(Debug)]
pub(super) struct Group {
    /// Indexes of its lines.
    pub lines: Range<usize>,
    /// What opens it.
    pub mark: Option<Mark>,
    /// An empty line, a page break or a drawn line stands before it.
    pub apart: bool,
    /// What it is underlined with.
    pub underlined: Option<char>,
    /// What sort of group it is.
    pub sort: Sort,
}

/// What sort of group it is.
#[derive(Debug)]
pub(super) enum Sort {
    /// Words that go on from line to line.
    Text,
    /// A line of a contents list.
    Contents,
    /// Cells side by side.
    Table(Grid),
    /// The text of a footnote.
    Note,
    /// Lines whose parts, side by side, have nothing to do with each other: a letterhead, places to sign.
    Parts,
}

/// Longest group that can be underlined as a heading, in lines.
const HEADING_LINES: usize = 2;

/// Puts lines together.
pub(super) fn groups(page: &Page) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::with_capacity(page.lines.len() / 3 + 1);
    let mut joiner = Joiner::new(page);
    let (mut contents, mut tables) = (Contents::default(), table::Finder::default());
    let (mut at, mut apart) = (0, true);
    while let Some(line) = page.lines.get(at) {
        apart |= line.blanks > 0 || line.new_page;
        let words = page.words(line);
        if let Some(grid) = page.print(line).and_then(|print| print.grid.as_ref()) {
            let header = grid.header || table::names_columns(page, grid);
            let sort = Sort::Table(Grid { header, ..grid.clone() });
            out.push(Group { lines: at..at + 1, mark: None, apart: true, underlined: None, sort });
            (at, apart) = (at + 1, true);
            continue;
        }
        if let Some(with) = drawn(words) {
            if !apart && !line.gap && underlines(page, out.last(), line) {
                out.last_mut().into_iter().for_each(|group| group.underlined = Some(with));
            }
            if !table::is_boxed(page, at) {
                (at, apart) = (at + 1, true);
                continue;
            }
        } else if is_line_across(words) {
            (at, apart) = (at + 1, true);
            continue;
        }
        let (end, sort) = if page.laid.is_some_and(|laid| laid.is_note(line)) {
            (note_end(page, at), Sort::Note)
        } else if contents.holds(page, at) {
            (at + 1, Sort::Contents)
        } else if let Some((end, sort)) = tables.find(page, at, out.is_empty()) {
            (end, sort)
        } else {
            (joiner.end(at), Sort::Text)
        };
        let mark = if matches!(sort, Sort::Text) { Mark::read(words) } else { None };
        contents.note(page, at..end, &sort);
        out.push(Group { lines: at..end, mark, apart, underlined: None, sort });
        (at, apart) = (end, false);
    }
    out
}

/// Behind the last line of the footnote that begins at a line.
fn note_end(page: &Page, at: usize) -> usize {
    let first = &page.lines[at];
    let goes_on = |line: &&Line| {
        !line.new_page
            && line.blanks == 0
            && page.laid.is_some_and(|laid| laid.are_alike(first, line) && !laid.is_note(line))
    };
    at + 1 + page.lines[at + 1..].iter().take_while(goes_on).count()
}

/// Whether a drawn line stands under the last group as a heading's line does.
fn underlines(page: &Page, last: Option<&Group>, drawn: &Line) -> bool {
    let Some(group) = last.filter(|group| matches!(group.sort, Sort::Text)) else { return false };
    let Some(over) = page.lines.get(group.lines.end - 1) else { return false };
    group.lines.len() <= HEADING_LINES
        && drawn.indent.abs_diff(over.indent) <= 3
        && drawn.columns * 2 >= over.columns
        && drawn.columns <= over.columns.saturating_add(over.columns / 2).saturating_add(4)
}

/// Whether the next line is drawn under this one.
pub(super) fn is_underlined(page: &Page, at: usize) -> bool {
    let (Some(over), Some(under)) = (page.lines.get(at), page.lines.get(at + 1)) else { return false };
    under.blanks == 0
        && !under.gap
        && under.indent.abs_diff(over.indent) <= 3
        && under.columns * 2 >= over.columns
        && drawn(page.words(under)).is_some()
}

/// Follows a contents list from its heading to its end.
#[derive(Default)]
struct Contents {
    open: bool,
    /// Lines met, and those that end in a page number.
    lines: usize,
    paged: usize,
}

impl Contents {
    /// Whether the line at `at` is one of the list.
    fn holds(&mut self, page: &Page, at: usize) -> bool {
        let line = &page.lines[at];
        if !self.open {
            return false;
        }
        let paged = page_behind(page.words(line));
        let soon = || page.lines.get(at + 1).is_some_and(|next| next.blanks == 0 && page_behind(page.words(next)));
        let goes_on = if self.paged > 0 { paged || soon() } else { self.lines == 0 || line.blanks == 0 || paged };
        let stopped = !paged && page.words(line).ends_with(['.', ';', ':']);
        self.open = goes_on && !stopped;
        self.lines += 1;
        self.paged += usize::from(paged);
        self.open
    }

    /// Opens the list behind a group that is its heading.
    fn note(&mut self, page: &Page, lines: Range<usize>, sort: &Sort) {
        let heading = page.words(&page.lines[lines.start]);
        let short = lines.len() == 1 && heading.len() < 40 && matches!(sort, Sort::Text);
        if short && furniture::is_contents(heading) {
            *self = Self { open: true, lines: 0, paged: 0 };
        }
    }
}

/// Whether a line ends in a page number behind dots or a gap.
fn page_behind(words: &str) -> bool {
    if !words.ends_with(|last: char| last.is_ascii_digit()) {
        return false;
    }
    let head = words.trim_end_matches(|last: char| last.is_ascii_digit());
    words.len() - head.len() <= 4
        && (head.ends_with("  ")
            || head.ends_with('\t')
            || furniture::has_page(words)
            || head.trim_end().ends_with(".."))
}
