use super::{Break, Open, draft, furniture, label, number};
use crate::source::Span;

/// The line ends, of a block's words from `start`, at which it is cut into blocks of their own.
///
/// Lines open with a number that goes on a series, a bullet typed by hand, or a bold label with words behind it.
pub(crate) fn cuts(words: &str, start: u32, open: &Open) -> Vec<u32> {
    let mut last: Vec<Box<str>> = Vec::new();
    let mut lines = Lines { bolds: &open.bolds, bulleted: draft::bullet(words).is_some(), last: &mut last };
    lines.note(words);
    let mut cuts = Vec::new();
    let mut line_start = start;
    for (index, line) in open.breaks.iter().enumerate() {
        let Some(here) = (line.at + 1).checked_sub(start).filter(|&here| (here as usize) < words.len()) else {
            continue;
        };
        let end = open.breaks.get(index + 1).map_or(words.len(), |next| (next.at - start) as usize);
        let before = words[..here as usize].trim_end();
        let next = &words[here as usize..end.max(here as usize)];
        if lines.opens_block(next, before, *line) || lines.is_bold_line(line_start, *line, next) {
            cuts.push(line.at);
        }
        line_start = line.at + 1;
    }
    cuts
}

/// Series of numbers kept in mind at once.
const SERIES: usize = 8;

struct Lines<'a> {
    bolds: &'a [Span],
    bulleted: bool,
    /// The last number of each series met.
    last: &'a mut Vec<Box<str>>,
}

impl Lines<'_> {
    /// Keeps the number of a line that opens a block; whether it goes on a series.
    fn note(&mut self, line: &str) -> Option<bool> {
        let found = number::of_paragraph(line)?;
        let series = self.last.iter().position(|last| number::follows(last, &found.text));
        match series {
            Some(at) => {
                self.last.truncate(at);
                self.last.push(found.text.into());
                Some(true)
            }
            None if number::opens(&found.text) || self.last.is_empty() => {
                if self.last.len() >= SERIES {
                    self.last.remove(0);
                }
                self.last.push(found.text.into());
                Some(false)
            }
            None => Some(false),
        }
    }

    fn opens_block(&mut self, line: &str, before: &str, at: Break) -> bool {
        let stopped =
            before.ends_with([':', ';', '.', ',', '–', '—']) || before.ends_with(" and") || before.ends_with(" or");
        if draft::bullet(line).is_some() && !line.starts_with(['*']) {
            // These open a line for no other reason.
            let sure = line.starts_with(['•', '▪', '◦', '●']);
            let opens = at.hard || sure || self.bulleted || before.ends_with(':');
            self.bulleted |= opens;
            return opens;
        }
        if number::of_paragraph(line).is_some_and(|found| stopped || at.hard || self.goes_on(&found.text)) {
            let goes_on = self.note(line).unwrap_or(false);
            return goes_on || stopped || at.hard;
        }
        let listed = furniture::has_page(line) && furniture::has_page(before);
        let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
        listed
            || line.starts_with("{:")
            || (hashes > 1 && draft::is_heading_mark(line, hashes))
            || self.is_labelled(line, at.at + 1)
    }

    fn goes_on(&self, found: &str) -> bool {
        self.last.iter().any(|last| number::follows(last, found))
    }

    /// A line that is all bold and stands over one that opens a sentence: a heading over its text.
    fn is_bold_line(&self, start: u32, end: Break, next: &str) -> bool {
        let bold = draft::bold_at(self.bolds, start).is_some_and(|bold| bold.end == end.at);
        bold && (end.hard || next.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit()))
    }

    /// Bold print from the line's start that ends in, or is followed by, a colon.
    fn is_labelled(&self, line: &str, start: u32) -> bool {
        let Some(bold) = draft::bold_at(self.bolds, start).filter(|bold| bold.start == start) else { return false };
        let print = bold.len().min(line.len() as u32);
        let Some(head) = line.get(..print as usize) else { return false };
        head.trim_end().ends_with(':') || line[head.len()..].starts_with(':') || label::find(line, print).is_some()
    }
}

/// Where the bold print that opens a block ends, its number left out of the question: `1.1 **Board**` opens bold.
pub(crate) fn numbered_bold(words: &str, span: Span, bold: u32, bolds: &[Span]) -> u32 {
    if bold > span.start {
        return bold.min(span.end);
    }
    if bolds.is_empty() {
        return bold;
    }
    let Some(found) = number::of_paragraph(words).or_else(|| number::bare(words)) else { return bold };
    let body = span.start + found.len as u32;
    draft::bold_at(bolds, body).map_or(bold, |run| run.end.min(span.end))
}

#[cfg(test)]
mod tests {
    use super::super::sample::blocks;

    #[test]
    fn cuts_lines_that_are_blocks_of_their_own() {
        for (script, lines) in [
            ("1.1 One/1.2 Two/and more/1.3 Three", &["1.1 One", "1.2 Two and more", "1.3 Three"][..]),
            (
                "It shall:/(a) meet;/(b) report; and/(c) rest",
                &["It shall:", "(a) meet;", "(b) report; and", "(c) rest"],
            ),
            ("(a) one:/(i) two;/(ii) three;/(b) four", &["(a) one:", "(i) two;", "(ii) three;", "(b) four"]),
            ("They are/• one/• two", &["They are", "• one", "• two"]),
            ("They are/– one/– two", &["They are – one – two"]),
            ("They are://• one;//• two", &["They are:", "• one;", "• two"]),
            ("*Chair:* Ann/*Clerk:* Ben", &["Chair: Ann", "Clerk: Ben"]),
            ("*Chair*/The Chair presides.", &["Chair", "The Chair presides."]),
            ("See clause/7.2 for more", &["See clause 7.2 for more"]),
            ("It costs/(a) lot//of money", &["It costs (a) lot of money"]),
            ("The *Harbour*/users meet", &["The Harbour users meet"]),
            ("Line one//line two", &["Line one line two"]),
            ("It pays 3.5/2.5 million a year", &["It pays 3.5 2.5 million a year"]),
        ] {
            let found: Vec<String> = blocks(&format!("{script}\nEnd.")).into_iter().map(|(_, words)| words).collect();
            assert_eq!(&found[..found.len() - 1], lines, "{script}");
        }
    }
}
