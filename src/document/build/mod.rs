//! Builds a [`Document`] from what a reader meets: blocks, lists and tables in reading order.
//!
//! The reader says what the format says; what people mean by it (a bold line is a heading, `(a)` an item of the
//! sentence before) is told here, for every format alike.

mod draft;
pub(crate) mod furniture;
mod heading;
mod label;
mod lead;
pub(crate) mod number;
#[cfg(test)]
pub(super) mod sample;
mod section;
mod split;
mod table;
mod title;

use draft::{Hint, List, ListItem};
use table::TableDraft;

use super::{Block, BlockKind, Comment, Document, Field};
use crate::diagnostic::Diagnostic;
use crate::source::{Span, TextBuilder};

pub(crate) use heading::has_verb;
pub(crate) use number::{Style, style};

/// What a reader knows a block to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A paragraph, of a list item too.
    Paragraph,
    /// A heading of the format, 1 the topmost.
    Heading(u8),
    /// The document's title, where the reader knows it.
    Title,
    /// A line of a contents list, where the reader knows it for one.
    Contents,
    /// The text of a footnote or endnote.
    Note,
    /// Code and what else is no prose.
    Furniture,
}

/// Bytes of words that blocks hold in most documents, or less.
const BLOCK_BYTES: usize = 128;

/// Most comments that are kept; what is behind them is not heard.
const MOST_COMMENTS: usize = 10_000;

/// Fills a [`Document`] in reading order.
///
/// Blocks may be opened while another is open: that one is ended. Lists, items and tables are closed by the reader;
/// what is still open at the end is closed then.
#[derive(Debug, Default)]
pub struct Builder {
    text: TextBuilder,
    blocks: Vec<Block>,
    hints: Vec<Hint>,
    lists: Vec<List>,
    items: Vec<ListItem>,
    tables: Vec<TableDraft>,
    pages: Vec<u32>,
    comments: Vec<Comment>,
    open: Open,
}

/// What is open at this point of the reading.
#[derive(Debug, Default)]
struct Open {
    shape: Option<Shape>,
    started: bool,
    start: u32,
    last_origin: u32,
    lists: Vec<u32>,
    item: u32,
    table: bool,
    cell: bool,
    bold_since: Option<u32>,
    anchor_since: Option<u32>,
    label_end: Option<u32>,
    breaks: Vec<Break>,
    bolds: Vec<Span>,
    anchored: u32,
    number: Option<Box<str>>,
}

/// A line end inside a block, seen as one space at `at`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Break {
    at: u32,
    hard: bool,
}

impl Builder {
    /// A builder for a document of about `bytes` bytes of words.
    pub fn with_capacity(bytes: usize) -> Self {
        let (items, blocks) = (vec![ListItem::default()], bytes / BLOCK_BYTES);
        Self {
            text: TextBuilder::with_capacity(bytes),
            blocks: Vec::with_capacity(blocks),
            hints: Vec::with_capacity(blocks),
            items,
            ..Self::default()
        }
    }

    /// Opens a block. In a table cell it goes on in the cell, a space apart.
    pub fn open_block(&mut self, shape: Shape) {
        if self.open.cell {
            return self.space();
        }
        self.close_block();
        self.open.shape = Some(shape);
    }

    /// Says the number of the block or cell that was opened, which the format counts and which is not among its words:
    /// `7.2`, `(a)`, as it stands on the page without the stop behind it.
    pub fn number(&mut self, number: &str) {
        self.open.number = Some(number.into());
    }

    /// Adds a comment, whose bytes of the file are `origin`.
    pub fn comment(&mut self, words: String, origin: Span) {
        if self.comments.len() < MOST_COMMENTS {
            let (at, inside) = (self.text.offset(), self.open.started);
            self.comments.push(Comment { words, origin, at, inside });
        }
    }

    /// How many blocks and cells there are so far, and how many bytes of words.
    pub fn size(&self) -> (usize, u32) {
        (self.blocks.len(), self.text.offset())
    }

    /// Whether a block or cell is open.
    pub fn is_open(&self) -> bool {
        self.open.shape.is_some() || self.open.cell
    }

    /// Appends words that stand byte for byte at `start` of the file. Words outside a block open a paragraph.
    pub fn words(&mut self, words: &str, start: u32) {
        let (words, start) = self.unread(words, start);
        let (words, start) = if self.at_start() { skip_space(words, start) } else { (words, start) };
        if words.is_empty() {
            return;
        }
        self.begin(start);
        self.text.push_seen(words, start);
        self.open.last_origin = start + words.len() as u32;
    }

    /// Appends words that came as a whole from `origin`, such as an entity.
    pub fn whole(&mut self, words: &str, origin: Span) {
        if words.trim().is_empty() && self.at_start() {
            return;
        }
        let origin = self.behind(origin);
        self.begin(origin.start);
        self.text.push_whole(words, origin);
        self.open.last_origin = origin.end;
    }

    /// A line end in the source (`hard` unset) or for the reader of the page (`hard`): one space.
    pub fn line_end(&mut self, origin: Span, hard: bool) {
        if self.at_start() {
            return;
        }
        self.trim_space();
        self.open.breaks.push(Break { at: self.text.offset(), hard });
        let origin = self.behind(origin);
        self.text.push(" ", origin);
        self.open.last_origin = origin.end;
    }

    /// Says that the words to come stand at `origin` of the file, which may lie before what was read: cells side by side,
    /// each of several lines.
    pub fn go_to(&mut self, origin: u32) {
        self.open.last_origin = origin;
    }

    /// The words to come stand on the next page; to be called for the first page too.
    pub fn open_page(&mut self) {
        self.pages.push(self.text.offset());
    }

    /// Bold print begins or ends.
    pub fn bold(&mut self, on: bool) {
        let here = self.text.offset();
        let since = self.open.bold_since.take();
        match since {
            Some(start) if start < here => match self.open.bolds.last_mut() {
                Some(last) if last.end == start && last.end > self.open.start => last.end = here,
                _ => self.open.bolds.push(Span::new(start, here)),
            },
            _ => {}
        }
        self.open.bold_since = on.then_some(here);
    }

    /// A link to a place in the same document begins or ends.
    pub fn anchor(&mut self, on: bool) {
        let here = self.text.offset();
        if let Some(start) = self.open.anchor_since.take() {
            // A space that it began behind may have been taken back since.
            self.open.anchored += here.saturating_sub(start);
        }
        self.open.anchor_since = on.then_some(here);
    }

    /// Says that the words of the open block so far are the label of those to come: a term before its definition.
    pub fn end_label(&mut self) {
        if self.open.started && !self.open.cell {
            self.trim_space();
            self.open.label_end = Some(self.text.offset());
        }
    }

    /// Ends the open block; one without words leaves nothing.
    pub fn close_block(&mut self) {
        if self.open.cell {
            return;
        }
        if self.open.bold_since.is_some() {
            self.bold(false);
        }
        let anchored = self.take_anchored();
        if let (Some(shape), true) = (self.open.shape, self.open.started) {
            let span = self.trimmed();
            if !span.is_empty() {
                self.add(shape, span, anchored);
                self.move_table();
            }
        }
        self.open.shape = None;
        self.open.started = false;
        self.open.number = None;
        self.open.label_end = None;
        self.open.breaks.clear();
        self.open.bolds.clear();
    }

    /// Opens a list; `first` is the number of its first item where items are counted.
    pub fn open_list(&mut self, first: Option<u64>) {
        self.close_block();
        self.open.lists.push(self.lists.len() as u32);
        self.lists.push(List { before: self.blocks.len() as u32, item: self.open.item, next: first, items: 0 });
    }

    /// Closes the innermost list.
    pub fn close_list(&mut self) {
        self.close_block();
        if let Some(list) = self.open.lists.pop() {
            self.open.item = self.lists[list as usize].item;
        }
    }

    /// Opens an item of the innermost list; outside a list it opens a paragraph.
    pub fn open_item(&mut self) {
        self.close_block();
        if self.open.cell {
            return self.space();
        }
        let Some(&id) = self.open.lists.last() else { return };
        let list = &mut self.lists[id as usize];
        list.items += 1;
        let number = list.next;
        list.next = list.next.map(|next| next.saturating_add(1));
        let depth = self.items[list.item as usize].depth.saturating_add(1);
        let first = self.blocks.len() as u32;
        self.open.item = self.items.len() as u32;
        self.items.push(ListItem { list: id, number, depth, first, end: first, promoted: false });
    }

    /// Closes the innermost item.
    pub fn close_item(&mut self) {
        self.close_block();
        if let Some(&list) = self.open.lists.last() {
            let end = self.blocks.len() as u32;
            self.items[self.open.item as usize].end = end;
            self.open.item = self.lists[list as usize].item;
        }
    }

    /// Ends the document: headings, sections, lead-ins, labels and tables are told from all that was met.
    pub fn finish(mut self, metadata: Vec<Field>, problems: Vec<Diagnostic>) -> Document {
        self.close_table();
        while !self.open.lists.is_empty() {
            self.close_item();
            self.close_list();
        }
        self.close_block();
        heading::promote(&mut self);
        furniture::mark(&mut self);
        let titled = metadata.iter().find(|field| field.name == "title").map(|field| field.value.clone());
        let title = title::tell(&mut self, titled.as_deref());
        let sections = section::nest(&mut self);
        lead::lead_in(&mut self);
        let text = self.text.finish();
        let tables = self.tables.into_iter().map(|draft| draft.finish(text.as_str(), &self.blocks)).collect();
        let (blocks, pages, comments) = (self.blocks, self.pages, self.comments);
        Document { text, metadata, title, blocks, sections, tables, problems, pages, comments, ..Document::default() }
    }

    /// The words of a block so far.
    fn slice(&self, span: Span) -> &str {
        self.text.as_str().get(span.range()).unwrap_or("")
    }

    /// The words of a block behind its number and label.
    fn body(&self, block: &Block) -> &str {
        self.slice(Span::new(block.body, block.span.end))
    }

    fn at_start(&self) -> bool {
        !self.open.started
    }

    /// What of the words lies behind all that was read: parsers that give up on a table hand its last row out twice.
    fn unread<'a>(&self, words: &'a str, start: u32) -> (&'a str, u32) {
        let read = self.open.last_origin.saturating_sub(start);
        if read == 0 { (words, start) } else { (words.get(read as usize..).unwrap_or(""), start + read) }
    }

    /// The part of an origin that lies behind all that was read.
    fn behind(&self, origin: Span) -> Span {
        let start = origin.start.max(self.open.last_origin);
        Span::new(start, origin.end.max(start))
    }

    /// Parts the words to come from the block before.
    fn begin(&mut self, origin: u32) {
        if self.open.started {
            return;
        }
        self.begin_in_table();
        if !self.is_open() {
            self.open.shape = Some(Shape::Paragraph);
        }
        if self.text.offset() > 0 {
            let from = self.open.last_origin;
            self.text.push("\n", Span::new(from, origin.max(from)));
        }
        self.open.started = true;
        self.open.start = self.text.offset();
        if self.open.bold_since.is_some() {
            self.open.bold_since = Some(self.open.start);
        }
        if self.open.anchor_since.is_some() {
            self.open.anchor_since = Some(self.open.start);
        }
    }

    /// A space between two parts of a cell.
    fn space(&mut self) {
        if self.open.started && !self.text.as_str().ends_with(' ') {
            let at = self.open.last_origin;
            self.text.push(" ", Span::new(at, at));
        }
    }

    /// Takes back the spaces before a line end.
    fn trim_space(&mut self) {
        while self.text.offset() > self.open.start && self.text.as_str().ends_with(' ') {
            self.text.pop_space();
        }
        let here = self.text.offset();
        if let Some(last) = self.open.bolds.last_mut() {
            last.end = last.end.min(here);
        }
    }

    fn take_anchored(&mut self) -> u32 {
        if self.open.anchor_since.is_some() {
            self.anchor(false);
        }
        std::mem::take(&mut self.open.anchored)
    }

    /// The open block without the spaces around it.
    fn trimmed(&self) -> Span {
        let words = &self.text.as_str()[self.open.start as usize..];
        Span::new(self.open.start, self.open.start + words.trim_end().len() as u32)
    }

    /// Adds a block that has ended, cut at lines that are blocks of their own.
    fn add(&mut self, shape: Shape, span: Span, anchored: u32) {
        let cuts = match shape {
            Shape::Paragraph if !self.open.breaks.is_empty() => split::cuts(self.slice(span), span.start, &self.open),
            _ => Vec::new(),
        };
        let mut start = span.start;
        for &cut in &cuts {
            self.text.part(cut);
            self.add_line(shape, Span::new(start, cut), 0);
            start = cut + 1;
        }
        self.add_line(shape, Span::new(start, span.end), if cuts.is_empty() { anchored } else { 0 });
    }

    fn add_line(&mut self, shape: Shape, span: Span, anchored: u32) {
        let span = Span::new(span.start, span.start + self.slice(span).trim_end().len() as u32);
        if span.is_empty() {
            return;
        }
        let item = self.open.item;
        let first = item != 0 && self.items[item as usize].first == self.blocks.len() as u32;
        let counted = self.open.number.take();
        let shape = match shape {
            Shape::Heading(_) if counted.is_some() && heading::is_clause(self.slice(span)) => Shape::Paragraph,
            shape => shape,
        };
        let kind = match shape {
            Shape::Heading(_) => BlockKind::Heading,
            Shape::Title => BlockKind::Title,
            Shape::Contents => BlockKind::Contents,
            Shape::Note => BlockKind::Note,
            Shape::Furniture => BlockKind::Furniture,
            Shape::Paragraph if first => BlockKind::Item,
            Shape::Paragraph => BlockKind::Paragraph,
        };
        let bold = draft::bold_at(&self.open.bolds, span.start).map_or(span.start, |bold| bold.end);
        let mut hint = Hint::new(item, bold);
        let mut block = draft::block(span, kind);
        if let Shape::Heading(level) = shape {
            hint.level = level.clamp(1, 6);
        }
        hint.marks.anchored = anchored > 0 && anchored + 2 >= span.len();
        hint.marks.counted = counted.is_some();
        block.number = counted;
        if matches!(shape, Shape::Title | Shape::Contents | Shape::Furniture) {
            self.blocks.push(block);
            self.hints.push(hint);
            return;
        }
        hint.bold = split::numbered_bold(self.slice(span), span, hint.bold, &self.open.bolds);
        draft::read_head(self.slice(span), &mut block, &mut hint, shape);
        if let Some(end) = self.open.label_end.filter(|&end| shape == Shape::Paragraph && span.start < end) {
            let behind = self.slice(Span::new(end, span.end));
            let body = span.end - behind.trim_start_matches([' ', ':']).len() as u32;
            if body < span.end {
                block.label = Some(Span::new(block.span.start, end));
                block.body = body;
            }
        }
        if first && block.number.is_none() {
            block.number = self.items[item as usize].number.map(|number| number.to_string().into());
        }
        if first && hint.marks.counted {
            let item = &mut self.items[item as usize];
            item.number = item.number.or(Some(u64::from(self.lists[item.list as usize].items)));
        }
        self.blocks.push(block);
        self.hints.push(hint);
    }
}

/// Cuts what is not seen off the head of words.
fn skip_space(words: &str, start: u32) -> (&str, u32) {
    let rest = words.trim_start_matches(|first: char| {
        first.is_whitespace() || first.is_control() || matches!(first, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
    });
    (rest, start + (words.len() - rest.len()) as u32)
}
