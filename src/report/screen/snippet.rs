use std::ops::Range;

use codespan_reporting::diagnostic::LabelStyle;
use codespan_reporting::files::Error;
use codespan_reporting::term::{Chars, Config, Renderer};

use super::excerpt::{Row, floor, rows};
use super::wrap::{fitting, width};
use super::{Ink, Screen};
use crate::assess::Assessed;
use crate::document::Document;
use crate::source::{LineIndex, Span};

/// A place of a file with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Mark {
    /// What is underlined.
    pub span: Span,
    /// What is shown around it; the line where nothing is given.
    pub focus: Option<Span>,
    /// What is said of it; may be empty.
    pub message: String,
    /// Whether it is the place that the notice is about; others are context.
    pub primary: bool,
}

/// Places of one file.
#[derive(Clone, Debug)]
pub(in crate::report) struct Snippet<'a> {
    /// The file's name.
    pub name: &'a str,
    /// Its text.
    pub source: &'a str,
    /// Its line starts.
    pub lines: &'a LineIndex,
    /// The document whose words the text is, where the file itself is no text: its places have no lines, but clauses and pages.
    pub words_of: Option<&'a Document>,
    /// The place as a person finds it, where the text is an excerpt of such words.
    pub place: Option<&'a str>,
    /// The places; none where the notice is about the file as a whole.
    pub marks: Vec<Mark>,
}

/// Bytes that are underlined at most.
pub(super) const LONGEST: u32 = 480;

impl Mark {
    /// What is underlined of it in `source`: at ends of characters, and not without bound.
    pub(super) fn underlined(&self, source: &str) -> Span {
        let start = floor(source, self.span.start);
        Span::new(start, floor(source, self.span.end.min(start.saturating_add(LONGEST))).max(start))
    }
}

impl<'a> Snippet<'a> {
    /// Places of a document.
    pub(in crate::report) fn of(assessed: &'a Assessed, marks: Vec<Mark>) -> Self {
        let words_of = assessed.outcome.as_ref().ok().map(|rated| &rated.document).filter(|_| assessed.worded);
        Self { name: &assessed.path, source: &assessed.source, lines: &assessed.lines, words_of, place: None, marks }
    }

    /// Whether the places have no lines.
    fn has_no_lines(&self) -> bool {
        self.words_of.is_some() || self.place.is_some()
    }

    /// Columns that the line numbers take.
    pub(super) fn digits(&self) -> usize {
        if self.has_no_lines() {
            return 1;
        }
        let last = self.marks.iter().map(|mark| self.lines.line_of(mark.span.end) + 1).max().unwrap_or(1);
        last.ilog10() as usize + 1
    }

    /// Prints where the places are and what is said of them. `digits` is the room for line numbers.
    pub(super) fn print(&self, screen: &mut Screen, ink: Ink, digits: usize) {
        self.place(screen, digits);
        let config = Config { chars: Chars::box_drawing(), ..Config::default() };
        let mut number = None;
        for row in rows(self.source, self.lines, &self.marks, columns(screen, digits)) {
            if number.is_some() && !row.follows {
                match self.words_of {
                    Some(document) => self.next_place(screen, digits, document, &row),
                    None => {
                        let _ = Renderer::new(screen, &config).render_snippet_break(digits, ink.severity(), 0, &[]);
                    }
                }
                number = None;
            }
            screen.hide_numbers(number == Some(row.number) || self.has_no_lines());
            number = Some(row.number);
            // Writing to memory does not fail.
            let _ = self.row(screen, ink, digits, &row, &config);
            screen.hide_numbers(false);
        }
    }

    /// The line that names the file, and the first place in it.
    fn place(&self, screen: &mut Screen, digits: usize) {
        screen.space(digits + 1);
        screen.put(Ink::Frame, "┌─ ");
        screen.put(Ink::Plain, &printable(self.name));
        if let Some(mark) = self.marks.iter().find(|mark| mark.primary).or(self.marks.first()) {
            let said = self.place.map(str::to_owned);
            let said = said.or_else(|| self.words_of.map(|document| document.place_name(mark.span.start)));
            match said {
                Some(place) => {
                    let used = digits + 4 + width(&printable(self.name)) + 2;
                    let place = cut(&place, screen.width().saturating_sub(used));
                    screen.put(Ink::Plain, &format!(", {place}"));
                }
                None => {
                    let position = self.lines.position(self.source, mark.span.start);
                    screen.put(Ink::Plain, &format!(":{}:{}", position.line, position.column));
                }
            }
        }
        screen.line();
        screen.space(digits + 1);
        screen.put(Ink::Frame, "│");
        screen.line();
    }

    /// The line that names a further place of a document's words.
    fn next_place(&self, screen: &mut Screen, digits: usize, document: &Document, row: &Row) {
        screen.space(digits + 1);
        screen.put(Ink::Frame, "├─ ");
        let mark = row.labels.first().map(|label| &self.marks[label.mark]);
        let at = mark.map_or_else(|| self.lines.span(row.number - 1).start, |mark| mark.span.start);
        screen.put(Ink::Plain, &cut(&document.place_name(at), screen.width().saturating_sub(digits + 4)));
        screen.line();
    }

    fn row(&self, screen: &mut Screen, ink: Ink, digits: usize, row: &Row, config: &Config) -> Result<(), Error> {
        let columns = columns(screen, digits);
        let mut labels: Vec<(LabelStyle, Range<usize>, &str)> = Vec::new();
        let mut below = Vec::new();
        for label in &row.labels {
            let mark = &self.marks[label.mark];
            let style = if mark.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
            let column = |at: usize| row.text.get(..at).map_or(width(&row.text) + 1, width);
            let room = |from: usize| columns.saturating_sub(from) >= width(&mark.message);
            let said = label.last && !mark.message.is_empty();
            if said && !room(column(label.range.start)) {
                below.push(mark);
            } else if said && !room(column(label.range.end) + 1) {
                // A label that overlaps another has its message put under the line.
                labels.push((style, label.range.clone(), ""));
            }
            labels.push((
                style,
                label.range.clone(),
                if said && below.last() != Some(&mark) { &mark.message } else { "" },
            ));
        }
        labels.sort_by_key(|(_, range, _)| (range.start, range.end));
        // A number that is hidden takes the room of its digits.
        let number = if self.has_no_lines() { 1 } else { row.number };
        let severity = ink.severity();
        Renderer::new(screen, config).render_snippet_source(digits, number, &row.text, severity, &labels, 0, &[])?;
        for mark in below {
            screen.space(digits + 1);
            screen.put(Ink::Frame, "│");
            screen.space(1 + columns.saturating_sub(width(&mark.message)));
            screen.put(if mark.primary { ink } else { Ink::Frame }, &mark.message);
            screen.line();
        }
        Ok(())
    }
}

/// Columns for the words of a file, beside line numbers of so many digits and with room for a place at the line's end.
fn columns(screen: &Screen, digits: usize) -> usize {
    screen.width().saturating_sub(digits + 4)
}

/// Words in one line of so many columns.
fn cut(words: &str, room: usize) -> String {
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&words) <= room {
        return words;
    }
    format!("{}…", &words[..fitting(&words, room.saturating_sub(1))])
}

/// A name as it may be printed: control characters are written out.
pub(in crate::report) fn printable(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_control() {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out
}
