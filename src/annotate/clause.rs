//! Clauses that are put into the document as tracked insertions, and how they are known again.

use super::AUTHOR;
use super::scan::{Ids, Paragraph};
use super::xml::{Names, Tag, escaped};
use crate::assess::Digest;

/// How the names of the bookmarks begin that mark a clause; Word hides bookmarks whose names begin so.
pub(super) const BOOKMARK: &str = "_govlint_";

/// What a bookmark says of the words of its clause as they were put in.
pub(super) fn digest(words: &str) -> String {
    Digest::of(words.as_bytes()).short()
}

/// The digest in the name of a bookmark; none where it marks no clause.
pub(super) fn digest_in(bookmark: &str) -> Option<&str> {
    bookmark.strip_prefix(BOOKMARK)?.split('_').next()
}

/// A paragraph with a clause as an insertion of one day, with properties as given.
pub(super) fn clause(names: &Names, ids: &mut Ids, date: &str, words: &str, style: &str, number: usize) -> String {
    let name = format!("{BOOKMARK}{}_{number}", digest(words));
    let mut by = || format!("w:id=\"{}\" w:author=\"{AUTHOR}\" w:date=\"{date}\"", ids.next());
    let (mark, ins) = (by(), by());
    let bookmark = ids.next();
    let xml = format!(
        "<w:p><w:pPr>{{}}<w:rPr><w:ins {mark}/></w:rPr></w:pPr><w:bookmarkStart w:id=\"{bookmark}\" w:name=\"{name}\"/>\
         <w:ins {ins}><w:r><w:t xml:space=\"preserve\">{{}}</w:t></w:r></w:ins><w:bookmarkEnd w:id=\"{bookmark}\"/></w:p>"
    );
    names.xml(&xml, &[style.to_owned(), escaped(words)])
}

/// The style of a paragraph, as it stands in its properties, for one that follows it; nothing where it has none.
pub(super) fn style<'a>(text: &'a str, paragraph: &Paragraph, names: &Names) -> &'a str {
    let properties = paragraph.properties.clone().and_then(|bytes| text.get(bytes)).unwrap_or("");
    let opening = names.xml("<w:pStyle ", &[]);
    let Some(start) = properties.find(&opening) else { return "" };
    let Some(end) = properties.get(start..).and_then(|style| style.find("/>")) else { return "" };
    properties.get(start..start + end + 2).unwrap_or("")
}

/// What is seen of a paragraph, to tell whether it is a clause that was put in here and that nobody has touched.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// The digest that its bookmark names.
    digest: Option<String>,
    /// Whether its mark is an insertion of ours.
    mark: bool,
    /// Its words.
    words: String,
    touched: bool,
    /// How deep the insertion of ours is that is open.
    inserted: Option<usize>,
    /// How deep the words are that are open.
    in_words: Option<usize>,
    /// How deep the properties are that are open.
    properties: Option<usize>,
}

impl Watch {
    /// An element opens in the paragraph; `own` tells comments that were made here.
    pub(super) fn open(&mut self, tag: &Tag, empty: bool, depth: usize, own: impl Fn(&str) -> bool) {
        let by_us = || tag.get("author").is_some_and(|author| author == AUTHOR);
        let Some(name) = tag.word() else {
            self.touched = true;
            return;
        };
        match name {
            "pPr" | "rPr" if !empty && self.properties.is_none() => self.properties = Some(depth),
            "pPr" | "rPr" | "r" | "proofErr" | "lastRenderedPageBreak" | "bookmarkEnd" => {}
            "bookmarkStart" => {
                let name = tag.get("name").unwrap_or_default();
                if let Some(digest) = digest_in(&name) {
                    self.digest = Some(digest.to_owned());
                }
            }
            "ins" if by_us() && self.properties.is_some() => self.mark = true,
            "ins" if by_us() && self.inserted.is_none() && !empty => self.inserted = Some(depth),
            "commentRangeStart" | "commentRangeEnd" | "commentReference"
                if tag.get("id").is_some_and(|id| own(id.trim())) => {}
            "t" if self.inserted.is_some() && !empty => self.in_words = Some(depth),
            "ins" | "del" | "moveFrom" | "moveTo" | "pPrChange" | "rPrChange" => self.touched = true,
            _ if self.properties.is_some() => {}
            _ => self.touched = true,
        }
    }

    /// Words stand in it.
    pub(super) fn words(&mut self, words: &str) {
        if self.in_words.is_some() {
            self.words.push_str(words);
        } else if !words.trim().is_empty() {
            self.touched = true;
        }
    }

    /// The element at that depth ends.
    pub(super) fn close(&mut self, depth: usize) {
        for open in [&mut self.inserted, &mut self.in_words, &mut self.properties] {
            if *open == Some(depth) {
                *open = None;
            }
        }
    }

    /// Whether the words of the paragraph, at its end, are those of a clause of ours as they were put in.
    pub(super) fn is_untouched(&self) -> bool {
        !self.touched && self.digest.as_ref() == Some(&digest(&self.words))
    }

    /// Whether its mark is an insertion of ours too.
    pub(super) fn has_mark(&self) -> bool {
        self.mark
    }
}
