//! Cuts a rule file into declarations and those into statements, so that each is parsed alone and two mistakes give two
//! errors. Knows lines, indents, strings, comments and text blocks; the grammar knows the rest.

mod scan;

use crate::diagnostic::{Diagnostic, FileId};
use crate::language::code::Code;
use crate::language::model::Place;
use crate::source::Span;
use scan::{Scan, indent, scan};
pub(super) use scan::{exact_end, regex_end};

/// The largest file that is read.
const LARGEST_FILE: usize = 4 << 20;
/// The largest statement, text blocks included.
const LARGEST_STATEMENT: u32 = 64 << 10;
/// How deep brackets may be nested.
const DEEPEST_BRACKETS: u32 = 16;

/// Words that open a line which continues the one before.
const CONTINUES: [&str; 14] =
    ["and", "or", "but", "because", "at", "as", "that", "having", "near", "within", "before", "not", "of", "until"];
/// Words that open a statement however deep they stand, as nothing else begins with them.
const OPENS: [&str; 7] = ["green", "amber", "red", "unclear", "skip", "find", "example"];
/// Declarations whose body has lines of its own.
const HAS_BODY: [&str; 5] = ["pack", "kind", "question", "rule", "bundle-rule"];

/// A declaration: its head and the lines of its body.
#[derive(Debug)]
pub(super) struct Item {
    /// The head first; at least one.
    pub(super) statements: Vec<Statement>,
}

/// A line with those that continue it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement {
    /// From its first to its last character.
    pub(super) span: Span,
    /// Whether it cannot be parsed and that has been said.
    pub(super) broken: bool,
}

/// The word that a statement opens with, and its place.
pub(super) fn first_word(text: &str, span: Span) -> (&str, Span) {
    let rest = text.get(span.range()).unwrap_or("");
    let word = scan::word(rest);
    (word, Span::new(span.start, span.start + word.len() as u32))
}

/// Cuts a file. Each problem that lies in the cut is told once.
pub(super) fn cut(file: FileId, text: &str, problems: &mut Vec<Diagnostic>) -> Vec<Item> {
    if text.len() > LARGEST_FILE {
        let place = Place { file, span: Span::new(0, 0) };
        problems
            .push(Code::TooBig.at(place, "a rule file of more than 4 MB is not read").help("split the file by area"));
        return Vec::new();
    }
    let mut cutter =
        Cutter { file, text, problems, items: Vec::new(), block: None, body: None, depth: 0, tab_told: false };
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        cutter.line(at as u32, &rest[..length]);
        at += length;
    }
    cutter.end_block_at_end();
    cutter.items
}

/// A text block that is open.
struct Block {
    /// Where it opens.
    quotes: Span,
    /// The indent of the line it opens in.
    indent: usize,
}

struct Cutter<'a> {
    file: FileId,
    text: &'a str,
    problems: &'a mut Vec<Diagnostic>,
    items: Vec<Item>,
    block: Option<Block>,
    /// The indent of the body's lines, once one has been seen.
    body: Option<usize>,
    /// Open brackets of the current statement.
    depth: u32,
    tab_told: bool,
}

impl Cutter<'_> {
    /// Takes one line, its line end included.
    fn line(&mut self, start: u32, line: &str) {
        let shown = line.trim_end();
        if let Some(block) = &self.block {
            if let Some(close) = shown.find("\"\"\"") {
                self.block = None;
                self.extend(start + close as u32 + 3);
                self.scan(start + close as u32 + 3, &shown[close + 3..], indent(line));
                return;
            }
            if shown.is_empty() || indent(line) > block.indent {
                return;
            }
            self.leave_block(start);
        }
        let depth = indent(line);
        let words = line.trim_start_matches([' ', '\t', '\u{a0}']).trim_end();
        if words.is_empty() || words.starts_with('#') {
            return;
        }
        let start = start + (line.len() - line.trim_start_matches([' ', '\t', '\u{a0}']).len()) as u32;
        self.tab(start, &line[..line.len() - line.trim_start().len()]);
        if self.continues(depth, words) {
            self.scan(start, words, depth);
        } else {
            self.open(start, words, depth);
        }
    }

    /// Whether a line goes on with the statement before it.
    fn continues(&self, depth: usize, words: &str) -> bool {
        let Some(item) = self.items.last() else { return false };
        let word = scan::word(words);
        if depth == 0 {
            return words.starts_with(['|', ',', ')', '}']);
        }
        if word.is_empty() || CONTINUES.contains(&word) {
            return true;
        }
        let head = item.statements.first().map_or("", |head| first_word(self.text, head.span).0);
        if !HAS_BODY.contains(&head) {
            return true;
        }
        self.body.is_some_and(|body| depth > body) && !OPENS.contains(&word)
    }

    /// Opens a declaration or a line of its body.
    fn open(&mut self, start: u32, words: &str, depth: usize) {
        let statement = Statement { span: Span::new(start, start), broken: false };
        self.depth = 0;
        if depth == 0 && !(self.in_rule() && OPENS.contains(&scan::word(words))) {
            self.body = None;
            self.items.push(Item { statements: vec![statement] });
        } else if let Some(item) = self.items.last_mut() {
            item.statements.push(statement);
            if depth == 0 {
                let span = Span::new(start, start + scan::word(words).len() as u32);
                let message = format!("`{}` stands in a rule's body and must be indented", scan::word(words));
                let problem = Code::NotIndented.at(Place { file: self.file, span }, message);
                self.problems.push(problem.help("put two spaces in front of the line"));
            } else {
                self.body.get_or_insert(depth);
            }
        } else {
            let span = Span::new(start, start + words.len() as u32);
            let problem =
                Code::NoDeclaration.at(Place { file: self.file, span }, "an indented line stands in no declaration");
            self.problems.push(problem.help("a declaration starts in column one: `pack NAME` comes first"));
            self.items.push(Item { statements: vec![Statement { span, broken: true }] });
            return;
        }
        self.scan(start, words, depth);
    }

    fn in_rule(&self) -> bool {
        let head = self.items.last().and_then(|item| item.statements.first());
        head.is_some_and(|head| matches!(first_word(self.text, head.span).0, "rule" | "bundle-rule"))
    }

    /// Looks through the words of a line that belongs to the current statement.
    fn scan(&mut self, start: u32, words: &str, depth: usize) {
        match scan(words) {
            Scan::Plain { end, opened, closed } => {
                self.depth = (self.depth + opened).saturating_sub(closed);
                self.extend(start + end as u32);
                if self.depth > DEEPEST_BRACKETS || opened > DEEPEST_BRACKETS {
                    let span = Span::new(start, start + end as u32);
                    self.broken(
                        Code::TooDeep,
                        span,
                        "brackets are nested too deep",
                        "give the inner part a name with `find`",
                    );
                }
            }
            Scan::Block { at } => {
                let quotes = Span::new(start + at as u32, start + at as u32 + 3);
                self.extend(quotes.end);
                self.block = Some(Block { quotes, indent: depth });
            }
            Scan::Unclosed { at, quote } => {
                let span = Span::new(start + at as u32, start + words.len() as u32);
                let message = format!("this string has no closing `{quote}` on its line");
                self.broken(
                    Code::UnclosedString,
                    span,
                    &message,
                    "a string ends on the line it began on; longer text stands in a block between `\"\"\"`",
                );
            }
            Scan::Curly { at, length } => {
                let span = Span::new(start + at as u32, start + (at + length) as u32);
                self.broken(
                    Code::CurlyQuotes,
                    span,
                    "a string opens with a straight quote",
                    "write `\"` here; curly quotes may stand inside a string",
                );
            }
        }
    }

    /// Grows the current statement.
    fn extend(&mut self, end: u32) {
        let Some(statement) = self.items.last_mut().and_then(|item| item.statements.last_mut()) else { return };
        statement.span.end = statement.span.end.max(end);
        let head = Span::new(statement.span.start, statement.span.start);
        if statement.span.len() > LARGEST_STATEMENT {
            self.broken(
                Code::TooBig,
                head,
                "a statement of more than 64 KB is not read",
                "split it: groups may include one another by name",
            );
        }
    }

    /// Tells a problem of the current statement, the first one only.
    fn broken(&mut self, code: Code, span: Span, message: &str, help: &str) {
        let Some(statement) = self.items.last_mut().and_then(|item| item.statements.last_mut()) else { return };
        statement.span.end = statement.span.end.max(span.end);
        if !std::mem::replace(&mut statement.broken, true) {
            self.problems.push(code.at(Place { file: self.file, span }, message).help(help));
        }
    }

    fn tab(&mut self, start: u32, blank: &str) {
        if blank.contains('\t') && !std::mem::replace(&mut self.tab_told, true) {
            let span = Span::new(start - blank.len() as u32, start);
            let problem = Code::TabIndent.at(Place { file: self.file, span }, "a line is indented with a tab");
            self.problems
                .push(problem.help("indent with spaces: what stands deeper must not depend on an editor's settings"));
        }
    }

    /// Ends a text block at a line that stands too far left.
    fn leave_block(&mut self, line: u32) {
        let Some(block) = self.block.take() else { return };
        let message = "this text block is not closed before the next line that stands further left";
        self.broken(
            Code::UnclosedText,
            block.quotes,
            message,
            "indent every line of the text deeper than its keyword and close it with `\"\"\"`",
        );
        let end = self.text.get(..line as usize).map_or(line as usize, |before| before.trim_end().len());
        self.extend(end as u32);
    }

    fn end_block_at_end(&mut self) {
        if self.block.is_some() {
            self.leave_block(self.text.len() as u32);
        }
    }
}
