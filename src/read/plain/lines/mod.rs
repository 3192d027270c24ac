//! The lines of a file that have words on them, with where they stand on the page: those of the paper left out, and the page
//! measured.

mod layout;
mod running;
mod sheet;

pub(super) use layout::measure;
pub(super) use running::strip;
pub(super) use sheet::{Page, is_capitals, stops};

/// A line with words on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(in crate::read) struct Line {
    /// Its first visible byte.
    pub start: u32,
    /// Behind its last visible byte.
    pub end: u32,
    /// Column that it begins in, from 0; a tab goes on to the next eighth.
    pub indent: u16,
    /// Columns that its words take.
    pub columns: u16,
    /// Empty lines before it, at most 255.
    pub blanks: u8,
    /// It is the first of a page.
    pub new_page: bool,
    /// It holds a tab, or three spaces and more between words.
    pub gap: bool,
    /// Which print it is in, from 1, where the text comes from printed pages; else 0.
    pub print: u32,
}

impl Line {
    /// Column behind its last word.
    pub fn right(&self) -> u16 {
        self.indent.saturating_add(self.columns)
    }
}

/// Columns of a tab stop.
const TAB: u16 = 8;

/// Cuts text into lines. `\n`, `\r\n`, `\r` and a form feed end one; lines without words are counted, not kept.
pub(super) fn cut(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 48);
    let (mut blanks, mut new_page) = (0u8, false);
    let mut at = 0;
    while at < bytes.len() {
        let end = line_end(bytes, at);
        match line(text, at, end) {
            Some(line) => {
                lines.push(Line { blanks, new_page, ..line });
                (blanks, new_page) = (0, false);
            }
            None => blanks = blanks.saturating_add(1),
        }
        new_page |= bytes.get(end) == Some(&b'\x0c');
        at = end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
    }
    lines
}

/// Where the line that goes on at `at` ends. Eight bytes are looked at together: most are no controls.
fn line_end(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let control = |eight: u64| eight.wrapping_sub(ONES * 0x0e) & !eight & (ONES << 7) != 0;
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r' | b'\x0c');
    while let Some(eight) = bytes[at..].first_chunk::<8>() {
        if control(u64::from_ne_bytes(*eight))
            && let Some(len) = eight.iter().position(ends)
        {
            return at + len;
        }
        at += 8;
    }
    bytes[at..].iter().position(ends).map_or(bytes.len(), |len| at + len)
}

/// Whether three spaces, or a tab, stand in a line. Of three bytes in a row one is the third of some three.
fn has_gap(line: &[u8]) -> bool {
    let spaces = |at: usize| {
        let before = line[..at].iter().rev().take(2).take_while(|&&byte| byte == b' ').count();
        let behind = line[at..].iter().take(3).take_while(|&&byte| byte == b' ').count();
        before + behind >= 3
    };
    line.contains(&b'\t') || (2..line.len()).step_by(3).any(|at| line[at] == b' ' && spaces(at))
}

/// The line that stands in `start..end`, if anything on it can be seen.
fn line(text: &str, start: usize, end: usize) -> Option<Line> {
    let written = text.get(start..end)?;
    let words = written.trim_start_matches(is_blank);
    if words.is_empty() {
        return None;
    }
    let (lead, words) = (&written[..written.len() - words.len()], words.trim_end_matches(is_blank));
    let mut indent = 0u16;
    for character in lead.chars() {
        indent = match character {
            '\t' => (indent / TAB + 1).saturating_mul(TAB),
            _ if character.is_whitespace() => indent.saturating_add(1),
            _ => indent,
        };
    }
    let start = start + lead.len();
    Some(Line {
        start: start as u32,
        end: (start + words.len()) as u32,
        indent,
        columns: columns(words),
        gap: has_gap(words.as_bytes()),
        ..Line::default()
    })
}

/// Columns that words take: their characters.
pub(super) fn columns(words: &str) -> u16 {
    let characters = words.bytes().filter(|&byte| byte as i8 >= -0x40).count();
    characters.min(usize::from(u16::MAX)) as u16
}

/// Spaces, controls and what has no width.
pub(super) fn is_blank(character: char) -> bool {
    match character {
        '!'..='~' => false,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => true,
        other => other.is_whitespace() || other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_lines_with_words() {
        let text = "\u{feff}One\r\n\r\n\t two  \n \u{a0}\n\x0c\n   three   four\rfive\x0csix";
        let lines = cut(text);
        let shown: Vec<_> = lines
            .iter()
            .map(|line| {
                (&text[line.start as usize..line.end as usize], line.indent, line.blanks, line.new_page, line.gap)
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("One", 0, 0, false, false),
                ("two", 9, 1, false, false),
                ("three   four", 3, 3, true, true),
                ("five", 0, 0, false, false),
                ("six", 0, 0, true, false),
            ]
        );
    }

    #[test]
    fn finds_line_ends_and_gaps_wherever_they_stand() {
        for lead in 0..20 {
            let text = format!("{}\t{}\x0cb", "a".repeat(lead), "\u{1}\u{e9}".repeat(lead));
            assert_eq!(line_end(text.as_bytes(), 0), text.len() - 2);
            for (gap, found) in
                [(" ", false), ("  ", false), ("   ", true), ("    ", true), ("\t", true), (" a  b ", false)]
            {
                assert_eq!(has_gap(format!("{}{gap}b", "a".repeat(lead)).as_bytes()), found, "{lead} {gap:?}");
            }
        }
    }

    #[test]
    fn counts_characters_not_bytes() {
        assert_eq!((columns("“£5”"), columns("")), (4, 0));
        assert_eq!(cut(&"x".repeat(100_000))[0].columns, u16::MAX);
    }

    #[test]
    fn empty_lines_take_no_room() {
        assert!(cut(&"\x0c".repeat(100_000)).is_empty());
        assert_eq!(cut(&("\n".repeat(100_000) + "x"))[0].blanks, 255);
    }
}
