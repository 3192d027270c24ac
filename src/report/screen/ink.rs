use std::io::{self, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;

use crate::diagnostic;
use crate::engine::Colour;

/// How words are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// As they are.
    Plain,
    /// What matters most.
    Bold,
    /// What matters least.
    Dim,
    /// Red ratings and errors.
    Red,
    /// Amber ratings and warnings.
    Amber,
    /// Green ratings.
    Green,
    /// What a person must look at.
    Purple,
    /// Lines, numbers and what is only context.
    Frame,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "\x1b[0m",
            Self::Bold => "\x1b[1m",
            Self::Dim => "\x1b[2m",
            Self::Red => "\x1b[1;31m",
            Self::Amber => "\x1b[1;33m",
            Self::Green => "\x1b[1;32m",
            Self::Purple => "\x1b[1;35m",
            Self::Frame => "\x1b[1;34m",
        }
    }

    /// The severity by which codespan names this ink.
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::Red => Severity::Error,
            Self::Amber => Severity::Warning,
            Self::Green => Severity::Note,
            Self::Purple => Severity::Bug,
            Self::Plain | Self::Bold | Self::Dim | Self::Frame => Severity::Help,
        }
    }

    fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Red,
            Severity::Warning => Self::Amber,
            Severity::Note => Self::Green,
            Severity::Bug => Self::Purple,
            Severity::Help => Self::Frame,
        }
    }
}

impl From<Colour> for Ink {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Red => Self::Red,
            Colour::Amber => Self::Amber,
            Colour::Unclear => Self::Purple,
            Colour::Green => Self::Green,
            Colour::Unrated | Colour::NotApplicable => Self::Dim,
        }
    }
}

impl From<diagnostic::Severity> for Ink {
    fn from(severity: diagnostic::Severity) -> Self {
        match severity {
            diagnostic::Severity::Error => Self::Red,
            diagnostic::Severity::Warning => Self::Amber,
            diagnostic::Severity::Note => Self::Green,
        }
    }
}

/// Output for a terminal, kept in memory. No control character but the line end comes out of it, save the colour codes that
/// it sets itself.
#[derive(Clone, Debug)]
pub struct Screen {
    text: String,
    colour: bool,
    width: usize,
    hide_numbers: bool,
    in_number: bool,
}

impl Screen {
    /// Widest text: longer lines are hard to read however wide the window.
    pub const WIDEST: usize = 120;
    const NARROWEST: usize = 40;

    /// An empty screen of so many columns.
    pub fn new(width: usize, colour: bool) -> Self {
        let width = width.clamp(Self::NARROWEST, Self::WIDEST);
        Self { text: String::new(), colour, width, hide_numbers: false, in_number: false }
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Prints words.
    pub fn put(&mut self, ink: Ink, words: &str) {
        if ink == Ink::Plain {
            return self.push(words);
        }
        self.ink(ink);
        self.push(words);
        self.ink(Ink::Plain);
    }

    /// Ends the line.
    pub fn line(&mut self) {
        self.text.push('\n');
    }

    /// So many spaces.
    pub fn space(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    /// What was printed.
    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    /// Whether the numbers of lines are left blank from now on.
    pub(super) fn hide_numbers(&mut self, hide: bool) {
        self.hide_numbers = hide;
    }

    fn ink(&mut self, ink: Ink) {
        if self.colour {
            self.text.push_str(ink.code());
        }
    }

    fn push(&mut self, words: &str) {
        if self.in_number && self.hide_numbers {
            return self.space(words.chars().count());
        }
        self.text.extend(words.chars().filter_map(harmless));
    }
}

/// The character as it may be printed: tabs are spaces, and what steers a terminal or turns the direction of the text is
/// left out.
fn harmless(character: char) -> Option<char> {
    match character {
        '\n' => Some('\n'),
        '\t' => Some(' '),
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        other => (!other.is_control()).then_some(other),
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Screen {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.ink(Ink::of(severity));
        Ok(())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.ink(Ink::Bold);
        Ok(())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.ink(Ink::Frame);
        self.in_number = true;
        Ok(())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.ink(Ink::Frame);
        Ok(())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.ink(Ink::Frame);
        Ok(())
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> io::Result<()> {
        self.ink(if style == LabelStyle::Primary { Ink::of(severity) } else { Ink::Frame });
        Ok(())
    }

    fn reset(&mut self) -> io::Result<()> {
        self.in_number = false;
        self.ink(Ink::Plain);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(colour: bool, ink: Ink, words: &str) -> String {
        let mut screen = Screen::new(80, colour);
        screen.put(ink, words);
        screen.text
    }

    #[test]
    fn colours_where_asked() {
        assert_eq!(shown(true, Ink::Red, "no"), "\x1b[1;31mno\x1b[0m");
        assert_eq!(shown(true, Ink::Plain, "no"), "no");
        assert_eq!(shown(false, Ink::Red, "no"), "no");
    }

    #[test]
    fn leaves_out_what_steers_a_terminal() {
        let hostile = "a\x1b]0;title\x07b\x1b[2Jc\r\td\u{9b}31m\u{202e}e\u{85}";
        assert_eq!(shown(false, Ink::Plain, hostile), "a]0;titleb[2Jc d31me");
    }

    #[test]
    fn is_neither_too_wide_nor_too_narrow() {
        assert_eq!([0, 80, 500].map(|width| Screen::new(width, false).width()), [40, 80, 120]);
    }
}
