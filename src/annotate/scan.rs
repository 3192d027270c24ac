use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use super::clause::digest_in;
use super::xml::{Names, Tag, Walk, What};
use crate::diagnostic::Diagnostic;

/// A note: `footnote` or `endnote`, and its id.
pub(super) type Note = (&'static str, String);

/// What of a document's main part is needed to put comments into it.
pub(super) struct Scan {
    pub names: Names,
    /// The paragraphs that were asked for, in order: those that stand in no other paragraph.
    pub paragraphs: Vec<Paragraph>,
    /// The first paragraph that is not empty.
    pub first: Option<Paragraph>,
    /// Where the text points to the notes that were asked for.
    pub notes: BTreeMap<Note, usize>,
    /// The ids of comments.
    pub comments: Ids,
    /// The ids of tracked changes, bookmarks and the like.
    pub marks: Ids,
    /// Digests of the clauses that earlier runs put in.
    pub clauses: BTreeSet<String>,
}

/// A paragraph of the main part, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub bytes: Range<usize>,
    /// The element around it, by its number.
    pub around: usize,
    /// Its properties.
    pub properties: Option<Range<usize>>,
    /// Whether a section of pages ends with it.
    pub ends_pages: bool,
    /// Whether it stands in a control that takes no other beside it.
    pub is_alone: bool,
    /// The controls that it stands in, the innermost first: the element around each, by its number, and where it ends.
    pub controls: Vec<(usize, usize)>,
    /// Where its content ends.
    close: usize,
    /// What stands in it.
    children: Vec<Child>,
}

/// An element that stands directly in a paragraph.
#[derive(Clone, Debug)]
struct Child {
    bytes: Range<usize>,
    /// Fields that are open before and behind it.
    fields: (u32, u32),
}

/// Most elements of one paragraph that are told apart; a longer one is taken as a whole.
const CHILDREN: usize = 100_000;

impl Paragraph {
    /// Where a range that holds the byte may begin: before an element of the paragraph, outside fields.
    pub(super) fn start_of(&self, byte: usize) -> usize {
        let at = self.children.partition_point(|child| child.bytes.end <= byte);
        let before = self.children.get(..=at).or(self.children.get(..at)).unwrap_or_default();
        let open = self.children.first().map_or(0, |first| first.fields.0);
        let outside = before.iter().rev().find(|child| child.fields.0 <= open);
        outside.or(self.children.first()).map_or(self.close, |child| child.bytes.start)
    }

    /// Where a range that holds the byte may end.
    pub(super) fn end_of(&self, byte: usize) -> usize {
        let at = self.children.partition_point(|child| child.bytes.end <= byte);
        let open = self.children.last().map_or(0, |last| last.fields.1);
        let behind = self.children.get(at..).unwrap_or_default();
        let outside = behind.iter().find(|child| child.fields.1 <= open);
        outside.or(self.children.last()).map_or(self.close, |child| child.bytes.end)
    }

    /// The range of all of it.
    pub(super) fn whole(&self) -> Range<usize> {
        self.start_of(self.bytes.start)..self.end_of(self.bytes.end)
    }
}

/// Ids that are in use, so that others can be found.
#[derive(Debug, Default)]
pub(super) struct Ids {
    used: HashSet<u32>,
    next: u32,
}

/// The largest id that Word takes.
const LARGEST_ID: u32 = i32::MAX as u32;

impl Ids {
    /// Notes the id of an element.
    pub(super) fn meet(&mut self, tag: &Tag) {
        let Some(id) = tag.get("id").and_then(|id| id.trim().parse::<u32>().ok()) else { return };
        self.used.insert(id);
        self.next = self.next.max(id.saturating_add(1));
    }

    /// An id that is not in use: beyond all others while there is room.
    pub(super) fn next(&mut self) -> u32 {
        if self.next > LARGEST_ID {
            self.next = 0;
        }
        while self.used.contains(&self.next) {
            self.next += 1;
        }
        self.used.insert(self.next);
        self.next += 1;
        self.next - 1
    }
}

/// Reads the main part: the paragraphs that hold the bytes `wanted`, and where the text points to `notes`.
pub(super) fn scan(text: &str, part: &str, mut wanted: Vec<usize>, notes: &BTreeSet<Note>) -> Result<Scan, Diagnostic> {
    wanted.sort_unstable();
    let mut walk = Walk::new(text, part);
    let mut scan = Scanner::new(wanted, notes);
    while let Some(step) = walk.step()? {
        match step.what {
            What::Open { tag, empty } => {
                if step.depth == 0 {
                    scan.names = Some(Names::of_root(&tag));
                } else if text.get(step.start..step.end).is_some_and(|tag| tag.contains("xmlns"))
                    && let Some(names) = &mut scan.names
                {
                    names.meet(&tag);
                }
                scan.open(&tag, empty, step.start, step.end);
            }
            What::Close => scan.close(step.start, step.end),
            What::Words(_) | What::Other => {}
        }
    }
    let names = scan.names.ok_or_else(|| super::nowhere(part))?;
    let Scanner { paragraphs, first, found, comments, marks, clauses, .. } = scan;
    Ok(Scan { names, paragraphs, first, notes: found, comments, marks, clauses })
}

/// An element that is open.
#[derive(Clone, Copy, Debug, Default)]
struct Around {
    number: usize,
    start: usize,
    /// Whether it is a control, or what one holds.
    is_control: bool,
    is_content: bool,
    /// Whether people may not write into the control, or its words come from elsewhere.
    is_closed: bool,
    /// How many paragraphs and tables stand directly in it.
    blocks: usize,
}

struct Scanner<'a> {
    wanted: Vec<usize>,
    notes: &'a BTreeSet<Note>,
    names: Option<Names>,
    paragraphs: Vec<Paragraph>,
    first: Option<Paragraph>,
    found: BTreeMap<Note, usize>,
    comments: Ids,
    marks: Ids,
    clauses: BTreeSet<String>,
    /// The elements that are open.
    around: Vec<Around>,
    met: usize,
    /// The paragraph that is open, and how deep.
    open: Option<(usize, Paragraph)>,
    /// Whether it was asked for by a note.
    noted: bool,
    /// Where the element that stands in it begins, the fields open before it, and whether it is the paragraph's properties.
    child: Option<(usize, u32, bool)>,
    fields: u32,
}

impl<'a> Scanner<'a> {
    fn new(wanted: Vec<usize>, notes: &'a BTreeSet<Note>) -> Self {
        Self {
            wanted,
            notes,
            names: None,
            paragraphs: Vec::new(),
            first: None,
            found: BTreeMap::new(),
            comments: Ids::default(),
            marks: Ids::default(),
            clauses: BTreeSet::new(),
            around: Vec::new(),
            met: 0,
            open: None,
            noted: false,
            child: None,
            fields: 0,
        }
    }

    fn open(&mut self, tag: &Tag, empty: bool, start: usize, end: usize) {
        let depth = self.around.len();
        let name = tag.word().unwrap_or("");
        match &self.open {
            None if name == "p" && !empty => {
                let around = self.around.last().copied().unwrap_or_default();
                let paragraph = Paragraph {
                    bytes: start..start,
                    around: around.number,
                    properties: None,
                    ends_pages: false,
                    is_alone: around.is_content,
                    controls: Vec::new(),
                    close: end,
                    children: Vec::new(),
                };
                self.open = Some((depth, paragraph));
            }
            Some((paragraph, _)) if depth == paragraph + 1 => self.child = Some((start, self.fields, name == "pPr")),
            _ => {}
        }
        match name {
            "fldChar" => match tag.get("fldCharType").as_deref() {
                Some("begin") => self.fields += 1,
                Some("end") => self.fields = self.fields.saturating_sub(1),
                _ => {}
            },
            "footnoteReference" => self.note(("footnote", tag.get("id").unwrap_or_default().into_owned()), start),
            "endnoteReference" => self.note(("endnote", tag.get("id").unwrap_or_default().into_owned()), start),
            "commentRangeStart" | "commentRangeEnd" | "commentReference" => self.comments.meet(tag),
            "sectPr" => {
                if let (Some((_, paragraph)), Some((_, _, true))) = (&mut self.open, self.child) {
                    paragraph.ends_pages = true;
                }
            }
            "lock" if tag.get("val").is_some_and(|of| of.ends_with("ontentLocked")) => self.close_control(),
            _ if tag.local() == "dataBinding" => self.close_control(),
            "" => {}
            _ => {
                self.marks.meet(tag);
                let bookmark = tag.get("name").filter(|_| name == "bookmarkStart");
                self.clauses.extend(bookmark.as_deref().and_then(digest_in).map(str::to_owned));
            }
        }
        if let Some(parent) = self.around.last_mut().filter(|_| matches!(name, "p" | "tbl")) {
            parent.blocks += 1;
        }
        if empty {
            self.end_child(depth, end);
        } else {
            self.met += 1;
            let is_closed = self.around.last().is_some_and(|parent| parent.is_control && parent.is_closed);
            let (is_control, is_content) = (name == "sdt", name == "sdtContent");
            self.around.push(Around { number: self.met, start, is_control, is_content, is_closed, blocks: 0 });
        }
    }

    /// The control whose properties are open takes no words of people.
    fn close_control(&mut self) {
        if let Some(control) = self.around.iter_mut().rev().nth(1).filter(|around| around.is_control) {
            control.is_closed = true;
        }
    }

    /// The end of a control, or of what one holds, up to `end`: what that says of the paragraphs in it.
    fn end_control(&mut self, ended: Around, end: usize) {
        let beside = self.around.last().map_or(0, |around| around.number);
        let inside = self.paragraphs.iter_mut().rev().take_while(|paragraph| paragraph.bytes.start >= ended.start);
        for paragraph in inside {
            let outermost = paragraph.controls.last().map_or(paragraph.around, |(around, _)| *around);
            if ended.is_content && paragraph.around == ended.number {
                paragraph.is_alone = ended.is_closed || ended.blocks < 2;
            }
            if ended.is_content && outermost == ended.number {
                paragraph.controls.push((beside, end));
            } else if ended.is_control
                && let Some(last) = paragraph.controls.last_mut().filter(|(around, _)| *around == ended.number)
            {
                *last = (beside, end);
            }
        }
    }

    fn note(&mut self, note: Note, at: usize) {
        if self.open.is_some() && self.notes.contains(&note) && !self.found.contains_key(&note) {
            self.found.insert(note, at);
            self.noted = true;
        }
    }

    fn end_child(&mut self, depth: usize, end: usize) {
        let Some((_, paragraph)) = self.open.as_mut().filter(|(open, _)| depth == open + 1) else { return };
        let Some((start, fields, properties)) = self.child.take() else { return };
        if properties {
            paragraph.properties = Some(start..end);
        } else {
            paragraph.children.push(Child { bytes: start..end, fields: (fields, self.fields) });
        }
    }

    fn close(&mut self, start: usize, end: usize) {
        let ended = self.around.pop().unwrap_or_default();
        if ended.is_control || ended.is_content {
            self.end_control(ended, end);
        }
        let depth = self.around.len();
        self.end_child(depth, end);
        if self.open.as_ref().is_none_or(|(open, _)| *open != depth) {
            return;
        }
        let Some((_, mut paragraph)) = self.open.take() else { return };
        paragraph.close = start;
        paragraph.bytes.end = end;
        let noted = std::mem::take(&mut self.noted);
        let from = self.wanted.partition_point(|&byte| byte < paragraph.bytes.start);
        let asked = noted || self.wanted.get(from).is_some_and(|&byte| byte < end);
        if !asked && self.first.is_some() {
            return;
        }
        if let (Some(first), Some(last)) = (paragraph.children.first(), paragraph.children.last())
            && paragraph.children.len() > CHILDREN
        {
            let whole = Child { bytes: first.bytes.start..last.bytes.end, fields: (first.fields.0, last.fields.1) };
            paragraph.children = vec![whole];
        }
        if self.first.is_none() {
            self.first = Some(paragraph.clone());
        }
        if asked {
            self.paragraphs.push(paragraph);
        }
    }
}

impl Scan {
    /// The paragraph that holds a byte, if it was asked for.
    pub(super) fn paragraph(&self, byte: usize) -> Option<&Paragraph> {
        let at = self.paragraphs.partition_point(|paragraph| paragraph.bytes.end <= byte);
        self.paragraphs.get(at).filter(|paragraph| paragraph.bytes.contains(&byte))
    }
}
