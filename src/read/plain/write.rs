//! Hands the groups to the builder: title, headings, nested lists, paragraphs, tables.

use super::group::{Group, Sort};
use super::heading::{Headings, title};
use super::hyphen::Hyphens;
use super::lines::{Line, Page, stops};
use super::mark::Mark;
use super::table::{Grid, parts_of};
use crate::diagnostic::Diagnostic;
use crate::document::{Builder, Shape};
use crate::read::limits::Limits;
use crate::source::Span;

/// Lists open in each other at most.
const DEEPEST: usize = 60;

/// Builds the document of groups; refuses one that becomes too large.
pub(super) fn write<'a>(
    page: &'a Page<'a>,
    groups: &'a [Group],
    out: Builder,
    limits: Limits,
) -> Result<Builder, Diagnostic> {
    let hyphens = Hyphens::new(page);
    let mut writer = Writer { page, groups, hyphens, out, lists: Vec::new(), opened: 0 };
    let title = title(page, groups);
    let mut headings = Headings::new(page, groups, title);
    for (at, group) in groups.iter().enumerate() {
        match &group.sort {
            _ if title == Some(at) => writer.lines(Shape::Title, group),
            Sort::Contents => writer.lines(Shape::Contents, group),
            Sort::Table(grid) => writer.table(grid),
            Sort::Parts => writer.parts(group),
            Sort::Note => writer.lines(Shape::Note, group),
            Sort::Text => match headings.level(at) {
                Some(level) => {
                    writer.close_lists(0);
                    writer.lines(Shape::Heading(level), group);
                }
                None => writer.text(at, group),
            },
        }
        limits.check(&writer.out)?;
    }
    writer.close_lists(0);
    Ok(writer.out)
}

struct Writer<'a> {
    page: &'a Page<'a>,
    groups: &'a [Group],
    hyphens: Hyphens<'a>,
    out: Builder,
    lists: Vec<List>,
    /// Pages begun.
    opened: usize,
}

/// A list that is open.
struct List {
    /// Column of its marks.
    column: u16,
    /// The last mark.
    mark: Mark,
}

impl Writer<'_> {
    /// A paragraph, or an item where a bullet or a listed number opens it.
    fn text(&mut self, at: usize, group: &Group) {
        let Some(line) = self.page.lines.get(group.lines.start) else { return };
        let column = line.indent;
        match &group.mark {
            Some(mark) if mark.is_bullet() || self.is_listed(at, mark, column) => {
                self.open_item(mark, column);
                let lead = if mark.is_bullet() { mark.len } else { 0 };
                self.paragraph(Shape::Paragraph, group, lead);
            }
            Some(mark) if !mark.is_plain() => {
                // Letters and dotted numbers are told apart by what they count, wherever they stand.
                while self
                    .lists
                    .last()
                    .is_some_and(|list| column <= list.column && mark.is_first() || column < list.column)
                {
                    self.close_list();
                }
                self.paragraph(Shape::Paragraph, group, 0);
            }
            _ => {
                self.close_lists_from(column);
                self.paragraph(Shape::Paragraph, group, 0);
            }
        }
    }

    /// Whether a plain figure counts an item rather than a clause: it goes on a list, stands under a line that opens one, or
    /// is set in.
    fn is_listed(&self, at: usize, mark: &Mark, column: u16) -> bool {
        if !mark.is_plain() {
            return false;
        }
        let same = |list: &&List| list.column.abs_diff(column) <= 1;
        if let Some(list) = self.lists.iter().rev().find(same) {
            return list.mark.is_followed_by(mark);
        }
        let before = at.checked_sub(1).and_then(|before| self.groups.get(before));
        let ends = before.and_then(|before| self.page.lines.get(before.lines.end - 1));
        let opened = ends.is_some_and(|line| self.page.words(line).ends_with([':', '–', '—']));
        let set_in = column > self.page.layout.body.saturating_add(1);
        let runs_on = ends.is_some_and(|line| !stops(self.page.words(line)));
        mark.is_first() && (opened || (set_in && !runs_on))
    }

    fn open_item(&mut self, mark: &Mark, column: u16) {
        while self.lists.last().is_some_and(|list| list.column > column.saturating_add(1))
            || self.lists.len() >= DEEPEST
        {
            self.close_list();
        }
        let goes_on = self.lists.last().is_some_and(|list| {
            list.column.abs_diff(column) <= 1
                && (list.mark.is_followed_by(mark) || (mark.is_bullet() && list.mark.is_bullet()))
        });
        if goes_on {
            self.out.close_item();
            self.lists.pop();
        } else {
            while self.lists.last().is_some_and(|list| list.column.saturating_add(1) >= column) {
                self.close_list();
            }
            self.out.open_list(None);
        }
        self.lists.push(List { column, mark: mark.clone() });
        self.out.open_item();
    }

    /// Closes the lists whose marks do not stand to the left of a column.
    fn close_lists_from(&mut self, column: u16) {
        while self.lists.last().is_some_and(|list| column <= list.column) {
            self.close_list();
        }
    }

    fn close_lists(&mut self, left: usize) {
        while self.lists.len() > left {
            self.close_list();
        }
    }

    fn close_list(&mut self) {
        if self.lists.pop().is_some() {
            self.out.close_item();
            self.out.close_list();
        }
    }

    /// A block of its own, outside lists.
    fn lines(&mut self, shape: Shape, group: &Group) {
        self.close_lists(0);
        self.paragraph(shape, group, 0);
    }

    /// The lines of a group, the first without its first `lead` bytes, as one block.
    fn paragraph(&mut self, shape: Shape, group: &Group, lead: u32) {
        self.out.open_block(shape);
        let lines = self.page.lines.get(group.lines.clone()).unwrap_or(&[]);
        for (index, line) in lines.iter().enumerate() {
            let start = if index == 0 { line.start + lead } else { line.start };
            self.line(start, line, lines.get(index + 1));
        }
        self.out.close_block();
    }

    /// The words of a line, and what joins them to the next.
    fn line(&mut self, start: u32, line: &Line, next: Option<&Line>) {
        let words = self.page.text.get(start as usize..line.end as usize).unwrap_or("");
        let Some(next) = next else { return self.words(words, start) };
        let behind = self.page.words(next);
        if let Some(cut) = self.hyphens.broken(words, behind) {
            return self.words(&words[..words.len() - cut], start);
        }
        self.words(words, start);
        self.out.whole(" ", Span::new(line.end, next.start));
    }

    /// Words from a place of the text on, with their bold print, and the pages that begin before them.
    fn words(&mut self, words: &str, start: u32) {
        let Some(laid) = self.page.laid else { return self.out.words(words, start) };
        while laid.pages.get(self.opened).is_some_and(|&page| page <= start) {
            self.out.open_page();
            self.opened += 1;
        }
        let mut rest = words;
        let mut at = start;
        let first = laid.bolds.partition_point(|bold| bold.1 <= start);
        for &(from, to) in &laid.bolds[first..] {
            let before = (from.saturating_sub(at) as usize).min(rest.len());
            self.out.words(&rest[..before], at);
            rest = &rest[before..];
            at += before as u32;
            let len = (to.saturating_sub(at) as usize).min(rest.len());
            if len == 0 {
                break;
            }
            self.out.bold(true);
            self.out.words(&rest[..len], at);
            self.out.bold(false);
            rest = &rest[len..];
            at += len as u32;
        }
        self.out.words(rest, at);
    }

    fn table(&mut self, grid: &Grid) {
        self.close_lists(0);
        self.out.open_table(0);
        for (index, row) in grid.rows.iter().enumerate() {
            self.out.open_row(index == 0 && grid.header);
            for cell in row {
                self.out.open_cell();
                for (at, &(start, end)) in cell.iter().enumerate() {
                    let words = self.page.text.get(start as usize..end as usize).unwrap_or("");
                    let next = cell
                        .get(at + 1)
                        .map(|&(start, end)| self.page.text.get(start as usize..end as usize).unwrap_or(""));
                    let cut = next.and_then(|next| self.hyphens.broken(words, next));
                    self.out.go_to(start);
                    self.words(&words[..words.len() - cut.unwrap_or(0)], start);
                    if next.is_some() && cut.is_none() {
                        self.out.whole(" ", Span::new(end, end));
                    }
                }
                self.out.close_cell();
            }
        }
        self.out.close_table();
    }

    /// Each part of each line as a paragraph.
    fn parts(&mut self, group: &Group) {
        self.close_lists(0);
        for line in self.page.lines.get(group.lines.clone()).unwrap_or(&[]) {
            for part in parts_of(self.page, line) {
                self.out.open_block(Shape::Paragraph);
                self.words(self.page.text.get(part.start as usize..part.end as usize).unwrap_or(""), part.start);
                self.out.close_block();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::shown;

    #[test]
    fn lists_nest_by_where_their_marks_stand() {
        let text = "The office keeps:\n\n  o  the quay\n\n     and its wall\n\n     - its stones\n     - its rings\n\n  o  the crane\n\nIt keeps no boats.\n";
        let blocks = [
            "p The office keeps:",
            "i1 the quay",
            "p and its wall",
            "i2 its stones",
            "i2 its rings",
            "i1 the crane",
            "p It keeps no boats.",
        ];
        assert_eq!(shown(text), blocks);
    }

    #[test]
    fn figures_count_items_under_a_line_that_opens_a_list() {
        let text = "The office keeps:\n1. the quay\n2. the crane\n\n3. the sheds.\n\n1. It meets each year.\n\n2. It has a clerk.\n";
        let blocks = [
            "p The office keeps:",
            "i1 1. the quay",
            "i1 2. the crane",
            "i1 3. the sheds.",
            "p 1. It meets each year.",
            "p 2. It has a clerk.",
        ];
        assert_eq!(shown(text), blocks);
    }

    #[test]
    fn contents_are_no_headings() {
        let text =
            "Contents\n\n1  Aim          2\n2  Rents        3\n   2.1 Dues     3\n\nThe office keeps the quay.\n";
        assert_eq!(
            shown(text)[1..],
            [
                "contents 1  Aim          2",
                "contents 2  Rents        3",
                "contents 2.1 Dues     3",
                "p The office keeps the quay."
            ]
        );
    }
}
