use std::collections::HashMap;

use crate::diagnostic::FileId;
use crate::language::items::{cut, exact_end, first_word, regex_end};

/// What a file holds, from top to bottom.
#[derive(Debug)]
pub(super) enum Entry<'a> {
    /// Empty lines.
    Blank,
    /// A line that is only a comment, and stands in no statement.
    Comment {
        /// Whether it stands in column one.
        flush: bool,
        /// With its `#`.
        text: &'a str,
    },
    /// A declaration's head or a line of its body, with the lines that continue it.
    Statement(Statement<'a>),
}

#[derive(Debug)]
pub(super) struct Statement<'a> {
    /// The keyword of its declaration.
    pub(super) declares: &'a str,
    /// Its own keyword.
    pub(super) keyword: &'a str,
    /// Whether it is the head.
    pub(super) is_head: bool,
    /// At least one.
    pub(super) rows: Vec<Row<'a>>,
}

/// A line as its words. One with a text block reaches to where that ends.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Where its first word or comment begins.
    start: usize,
    /// Whether that is in column one.
    flush: bool,
    pub(super) words: Vec<&'a str>,
    pub(super) comment: Option<&'a str>,
}

/// Reads a file that has no errors.
pub(super) fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut opens = HashMap::new();
    for item in cut(FileId(0), text, &mut Vec::new()) {
        let declares = item.statements.first().map_or("", |head| first_word(text, head.span).0);
        for (index, statement) in item.statements.iter().enumerate() {
            opens.insert(statement.span.start as usize, (declares, index == 0));
        }
    }
    let mut entries = Vec::new();
    let mut between = Vec::new();
    for row in rows(text) {
        if row.words.is_empty() {
            between.push(row);
            continue;
        }
        match (opens.get(&row.start), entries.last_mut()) {
            (None, Some(Entry::Statement(statement))) => {
                statement.rows.extend(between.drain(..).filter(|row| row.comment.is_some()));
                statement.rows.push(row);
            }
            (opened, _) => {
                entries.extend(between.drain(..).map(apart));
                let &(declares, is_head) = opened.unwrap_or(&("", true));
                let keyword = row.words.first().copied().unwrap_or("");
                entries.push(Entry::Statement(Statement { declares, keyword, is_head, rows: vec![row] }));
            }
        }
    }
    entries.extend(between.drain(..).map(apart));
    entries
}

/// A line that stands in no statement.
fn apart(row: Row) -> Entry {
    row.comment.map_or(Entry::Blank, |text| Entry::Comment { flush: row.flush, text })
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while at < text.len() {
        let line = at;
        let mut row = Row { start: at, flush: true, words: Vec::new(), comment: None };
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty() && !rest.starts_with('\n')) {
            let first = rest.chars().next().unwrap_or(' ');
            if is_blank(first) {
                at += first.len_utf8();
                continue;
            }
            if row.words.is_empty() {
                (row.start, row.flush) = (at, at == line);
            }
            let length = word(rest);
            let found = rest.get(..length).unwrap_or(rest);
            if first == '#' {
                row.comment = Some(found.trim_end());
            } else {
                row.words.push(found);
            }
            at += length;
        }
        rows.push(row);
        at += 1;
    }
    rows
}

/// Whether a character parts words: of all white space, as what the cutter leaves out at the end of a line is more than the
/// grammar's.
fn is_blank(character: char) -> bool {
    character.is_whitespace() && character != '\n'
}

/// The length of the word, sign, string or comment that a text opens with; never none.
fn word(text: &str) -> usize {
    let line = text.split('\n').next().unwrap_or(text).trim_end();
    let behind = |end: Option<usize>| end.map_or(line.len(), |end| end + 1);
    let Some(first) = text.chars().next() else { return 1 };
    match first {
        '#' => line.len(),
        '"' => match text.strip_prefix("\"\"\"") {
            Some(inner) => inner.find("\"\"\"").map_or(text.len(), |end| end + 6),
            None => behind(line[1..].find('"').map(|end| end + 1)),
        },
        '\'' => behind(exact_end(&line[1..])),
        '/' => behind(regex_end(&line[1..])),
        sign if SIGNS.contains(sign) => sign.len_utf8(),
        _ => plain(line),
    }
}

/// Signs that are words of their own.
const SIGNS: &str = "(){}|=:,";

/// The length of a word of letters or digits; a comma inside a number belongs to it.
fn plain(line: &str) -> usize {
    let mut before = ' ';
    for (at, character) in line.char_indices() {
        let next = line.get(at + character.len_utf8()..).and_then(|rest| rest.chars().next());
        let in_number = character == ',' && before.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit());
        let ends = is_blank(character) || SIGNS.contains(character) || "\"'/#".contains(character);
        if ends && !in_number {
            return at;
        }
        before = character;
    }
    line.len()
}
