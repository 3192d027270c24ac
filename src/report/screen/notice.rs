use super::{Ink, Screen, Snippet, width, wrap};

/// Something to tell a person: what, where, and what else there is to know.
#[derive(Clone, Debug)]
pub(in crate::report) struct Notice<'a> {
    /// How it is printed.
    pub ink: Ink,
    /// What sort of thing it is, in a word: `red`, `error`.
    pub word: &'a str,
    /// Its stable name: the id of a rule, the code of a problem; empty where it has none.
    pub code: &'a str,
    /// One sentence.
    pub message: &'a str,
    /// Where, a snippet for each file.
    pub snippets: Vec<Snippet<'a>>,
    /// What else there is to know.
    pub notes: Vec<Note>,
}

/// Something else to know.
#[derive(Clone, Debug)]
pub(in crate::report) struct Note {
    /// What it is about, in a word or two: `help`.
    pub about: &'static str,
    /// What there is to know.
    pub text: String,
    /// Whether it is words to be copied: they keep their lines, and stand by themselves.
    pub verbatim: bool,
}

impl Note {
    /// A note in running text.
    pub(in crate::report) fn new(about: &'static str, text: impl Into<String>) -> Self {
        Self { about, text: text.into(), verbatim: false }
    }

    /// Words to be copied.
    pub(in crate::report) fn verbatim(about: &'static str, text: impl Into<String>) -> Self {
        Self { about, text: text.into(), verbatim: true }
    }
}

/// Columns by which further lines of the message are set in.
const INDENT: usize = 4;

impl Notice<'_> {
    /// Prints it, with an empty line behind it.
    pub(in crate::report) fn print(&self, screen: &mut Screen) {
        self.header(screen);
        let digits = self.snippets.iter().map(Snippet::digits).max().unwrap_or(1);
        for snippet in &self.snippets {
            snippet.print(screen, self.ink, digits);
        }
        if self.snippets.iter().any(|snippet| !snippet.marks.is_empty()) && !self.notes.is_empty() {
            screen.space(digits + 1);
            screen.put(Ink::Frame, "│");
            screen.line();
        }
        for note in &self.notes {
            note.print(screen, digits);
        }
        screen.line();
    }

    fn header(&self, screen: &mut Screen) {
        let code = if self.code.is_empty() { String::new() } else { format!("[{}]", self.code) };
        let name = format!("{}{code}", self.word);
        screen.put(self.ink, &name);
        let first = screen.width().saturating_sub(width(&name) + 2);
        for (index, line) in wrap(self.message, first, screen.width() - INDENT).iter().enumerate() {
            let lead = if index == 0 { ": " } else { "    " };
            screen.put(Ink::Bold, &format!("{lead}{line}"));
            screen.line();
        }
    }
}

impl Note {
    fn print(&self, screen: &mut Screen, digits: usize) {
        let indent = digits + 3;
        screen.space(digits + 1);
        screen.put(Ink::Frame, "=");
        screen.space(1);
        screen.put(Ink::Bold, self.about);
        screen.put(Ink::Plain, ":");
        let room = screen.width() - indent;
        if self.verbatim {
            screen.line();
            return self.lines(screen, indent + 2);
        }
        let first = room.saturating_sub(width(self.about) + 2);
        for (index, line) in wrap(&self.text, first, room).iter().enumerate() {
            screen.space(if index == 0 { 1 } else { indent });
            screen.put(Ink::Plain, line);
            screen.line();
        }
    }

    fn lines(&self, screen: &mut Screen, indent: usize) {
        let room = screen.width() - indent;
        for line in self.text.trim_end().lines() {
            for row in wrap(line, room, room) {
                if !row.is_empty() {
                    screen.space(indent);
                    screen.put(Ink::Plain, &row);
                }
                screen.line();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Mark;
    use super::*;
    use crate::source::{LineIndex, Span};

    /// The words of a printed text without govlint's own colour codes.
    fn without_codes(mut printed: &str) -> String {
        let mut bare = String::new();
        while let Some((before, rest)) = printed.split_once("\x1b[") {
            bare.push_str(before);
            let Some((code, rest)) = rest.split_once('m') else { return bare + "\x1b" };
            bare.push_str(if ["0", "1", "2", "1;31", "1;33", "1;32", "1;35", "1;34"].contains(&code) {
                ""
            } else {
                "\x1b"
            });
            printed = rest;
        }
        bare + printed
    }

    fn mark(from: u32, len: u32, focus: Option<(u32, u32)>, message: &str, primary: bool) -> Mark {
        let focus = focus.map(|(start, len)| Span::new(start, start + len));
        Mark { span: Span::new(from, from + len), focus, message: message.to_owned(), primary }
    }

    /// Prose, markup, wide and combining letters, line ends of all sorts, and what steers a terminal.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[a-z]{1,9}[ .,]",
            1 => prop::sample::select(vec![
                "\n", "\r\n", "\r", "\n\n", "\t", "\x1b[31m", "\x1b]0;x\x07", "\u{9b}2J", "\u{202e}", "\u{2028}", "\u{85}", "é",
                "日本", "e\u{301}", "\u{200d}", "**", "\0", "\x7f", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij",
            ]).prop_map(str::to_owned),
        ];
        prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn what_has_no_lines_stands_in_line_however_far_down_it_is() {
        let source = format!("{}The parties meet and agree.\n", "Words.\n".repeat(120));
        let lines = LineIndex::new(&source);
        let at = source.find("meet").unwrap_or_default() as u32;
        let marks = vec![mark(at, 4, None, "this much is said", true)];
        let snippet =
            Snippet { name: "a.docx", source: &source, lines: &lines, words_of: None, place: Some("clause 4"), marks };
        let notice =
            Notice { ink: Ink::Red, word: "red", code: "", message: "no", snippets: vec![snippet], notes: Vec::new() };
        let mut screen = Screen::new(80, false);
        notice.print(&mut screen);
        let printed = String::from_utf8(screen.into_bytes()).expect("the screen holds text");
        let shown: Vec<&str> = printed.lines().skip(1).collect();
        assert_eq!(
            shown,
            [
                "  ┌─ a.docx, clause 4",
                "  │",
                "  │ The parties meet and agree.",
                "  │             ^^^^ this much is said",
                ""
            ]
        );
    }

    proptest! {
        #[test]
        fn nothing_steers_the_terminal_and_lines_fit(
            source in hostile(),
            name in "\\PC{0,10}\\p{C}{0,3}",
            message in hostile(),
            places in prop::collection::vec((0u32..900, 0u32..200, prop::option::of((0u32..900, 0u32..400)), any::<bool>()), 0..4),
            colour in any::<bool>(),
            columns in 40usize..130,
        ) {
            let lines = LineIndex::new(&source);
            let said = ["", "this much is said", "nearly: not all of it"];
            let marks = places.iter().enumerate().map(|(index, &(from, len, focus, primary))| {
                mark(from, len, focus, said[index % 3], primary)
            });
            let snippet = Snippet { name: &name, source: &source, lines: &lines, words_of: None, place: None, marks: marks.collect() };
            let notes = vec![Note::new("help", message.clone()), Note::verbatim("you could write", message.clone())];
            let notice = Notice { ink: Ink::Red, word: "red", code: "a.b.c", message: &message, snippets: vec![snippet], notes };
            let mut screen = Screen::new(columns, colour);
            notice.print(&mut screen);
            let printed = String::from_utf8(screen.into_bytes()).expect("the screen holds text");
            let bare = without_codes(&printed);
            let odd: Vec<char> = bare.chars().filter(|character| character.is_control() && *character != '\n').collect();
            prop_assert!(odd.is_empty(), "{:?} in {:?}", odd, bare);
            let place = bare.lines().find(|line| line.contains('┌'));
            for line in bare.lines().filter(|line| Some(*line) != place) {
                prop_assert!(width(line) <= columns.clamp(40, 120), "{:?} is {} wide of {}", line, width(line), columns);
            }
        }
    }
}
