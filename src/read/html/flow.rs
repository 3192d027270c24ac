//! Hands the words of the document to the builder, in the order of the page.

use super::content::Content;
use super::list::Lists;
use super::note;
use super::table::Tables;
use super::tree::{Id, Step, Tree};
use crate::diagnostic::Diagnostic;
use crate::document::{Builder, Shape};
use crate::read::limits::Limits;
use crate::source::Span;

/// Builds the document of a page; refuses one that becomes too large.
pub(super) fn write(tree: &Tree, content: &Content, limits: Limits) -> Result<Builder, Diagnostic> {
    let mut flow = Flow {
        tree,
        content,
        out: Builder::with_capacity(tree.len() * 16),
        at: 0,
        space: false,
        breaks: 0,
        bold: 0,
        kept: 0,
        notes: 0,
        term: false,
        number: None,
        lists: Lists::default(),
        tables: Tables::default(),
    };
    for &root in &content.roots {
        flow.read(root, limits)?;
    }
    Ok(flow.out)
}

struct Flow<'a> {
    tree: &'a Tree,
    content: &'a Content,
    out: Builder,
    /// Bytes of words handed out: what the origins count.
    at: u32,
    /// A space stands before the next word.
    space: bool,
    /// Line breaks since the last word.
    breaks: u32,
    /// Open elements in bold print, those that keep line ends, and those that hold notes.
    bold: u32,
    kept: u32,
    notes: u32,
    /// A term was read and its definition is to come.
    term: bool,
    /// The number of the item whose words are to come.
    number: Option<String>,
    lists: Lists,
    tables: Tables,
}

impl Flow<'_> {
    fn read(&mut self, root: Id, limits: Limits) -> Result<(), Diagnostic> {
        let mut walk = self.tree.walk(root);
        while let Some(step) = walk.next() {
            limits.check(&self.out)?;
            match step {
                Step::Enter(id) if self.content.leaves_out(id) => walk.pass(id),
                Step::Enter(id) => match self.tree.text(id) {
                    Some(text) if self.kept > 0 => self.kept_text(text),
                    Some(text) => self.text(text),
                    None => {
                        if !self.enter(id) {
                            walk.pass(id);
                        }
                    }
                },
                Step::Leave(id) if self.content.leaves_out(id) => {}
                Step::Leave(id) => self.leave(id),
            }
        }
        self.block(Shape::Paragraph);
        Ok(())
    }

    /// Opens an element; whether what is in it is read.
    fn enter(&mut self, id: Id) -> bool {
        let name = self.tree.name(id);
        self.notes += u32::from(note::is_note(self.tree, id));
        match name {
            "br" => self.breaks += 1,
            "a" if note::is_mark(self.tree, id) => return false,
            "a" if is_inside(self.tree, id) => self.out.anchor(true),
            "q" => self.words("“"),
            "pre" => {
                let code = self.tree.children(id).any(|child| matches!(self.tree.name(child), "code" | "samp"));
                self.block(if code { Shape::Furniture } else { Shape::Paragraph });
                self.kept += 1;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.block(Shape::Heading(name.as_bytes()[1] - b'0')),
            "ul" | "ol" if self.notes == 0 => {
                self.settle();
                self.lists.open(self.tree, id, &mut self.out);
            }
            "li" if self.notes == 0 => {
                self.settle();
                self.number = self.lists.item(self.tree, id, &mut self.out);
                self.rebold();
            }
            "dt" => {
                self.term = false;
                self.block(Shape::Paragraph);
            }
            "dd" if self.term => self.space = true,
            "table" => {
                self.settle();
                self.tables.open(self.tree, id, &mut self.out);
            }
            "tr" => self.row(id),
            "td" | "th" => self.cell(id),
            "summary" => {
                self.block(Shape::Paragraph);
                self.embolden();
            }
            _ => match self.heading(id) {
                Some(level) => self.block(Shape::Heading(level)),
                None if is_block(name) => self.block(Shape::Paragraph),
                None => {}
            },
        }
        if is_bold(self.tree, id) {
            self.embolden();
        }
        true
    }

    fn leave(&mut self, id: Id) {
        let name = self.tree.name(id);
        if is_bold(self.tree, id) || name == "summary" {
            self.bold = self.bold.saturating_sub(1);
            if self.bold == 0 {
                self.out.bold(false);
            }
        }
        match name {
            "a" if note::is_mark(self.tree, id) => {}
            "a" if is_inside(self.tree, id) => self.out.anchor(false),
            "q" => self.words("”"),
            "pre" => {
                self.kept = self.kept.saturating_sub(1);
                self.block(Shape::Paragraph);
            }
            "ul" | "ol" if self.notes == 0 => {
                self.settle();
                self.lists.close(&mut self.out);
            }
            "li" if self.notes == 0 => {
                self.settle();
                self.number = None;
                self.lists.end_item(&mut self.out);
            }
            "dt" => {
                self.out.end_label();
                self.term = true;
            }
            "dl" => {
                self.term = false;
                self.block(Shape::Paragraph);
            }
            "table" => {
                self.settle();
                self.tables.close(&mut self.out);
            }
            "td" | "th" => {
                self.settle();
                if self.tables.hold_data() {
                    self.out.close_cell();
                } else {
                    self.block(Shape::Paragraph);
                }
            }
            _ if is_block(name) || self.heading(id).is_some() || is_heading(name) => self.block(Shape::Paragraph),
            _ => {}
        }
        self.notes -= u32::from(note::is_note(self.tree, id));
    }

    /// Ends what is open and opens a block; within a definition the first goes on with its term.
    fn block(&mut self, shape: Shape) {
        self.settle();
        if self.term && shape == Shape::Paragraph {
            self.space = true;
            return;
        }
        self.term = false;
        self.out.open_block(if self.notes > 0 { Shape::Note } else { shape });
        self.rebold();
    }

    /// Forgets spaces and line breaks that no word followed.
    fn settle(&mut self) {
        self.space = false;
        self.breaks = 0;
    }

    /// Bold print that goes on from block to block.
    fn rebold(&mut self) {
        if self.bold > 0 {
            self.out.bold(true);
        }
    }

    fn embolden(&mut self) {
        self.bold += 1;
        if self.bold == 1 {
            self.flush_space();
            self.out.bold(true);
        }
    }

    fn row(&mut self, id: Id) {
        self.settle();
        if self.tables.hold_data() {
            self.tables.row(self.tree, id, &mut self.out);
        } else {
            self.block(Shape::Paragraph);
        }
    }

    fn cell(&mut self, id: Id) {
        self.settle();
        if self.tables.hold_data() {
            self.tables.cell(self.tree, id, &mut self.out);
            self.rebold();
        } else {
            self.block(Shape::Paragraph);
        }
    }

    fn heading(&self, id: Id) -> Option<u8> {
        let heading = self.tree.attribute(id, "role").is_some_and(|role| role.eq_ignore_ascii_case("heading"));
        let level = || self.tree.attribute(id, "aria-level").and_then(|level| level.trim().parse().ok());
        heading.then(|| level().unwrap_or(2).clamp(1, 6))
    }

    /// Text in which spaces and line ends of the file are one space.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(|letter: char| !letter.is_ascii_whitespace()) {
            self.space |= at > 0;
            rest = &rest[at..];
            let end = rest.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(rest.len());
            self.words(&rest[..end]);
            rest = &rest[end..];
        }
        self.space |= !rest.is_empty();
    }

    /// Text in which line ends are shown.
    fn kept_text(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            self.breaks += u32::from(index > 0);
            self.text(line);
        }
    }

    /// Words without spaces at their ends.
    fn words(&mut self, words: &str) {
        match std::mem::take(&mut self.breaks) {
            0 => self.flush_space(),
            1 => {
                self.out.line_end(Span::new(self.at, self.at + 1), true);
                self.at += 1;
            }
            // Two breaks in a row are how paragraphs are parted by hand.
            _ => self.block(Shape::Paragraph),
        }
        self.space = false;
        self.term &= words.is_empty();
        if let Some(number) = self.number.take() {
            self.out.number(&number);
        }
        self.out.words(words, self.at);
        self.at += words.len() as u32;
    }

    fn flush_space(&mut self) {
        if std::mem::take(&mut self.space) && self.out.is_open() {
            self.out.whole(" ", Span::new(self.at, self.at + 1));
            self.at += 1;
        }
    }
}

/// Whether a link leads to a place in the page.
fn is_inside(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "href").is_some_and(|to| to.len() > 1 && to.starts_with('#'))
}

/// Whether an element sets its words in bold print.
pub(super) fn is_bold(tree: &Tree, id: Id) -> bool {
    let styled = || {
        let style = tree.attribute(id, "style")?;
        let weight = style.split(';').filter_map(|rule| rule.split_once(':')).find(|(name, _)| {
            let name = name.trim();
            name.eq_ignore_ascii_case("font-weight")
        });
        weight.map(|(_, weight)| matches!(weight.trim(), "bold" | "bolder" | "600" | "700" | "800" | "900"))
    };
    match tree.name(id) {
        "b" | "strong" => styled().unwrap_or(true),
        "span" | "p" | "div" | "font" => styled().unwrap_or(false),
        _ => false,
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements that begin on a line of their own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "dl"
            | "dt"
            | "dd"
            | "li"
            | "ul"
            | "ol"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "hgroup"
            | "aside"
            | "address"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "fieldset"
            | "legend"
            | "form"
            | "details"
            | "center"
            | "caption"
            | "hr"
            | "body"
            | "option"
    )
}
