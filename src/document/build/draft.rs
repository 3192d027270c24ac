use super::{Shape, label, number};
use crate::document::{Block, BlockKind, SectionId};
use crate::source::Span;

/// What the builder knows of a block beside the block itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hint {
    /// Level of a heading of the format, or of one written with `#` against the letter; 0 for others.
    pub level: u8,
    /// Where a heading stands among the others: it closes those that rank with it or below.
    pub rank: u16,
    /// Index of the list item it stands in; 0 for none.
    pub item: u32,
    /// Where the bold print that opens the block ends; the block's start if it opens in plain print.
    pub bold: u32,
    /// What else is known.
    pub marks: Marks,
}

/// Yes-or-no facts about a block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Marks {
    /// All of it is a link to a place in the document.
    pub anchored: bool,
    /// It opens with a bullet typed by hand.
    pub bullet: bool,
    /// The format counts it: its number is not among its words.
    pub counted: bool,
}

/// A list as the reader met it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List {
    /// Number of blocks before it.
    pub before: u32,
    /// The item it stands in; 0 for none.
    pub item: u32,
    /// Number of the next item.
    pub next: Option<u64>,
    /// Number of its items.
    pub items: u32,
}

/// An item of a list. The first of all stands for "in no item".
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ListItem {
    /// Its list.
    pub list: u32,
    /// Its number, if the list counts.
    pub number: Option<u64>,
    /// Depth of nesting, 1 for the outermost.
    pub depth: u8,
    /// Its first block, and the one behind its last.
    pub first: u32,
    /// The block behind its last.
    pub end: u32,
    /// Its first block turned out to be a heading.
    pub promoted: bool,
}

impl Hint {
    /// Nothing known but the item it stands in and where its opening bold print ends.
    pub fn new(item: u32, bold: u32) -> Self {
        Self { level: 0, rank: 0, item, bold, marks: Marks::default() }
    }
}

/// The bold print that holds a place.
pub(crate) fn bold_at(bolds: &[Span], at: u32) -> Option<Span> {
    let index = bolds.partition_point(|bold| bold.start <= at).checked_sub(1)?;
    Some(bolds[index]).filter(|bold| at < bold.end)
}

/// A block with nothing told of it yet.
pub(crate) fn block(span: Span, kind: BlockKind) -> Block {
    Block {
        span,
        body: span.start,
        kind,
        number: None,
        label: None,
        lead_in: None,
        section: SectionId(0),
        cell: None,
        depth: 0,
    }
}

/// Reads number, bullet and run-in label at the head of a block.
pub(crate) fn read_head(words: &str, block: &mut Block, hint: &mut Hint, shape: Shape) {
    let start = block.span.start;
    let hashes = words.bytes().take_while(|&byte| byte == b'#').count();
    let mut at = 0;
    if shape == Shape::Paragraph && is_heading_mark(words, hashes) {
        hint.level = hashes as u8;
        block.kind = BlockKind::Heading;
        at = hashes;
        block.span.start += hashes as u32;
    } else if let Some(bullet) = bullet(words) {
        hint.marks.bullet = true;
        at = bullet;
    }
    let heading = block.kind == BlockKind::Heading;
    let head = &words[at..];
    let found = if heading { number::of_heading(head) } else { number::of_paragraph(head) };
    if let Some(found) = found.filter(|_| !hint.marks.counted) {
        at += found.len;
        block.number = Some(found.text.into());
    }
    let found = (!heading).then(|| {
        let numbered = block.number.is_some() || hint.marks.counted;
        let rest = &words[at..];
        let bold = hint.bold.saturating_sub(start + at as u32);
        let without_mark = || label::find_bold(rest, bold).or_else(|| label::find_stopped(rest));
        let lone = || label::find_lone_bold(rest, bold);
        label::find(rest, bold).or_else(|| if numbered { without_mark() } else { lone() })
    });
    if let Some((label, body)) = found.flatten() {
        block.label = Some(Span::new(start + at as u32, start + (at + label) as u32));
        at += body;
    }
    block.body = (start + at as u32).min(block.span.end);
    if heading {
        trim_heading(words, block, start);
    }
}

/// Reads the run-in label at the head of a cell.
pub(crate) fn read_label(words: &str, block: &mut Block, hint: &mut Hint) {
    let start = block.span.start;
    if let Some((label, body)) = label::find(words, hint.bold - start) {
        block.label = Some(Span::new(start, start + label as u32));
        block.body = start + body as u32;
    }
}

/// Cuts `{#anchor}` off the end of a heading.
fn trim_heading(words: &str, block: &mut Block, start: u32) {
    if words.ends_with('}')
        && let Some(at) = words.rfind(" {#").or_else(|| words.rfind(" {:"))
    {
        block.span.end = (start + words[..at].trim_end().len() as u32).max(block.body);
    }
}

/// `##Heading`: hashes against the letter, as people write them who know another Markdown.
pub(crate) fn is_heading_mark(words: &str, hashes: usize) -> bool {
    let Some(next) = words[hashes..].chars().next() else { return false };
    match hashes {
        2..=6 => next.is_alphanumeric() || matches!(next, '(' | '[' | '"' | '“'),
        1 => next.is_uppercase() && words.split_whitespace().count() <= 12 && !words.ends_with('.'),
        _ => false,
    }
}

/// Bytes of a bullet typed by hand and the space behind it.
pub(crate) fn bullet(words: &str) -> Option<usize> {
    let mark =
        words.chars().next().filter(|mark| matches!(mark, '•' | '·' | '–' | '—' | '▪' | '◦' | '●' | '-' | '*'))?;
    let rest = &words[mark.len_utf8()..];
    let body = rest.trim_start();
    let tight = matches!(mark, '-' | '*') && rest.starts_with(|next: char| next.is_alphabetic());
    (!body.is_empty() && (rest.len() > body.len() || tight || matches!(mark, '•' | '▪' | '◦' | '●')))
        .then(|| words.len() - body.len())
}
