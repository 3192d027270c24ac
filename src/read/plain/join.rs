//! Which lines of wrapped text make a paragraph.

use super::group::is_underlined;
use super::lines::{Line, Page, columns, is_capitals, stops};
use super::mark::{Mark, drawn};
use crate::document::furniture;

/// Lines of a block from which its own right edge is taken for where lines are full.
const BLOCK: usize = 3;
/// Lines of a heading in capitals or in the middle.
const HEADING_LINES: usize = 4;

/// Finds where paragraphs end.
pub(super) struct Joiner<'a> {
    page: &'a Page<'a>,
    /// Behind the last line of the block that was measured last: lines with no empty line between.
    block_end: usize,
    /// Column at which lines of that block are full.
    full: u16,
}

/// A paragraph so far.
struct Open {
    start: usize,
    mark: Option<Mark>,
}

impl<'a> Joiner<'a> {
    pub fn new(page: &'a Page<'a>) -> Self {
        Self { page, block_end: 0, full: page.layout.width }
    }

    /// Behind the last line of the paragraph that begins at `start`.
    pub fn end(&mut self, start: usize) -> usize {
        let mark = Mark::read(self.page.words(&self.page.lines[start]));
        let open = Open { start, mark };
        let mut end = start + 1;
        while end < self.page.lines.len() && self.goes_on(&open, end) {
            end += 1;
        }
        end
    }

    /// Whether the line at `at` goes on the paragraph that the one before is of.
    fn goes_on(&mut self, open: &Open, at: usize) -> bool {
        let lines = self.page.lines;
        let (before, line) = (&lines[at - 1], &lines[at]);
        if !self.page.layout.wrapped || drawn(self.page.words(line)).is_some() {
            return false;
        }
        if !self.are_alike(before, line) {
            return false;
        }
        if line.new_page {
            return self.goes_over_page(open, before, line);
        }
        if line.blanks > 0 || is_underlined(self.page, at) {
            return false;
        }
        if self.page.laid.is_some_and(|laid| laid.is_large(line)) {
            return at - open.start < HEADING_LINES && Mark::read(self.page.words(line)).is_none();
        }
        self.measure(at);
        let (ends, words) = (self.page.words(before), self.page.words(line));
        if before.gap && parts(self.page, before) || line.gap && parts(self.page, line) || furniture::has_page(ends) {
            return false;
        }
        let full = self.is_full(before, words);
        if let Some(mark) = Mark::read(words)
            && self.opens(open, &mark, line, !full || stops(ends))
        {
            return false;
        }
        if at - open.start < HEADING_LINES && open.mark.is_none() && self.is_display(open, at) {
            return true;
        }
        let capitals = |line: &Line| is_capitals(self.page.words(line));
        if at - open.start < HEADING_LINES && !is_capitals(words) && lines[open.start..at].iter().all(capitals) {
            return false;
        }
        if !full && (stops(ends) || !opens_small(words)) {
            return false;
        }
        if is_labelled(words) && is_labelled(self.page.words(&lines[open.start])) {
            return false;
        }
        self.fits(open, at, full)
    }

    /// Whether the print of two lines is the same, where it is known: a line that is all bold stands alone.
    fn are_alike(&self, before: &Line, line: &Line) -> bool {
        self.page.laid.is_none_or(|laid| {
            let bold = |line: &Line| laid.is_bold(line.start, line.end);
            let table = |line: &Line| laid.print(line).is_some_and(|print| print.grid.is_some());
            laid.are_alike(before, line)
                && !table(before)
                && !table(line)
                && !laid.is_note(line)
                && (bold(before) == bold(line) || opens_small(self.page.words(line)))
        })
    }

    /// Whether both lines are set as headings and titles are: in capitals, or in the middle.
    fn is_display(&self, open: &Open, at: usize) -> bool {
        let lines = self.page.lines;
        let all = |test: &dyn Fn(&Line) -> bool| lines[open.start..=at].iter().all(test);
        all(&|line| {
            is_capitals(self.page.words(line))
                && !(self.page.words(line).contains(':') && is_labelled(self.page.words(line)))
        }) || all(&|line| self.page.is_centred(line))
    }

    /// Whether the line begins in a column where the paragraph may go on.
    fn fits(&self, open: &Open, at: usize, full: bool) -> bool {
        let lines = self.page.lines;
        let (first, before, line) = (&lines[open.start], &lines[at - 1], &lines[at]);
        let flows = full && !stops(self.page.words(before));
        if at - open.start >= 2 {
            let margin = lines[at - 1].indent.min(lines[open.start + 1].indent);
            let deeper = line.indent > margin.saturating_add(2);
            let back = line.indent.saturating_add(2) < lines[at - 1].indent;
            return (!deeper || flows) && (!back || flows || opens_small(self.page.words(line)));
        }
        let hanging = open.mark.as_ref().map_or(3, |mark| mark.len as u16 + 4);
        let deeper = line.indent > first.indent.saturating_add(hanging);
        let back = line.indent.saturating_add(1) < first.indent && first.indent.abs_diff(line.indent) > 12;
        (!deeper || flows) && !back
    }

    /// Whether a line with a mark opens a block of its own, and is no part of a sentence ("… and\n(b) the other").
    fn opens(&self, open: &Open, mark: &Mark, line: &Line, ended: bool) -> bool {
        let first = &self.page.lines[open.start];
        ended || open.mark.as_ref().is_some_and(|last| last.is_followed_by(mark)) || line.indent + 1 < first.indent
    }

    /// Whether a sentence goes on over the page: it has not stopped, and no new block begins.
    fn goes_over_page(&self, open: &Open, before: &Line, line: &Line) -> bool {
        let (ends, words) = (self.page.words(before), self.page.words(line));
        let small = opens_small(words);
        let long = before.right() * 3 >= self.page.layout.width * 2;
        let display = is_capitals(ends) || self.page.is_centred(before) || self.page.is_centred(line);
        let aligned = line.indent.abs_diff(before.indent) <= 3
            || line.indent.abs_diff(self.page.lines[open.start].indent) <= 3
            || small;
        !stops(ends)
            && !display
            && aligned
            && (small || long)
            && !line.gap
            && !furniture::has_page(ends)
            && Mark::read(words).is_none()
    }

    /// Measures the block that the line at `at` stands in.
    fn measure(&mut self, at: usize) {
        if at < self.block_end {
            return;
        }
        let lines = self.page.lines;
        let apart = |line: &Line| line.blanks > 0 || line.new_page;
        let end = lines[at..].iter().skip(1).position(apart).map_or(lines.len(), |len| at + 1 + len);
        let begin = at.saturating_sub(1);
        let right = lines[begin..end].iter().filter(|line| !line.gap).map(Line::right).max().unwrap_or(0);
        let width = self.page.layout.width;
        let own = end - begin >= BLOCK && u32::from(right) * 100 >= u32::from(width) * 45;
        self.full = if own { right.min(width) } else { width };
        self.block_end = end;
    }

    /// Whether the first word of the next line would not have stood in this one.
    fn is_full(&self, line: &Line, next: &str) -> bool {
        let word = columns(next.split(' ').next().unwrap_or(""));
        u32::from(line.right()) + 1 + u32::from(word) + u32::from(self.full / 10) > u32::from(self.full)
    }
}

/// Whether a line with a gap is made of parts: words stand behind the gap, and more than a mark before it.
fn parts(page: &Page, line: &Line) -> bool {
    let words = page.words(line);
    let body = Mark::read(words).map_or(0, |mark| mark.len as usize);
    let rest = &words[body..];
    rest.contains("   ") || rest.contains('\t')
}

/// Whether words go on a sentence: they open with a small letter.
fn opens_small(words: &str) -> bool {
    words.starts_with(|first: char| first.is_lowercase())
}

/// Whether a line opens with a label: `Chair: …`, `Head of Works - …`.
fn is_labelled(words: &str) -> bool {
    let head = &words.as_bytes()[..words.len().min(40)];
    let colon = head.iter().position(|&byte| byte == b':');
    let colon = colon.filter(|at| words.as_bytes().get(at + 1).is_none_or(|next| *next == b' '));
    let dash = || DASHES.iter().filter_map(|dash| words.find(dash)).min().filter(|at| *at < head.len());
    let (label, most) = match (colon, dash()) {
        (Some(at), _) => (words.get(..at), 4),
        (None, Some(at)) => (words.get(..at), 6),
        (None, None) => return false,
    };
    words.starts_with(|first: char| first.is_uppercase())
        && label.is_some_and(|label| label.split(' ').count() <= most && !label.contains(['.', ',']))
}

const DASHES: [&str; 3] = [" - ", " – ", " — "];

#[cfg(test)]
mod tests {
    use super::super::testing::shown;

    /// A line of about 70 columns, so that a text is known to be wrapped there.
    const WIDE: &str =
        "The Shore Office keeps the quay, the crane and the sheds of the harbour in\ngood order for all.\n\n";

    fn joined(text: &str) -> Vec<String> {
        shown(&format!("{WIDE}{text}")).split_off(1)
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "It hears the members once a year, in spring, and sends what they said to\nthe Parties. Nobody else \
                    speaks there.\nShort lines end\nHere another begins, which is long enough to be wrapped at the very edge\nof it.";
        let lines = [
            "p It hears the members once a year, in spring, and sends what they said to the Parties. Nobody else speaks there.",
            "p Short lines end",
            "p Here another begins, which is long enough to be wrapped at the very edge of it.",
        ];
        assert_eq!(joined(text), lines);
    }

    #[test]
    fn marks_open_blocks_but_not_in_a_sentence() {
        let text =
            "The harbour is closed to boats that (a) leak, to those that (b) burn, and\n(c) to those that sink in it.";
        assert_eq!(joined(text).len(), 1);
        let list = "The harbour is closed to boats that:\n(a) leak, whether or not they are bailed by those who own them and\nsail \
                    in them; or\n(b) burn.";
        assert_eq!(
            joined(list)[1..],
            ["i1 (a) leak, whether or not they are bailed by those who own them and sail in them; or", "i1 (b) burn."]
        );
    }

    #[test]
    fn indents_part_paragraphs_that_no_empty_line_parts() {
        let text = "   The office meets on the first day of each month in the old weigh-house\nof the harbour, and the clerk \
                    writes down all that is said by those there.\n   A second meeting is held where a third of all members asks the office\nfor it.";
        let paragraphs = joined(text);
        assert_eq!(paragraphs.len(), 2, "{paragraphs:?}");
        assert!(paragraphs[1].starts_with("p A second meeting"));
    }

    #[test]
    fn set_in_text_is_no_code() {
        let text = "        Boats of more than ten tons pay twice what those of less than that\n        pay, whoever sails them.";
        assert_eq!(
            joined(text),
            ["p Boats of more than ten tons pay twice what those of less than that pay, whoever sails them."]
        );
    }

    #[test]
    fn lines_of_an_address_stay_apart() {
        let text = "Ada Wrack\nQuay Office\nNorth Quay 3";
        assert_eq!(joined(text), ["p Ada Wrack", "p Quay Office", "p North Quay 3"]);
    }

    #[test]
    fn lines_that_open_with_a_label_stay_apart() {
        let text = "Harbour Director - the hire of boats for the season, up to £100,000\nHead of Works - repairs of piers, up to £25,000";
        assert_eq!(joined(text).len(), 2);
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        let long = format!("{}.\n", "word ".repeat(60).trim_end());
        assert_eq!(shown(&long.repeat(3)).len(), 3);
    }
}
