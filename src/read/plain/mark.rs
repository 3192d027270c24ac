//! What opens a line: a bullet, a number.

use crate::document::number::{self, Style};

/// Bytes of a line that are looked at for a number.
const HEAD: usize = 64;

/// A bullet or number at the head of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// What it is.
    pub kind: Kind,
    /// Bytes up to the words behind it.
    pub len: u32,
    /// Whether a bracket closes it.
    pub bracket: bool,
}

/// What opens an item or clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bullet(char),
    /// Its style, and the number as written.
    Number(Style, Box<str>),
}

impl Mark {
    /// Reads the mark at the head of a line.
    pub fn read(words: &str) -> Option<Self> {
        let first = words.chars().next()?;
        if let Some(len) = bullet(words, first) {
            return Some(Self { kind: Kind::Bullet(first), len: len as u32, bracket: false });
        }
        if !may_be_number(words, first) {
            return None;
        }
        let head = head(words);
        if !head.is_ascii() && head.contains(is_unseen) {
            return Self::read_seen(head);
        }
        let found = number::of_paragraph(head).or_else(|| capital(head))?;
        let bracket = head[..found.len.min(head.len())].trim_end().ends_with(')');
        Some(Self {
            kind: Kind::Number(found.style, found.text.into()),
            len: found.len.min(words.len()) as u32,
            bracket,
        })
    }

    /// Reads the mark of a line whose head holds characters of no width: editors put them behind numbers.
    fn read_seen(head: &str) -> Option<Self> {
        let seen: String = head.chars().filter(|&character| !is_unseen(character)).collect();
        let mark = Self::read(&seen).filter(|mark| !mark.is_bullet())?;
        // What stands behind the mark is as long as it was; nothing may stand there.
        let mut left = seen.len().saturating_sub(mark.len as usize);
        let start = head.char_indices().rev().take_while(|(_, character)| {
            let more = left > 0;
            left = left.saturating_sub(if is_unseen(*character) { 0 } else { character.len_utf8() });
            more
        });
        Some(Self { len: start.last().map_or(head.len(), |(at, _)| at) as u32, ..mark })
    }

    /// Whether `next` is a mark of the same sort; for numbers, the next of the count.
    pub fn is_followed_by(&self, next: &Self) -> bool {
        match (&self.kind, &next.kind) {
            (Kind::Bullet(one), Kind::Bullet(other)) => one == other,
            (Kind::Number(_, one), Kind::Number(_, other)) => {
                self.bracket == next.bracket && number::follows(one, other)
            }
            _ => false,
        }
    }

    /// Whether it may be the first of its kind.
    pub fn is_first(&self) -> bool {
        match &self.kind {
            Kind::Bullet(_) => true,
            Kind::Number(_, number) => number::opens(number),
        }
    }

    pub fn is_bullet(&self) -> bool {
        matches!(self.kind, Kind::Bullet(_))
    }

    /// Whether it is a plain figure: `7.`, `7)`.
    pub fn is_plain(&self) -> bool {
        matches!(self.kind, Kind::Number(Style::Plain, _))
    }
}

/// A quick look whether a line may open with a number: most lines open with a word.
fn may_be_number(words: &str, first: char) -> bool {
    match first {
        '0'..='9' | '(' | '§' => true,
        'a'..='z' | 'A'..='Z' => {
            let behind = words.bytes().take(8).find(|byte| !byte.is_ascii_alphabetic());
            matches!(behind, Some(b'.' | b')'))
        }
        _ => false,
    }
}

fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// The first bytes of words, cut at the end of a character.
fn head(words: &str) -> &str {
    let mut end = words.len().min(HEAD);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    &words[..end]
}

/// `A.`, `IV.` behind which two spaces and more stand, as outlines are set; one space may be behind an initial.
fn capital(words: &str) -> Option<number::Number<'_>> {
    let letters = words.bytes().take_while(u8::is_ascii_uppercase).count();
    let spaced = words.get(letters..)?.starts_with(".  ") || words[letters..].starts_with(")");
    if letters == 0 || !spaced { None } else { number::of_heading(words).filter(|found| found.style != Style::Named) }
}

/// Bytes of a bullet and the space behind it. `o` is one where two spaces or a capital's line tell it from a word.
fn bullet(words: &str, first: char) -> Option<usize> {
    let rest = &words[first.len_utf8()..];
    let body = rest.trim_start();
    let spaced = rest.len() > body.len();
    let fits = match first {
        '•' | '●' | '▪' | '◦' | '○' | '■' | '□' | '▫' | '☐' | '➢' | '➤' | '►' | '▶' | '✓' | '✔' | '‣' | '⁃' | '·' => {
            true
        }
        '\u{f000}'..='\u{f0ff}' => true,
        '-' | '–' | '—' | '*' | '+' | '>' | '»' => spaced,
        'o' => spaced,
        _ => false,
    };
    (fits && !body.is_empty()).then(|| words.len() - body.len())
}

/// Whether a line is drawn, not written: `-----`, `=====`, `* * *`; what it is drawn with. Underscores are for signing.
pub(super) fn drawn(words: &str) -> Option<char> {
    let first = words.chars().next()?;
    if first.is_alphanumeric() || matches!(first, '_' | '"' | '(' | '[' | '…') {
        return None;
    }
    let fits = matches!(first, '-' | '=' | '~' | '*' | '#' | '+' | '^' | '–' | '—' | '─' | '═' | '━' | '|' | '.');
    let mut count = 0;
    let alike = fits
        && words.chars().all(|character| {
            count += usize::from(character == first);
            character == first || character == ' ' || matches!(character, '+' | '|' | '-' | '=' | '─' | '═')
        });
    (alike && count >= 3 && words.len() >= 3).then_some(first)
}

/// Whether a line says nothing but where to sign, from margin to margin: it parts what stands above from what is below.
pub(super) fn is_line_across(words: &str) -> bool {
    words.len() >= 60 && words.bytes().all(|byte| byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_marks() {
        let number = |style, text: &str| Some(Kind::Number(style, text.into()));
        for (line, kind, rest) in [
            ("o  a record", Some(Kind::Bullet('o')), "a record"),
            ("• a record", Some(Kind::Bullet('•')), "a record"),
            ("•a record", Some(Kind::Bullet('•')), "a record"),
            ("- a record", Some(Kind::Bullet('-')), "a record"),
            ("– a record", Some(Kind::Bullet('–')), "a record"),
            ("* a record", Some(Kind::Bullet('*')), "a record"),
            ("\u{f0b7} a record", Some(Kind::Bullet('\u{f0b7}')), "a record"),
            ("(a) a record", number(Style::Letter, "(a)"), "a record"),
            ("(iv)   a record", number(Style::Roman, "(iv)"), "a record"),
            ("a) a record", number(Style::Letter, "a"), "a record"),
            ("1) A record", number(Style::Plain, "1"), "A record"),
            ("1.   A record", number(Style::Plain, "1"), "A record"),
            ("7.2 A record", number(Style::Dotted, "7.2"), "A record"),
            ("2.\u{200b} A record", number(Style::Plain, "2"), "A record"),
            ("1\u{ad}\u{ad}.", number(Style::Plain, "1"), ""),
            ("B.  A record", number(Style::Letter, "B"), "A record"),
            ("B. Ash", None, "B. Ash"),
            ("only words", None, "only words"),
            ("-5 degrees", None, "-5 degrees"),
            ("of the board", None, "of the board"),
            ("-", None, "-"),
        ] {
            let mark = Mark::read(line);
            assert_eq!(mark.as_ref().map(|mark| mark.kind.clone()), kind, "{line}");
            assert_eq!(&line[mark.map_or(0, |mark| mark.len as usize)..], rest, "{line}");
        }
    }

    #[test]
    fn tells_what_is_drawn() {
        for line in ["-----", "=====", "* * *", "─────", "+----+----+", "-----  -----", "....."] {
            assert!(drawn(line).is_some(), "{line}");
        }
        for line in ["--", "- a -", "_____", "...and so on", "-x-", "", "(---)"] {
            assert!(drawn(line).is_none(), "{line}");
        }
    }
}
