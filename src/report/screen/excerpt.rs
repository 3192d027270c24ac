//! Which stretches of a file are shown around underlined places, and where their lines are broken: a paragraph of a
//! document is often one line of a thousand characters.

use std::ops::Range;

use super::snippet::{LONGEST, Mark};
use super::wrap::{fitting, width};
use crate::source::{LineIndex, Span};

/// Bytes shown on each side of a place that brings no context of its own.
const CONTEXT: u32 = 160;
/// Rows shown around an underlined one.
const AROUND: usize = 1;
/// What stands where a line goes on to the left or right.
const MORE: &str = "…";

/// A row of an excerpt: part of a line of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Line of the file, from 1.
    pub number: usize,
    /// The words, with `…` where the line goes on.
    pub text: String,
    /// What is underlined.
    pub labels: Vec<Label>,
    /// Whether it goes on directly from the row before.
    pub follows: bool,
    opens: bool,
    closes: bool,
}

/// Underlined words of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The mark that they belong to, as its index.
    pub mark: usize,
    /// Bytes of the row's text.
    pub range: Range<usize>,
    /// Whether the mark ends here: its message stands at its end.
    pub last: bool,
}

/// A stretch of one line of the file.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    line: usize,
    span: Span,
    whole: Span,
}

/// The rows to show for `marks`, none wider than `columns`.
pub(super) fn rows(source: &str, lines: &LineIndex, marks: &[Mark], columns: usize) -> Vec<Row> {
    let mut stretches: Vec<Stretch> = marks.iter().flat_map(|mark| stretches(source, lines, mark, columns)).collect();
    stretches.sort_by_key(|stretch| (stretch.span, stretch.line));
    let mut merged: Vec<Stretch> = Vec::new();
    for next in stretches {
        match merged.last_mut() {
            Some(last) if last.line == next.line && next.span.start <= last.span.end + columns as u32 => {
                last.span = last.span.cover(next.span);
            }
            _ => merged.push(next),
        }
    }
    let mut rows = Vec::new();
    for (index, stretch) in merged.iter().enumerate() {
        let goes_on = index > 0 && {
            let before = merged[index - 1];
            before.line + 1 == stretch.line
                && before.span.end == before.whole.end
                && stretch.span.start == stretch.whole.start
        };
        cut(source, *stretch, marks, columns, goes_on, &mut rows);
    }
    near_labels(rows)
}

/// The stretches of lines around one mark.
fn stretches(source: &str, lines: &LineIndex, mark: &Mark, columns: usize) -> Vec<Stretch> {
    let span = mark.underlined(source);
    let last = if span.is_empty() { span.start } else { span.end - 1 };
    let (first, last) = (lines.line_of(span.start), lines.line_of(last));
    let focus = mark.focus.unwrap_or(Span::new(
        span.start.saturating_sub(CONTEXT).max(lines.span(first).start),
        (span.end + CONTEXT).min(lines.span(last).end),
    ));
    let focus = span.cover(Span::new(
        focus.start.max(span.start.saturating_sub(LONGEST)),
        focus.end.min(span.end.saturating_add(LONGEST)),
    ));
    let (first, last) = (lines.line_of(focus.start), lines.line_of(focus.end.max(focus.start + 1) - 1));
    (first..=last).map(|line| stretch(source, line, line_span(source, lines, line), focus, columns)).collect()
}

/// The part of a line that lies in `focus`, at word ends; all of the line's start or end where little of it is left.
fn stretch(source: &str, line: usize, whole: Span, focus: Span, columns: usize) -> Stretch {
    let little = columns as u32 / 2;
    let mut span = Span::new(focus.start.clamp(whole.start, whole.end), focus.end.clamp(whole.start, whole.end));
    if span.start - whole.start <= little {
        span.start = whole.start;
    } else {
        span.start = floor(source, span.start);
        let before = &source[whole.start as usize..span.start as usize];
        span.start -=
            before.chars().rev().take_while(|c| !c.is_whitespace()).take(40).map(char::len_utf8).sum::<usize>() as u32;
    }
    if whole.end - span.end <= little {
        span.end = whole.end;
    } else {
        span.end = floor(source, span.end);
        let behind = &source[span.end as usize..whole.end as usize];
        span.end +=
            behind.chars().take_while(|c| !c.is_whitespace()).take(40).map(char::len_utf8).sum::<usize>() as u32;
    }
    Stretch { line, span, whole }
}

/// The bytes of a line without its end.
fn line_span(source: &str, lines: &LineIndex, line: usize) -> Span {
    let span = lines.span(line);
    let text = source.get(span.range()).unwrap_or("");
    Span::new(span.start, span.start + text.trim_end_matches(['\n', '\r']).len() as u32)
}

/// The nearest end of a character at or before `at`.
pub(super) fn floor(source: &str, at: u32) -> u32 {
    source.floor_char_boundary(at as usize) as u32
}

/// Cuts a stretch into rows, with room left for the signs that the line goes on.
fn cut(source: &str, stretch: Stretch, marks: &[Mark], columns: usize, goes_on: bool, rows: &mut Vec<Row>) {
    let Stretch { line, span, whole } = stretch;
    let (mut at, end) = (span.start as usize, span.end as usize);
    let whole_fits = span == whole && width(&source[span.range()]) <= columns;
    let room = if whole_fits { columns } else { columns.saturating_sub(2 * width(MORE) + 1).max(1) };
    loop {
        let to = row_end(source, at..end, marks, room);
        let next = to + source[to..end].len() - source[to..end].trim_start().len();
        rows.push(Row {
            number: line + 1,
            text: source[at..to].trim_end().replace('\t', " "),
            labels: labels(source, at..to, marks),
            follows: at > span.start as usize || goes_on,
            opens: at == whole.start as usize,
            closes: next >= whole.end as usize,
        });
        at = next;
        if at >= end {
            break;
        }
    }
}

/// Where the row that starts at `part.start` ends: at the last space that fits, or before underlined words that would be cut
/// and fit into a row of their own.
fn row_end(source: &str, part: Range<usize>, marks: &[Mark], room: usize) -> usize {
    let text = &source[part.clone()];
    let fits = fitting(text, room);
    let mut end = match text.get(fits..) {
        None | Some("") => fits,
        Some(rest) if rest.starts_with(char::is_whitespace) => fits,
        Some(_) => text[..fits].rfind(char::is_whitespace).filter(|&at| !text[..at].trim().is_empty()).unwrap_or(fits),
    };
    for mark in marks {
        let span = mark.underlined(source);
        let Some(start) = (span.start as usize).checked_sub(part.start).filter(|&start| 0 < start && start < end)
        else {
            continue;
        };
        let before = &text[..start];
        let need = width(&source[span.range()]).min(room);
        if before.ends_with(char::is_whitespace) && !before.trim().is_empty() && width(before) + need > room {
            end = start;
        }
    }
    part.start + end
}

/// What of the marks lies in `part` of the file.
fn labels(source: &str, part: Range<usize>, marks: &[Mark]) -> Vec<Label> {
    let mut labels = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        let span = mark.underlined(source).range();
        let (start, end) = (span.start.max(part.start), span.end.min(part.end));
        if span.is_empty() && part.start <= span.start && span.start <= part.end {
            let at = span.start - part.start;
            labels.push(Label { mark: index, range: at..at + 1, last: true });
        } else if start < end {
            let words = &source[start..end];
            let start = start + words.len() - words.trim_start().len() - part.start;
            let range = start..start + words.trim().len();
            if !range.is_empty() {
                labels.push(Label { mark: index, range, last: source[end..span.end].trim().is_empty() });
            }
        }
    }
    labels
}

/// Leaves the rows that are underlined and those next to them in the same stretch.
fn near_labels(rows: Vec<Row>) -> Vec<Row> {
    let labelled: Vec<bool> = rows.iter().map(|row| !row.labels.is_empty()).collect();
    let near = |index: usize| {
        let (from, to) = (index.saturating_sub(AROUND), (index + AROUND).min(labelled.len() - 1));
        labelled[from..=to].iter().any(|&labelled| labelled)
    };
    let mut kept: Vec<Row> = Vec::new();
    let mut dropped = true;
    for (index, row) in rows.into_iter().enumerate() {
        let blank = row.labels.is_empty() && row.text.trim().is_empty();
        if blank || !near(index) {
            dropped = true;
            continue;
        }
        let follows = row.follows && !dropped;
        if let Some(last) = kept.last_mut().filter(|_| !follows) {
            last.end();
        }
        kept.push(Row { follows, ..row });
        if let Some(row) = kept.last_mut().filter(|_| !follows) {
            row.begin();
        }
        dropped = false;
    }
    if let Some(last) = kept.last_mut() {
        last.end();
    }
    kept
}

impl Row {
    /// Shows that the line begins further to the left.
    fn begin(&mut self) {
        if !self.opens {
            self.text.insert_str(0, MORE);
            for label in &mut self.labels {
                label.range = label.range.start + MORE.len()..label.range.end + MORE.len();
            }
        }
    }

    /// Shows that the line goes on to the right.
    fn end(&mut self) {
        if !self.closes {
            self.text.push(' ');
            self.text.push_str(MORE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str =
        "Title\n\none two three four five six seven eight nine ten eleven twelve thirteen fourteen\nlast line\n";

    /// The rows for places given by their words, with the number of the line and what is underlined.
    fn shown(columns: usize, places: &[&str]) -> Vec<String> {
        let mark = |words: &&str| {
            let start = LINES.find(words).unwrap_or(0) as u32;
            let span = Span::new(start, start + words.len() as u32);
            Mark { span, focus: Some(span), message: String::new(), primary: true }
        };
        let marks: Vec<Mark> = places.iter().map(mark).collect();
        let rows = rows(LINES, &LineIndex::new(LINES), &marks, columns);
        let row = |row: &Row| {
            let labels: Vec<&str> = row.labels.iter().map(|label| &row.text[label.range.clone()]).collect();
            format!("{}{} {} {labels:?}", if row.follows { "+" } else { "" }, row.number, row.text)
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn shows_the_words_around_a_place() {
        assert_eq!(shown(20, &["nine"]), ["3 …nine … [\"nine\"]"]);
        assert_eq!(shown(20, &["two"]), ["3 one two … [\"two\"]"]);
        assert_eq!(shown(100, &["Title"]), ["1 Title [\"Title\"]"]);
    }

    #[test]
    fn underlines_go_on_over_rows_and_lines() {
        assert_eq!(
            shown(24, &["twelve thirteen fourteen\nlast"]),
            ["3 …twelve thirteen [\"twelve thirteen\"]", "+3 fourteen [\"fourteen\"]", "+4 last line [\"last\"]"]
        );
    }

    #[test]
    fn near_places_share_an_excerpt_and_far_ones_do_not() {
        assert_eq!(shown(30, &["six", "eight"]), ["3 …six seven eight … [\"six\", \"eight\"]"]);
        assert_eq!(shown(16, &["one", "ten"]), ["3 one … [\"one\"]", "3 …ten … [\"ten\"]"]);
    }

    #[test]
    fn a_place_is_not_torn_where_it_fits_a_row() {
        assert_eq!(
            shown(26, &["one", "four five six seven"]),
            ["3 one two three [\"one\"]", "+3 four five six seven … [\"four five six seven\"]"]
        );
    }
}
