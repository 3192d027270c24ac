use super::package::{Archive, add_comments, append, comments_link, links};
use super::remark::{Line, Remark};
use super::scan::Ids;
use super::xml::{Names, Tag, Walk, What, escaped};
use super::{AUTHOR, MARK};
use crate::diagnostic::Diagnostic;

/// What stands under the author's name where there is little room.
const INITIALS: &str = "gl";

/// The comments of a document.
pub(super) struct Comments {
    /// The name of their part.
    part: String,
    text: String,
    names: Names,
}

/// A comment that was made here, in a part of comments.
pub(super) struct Own {
    pub id: String,
    /// The ids by which other parts speak of its paragraphs.
    pub paragraphs: Vec<String>,
    pub start: usize,
    pub end: usize,
}

impl Comments {
    /// The comments of the document, with a part for them where it has none; their ids are noted.
    pub(super) fn open(archive: &mut Archive, document: &Names, ids: &mut Ids) -> Result<Self, Diagnostic> {
        let links = links(archive)?;
        let (part, text) = match comments_link(archive, &links) {
            Some(link) => (link.part.clone(), archive.part(&link.part)?.unwrap_or_default()),
            None => {
                let namespace = document.namespace();
                let part = add_comments(archive, document.is_strict())?;
                let text = format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
                     <w:comments xmlns:w=\"{namespace}\"></w:comments>"
                );
                (part, text)
            }
        };
        let mut names = None;
        let mut walk = Walk::new(&text, &part);
        while let Some(step) = walk.step()? {
            match step.what {
                What::Open { tag, .. } if step.depth == 0 => names = Some(Names::of_root(&tag)),
                What::Open { tag, .. } if tag.word() == Some("comment") => ids.meet(&tag),
                _ => {}
            }
        }
        let names = names.ok_or_else(|| super::nowhere(&part))?;
        Ok(Self { part, text, names })
    }

    /// Adds comments, each with its id.
    pub(super) fn add(self, archive: &mut Archive, date: &str, all: &[(u32, &Remark)]) -> Result<(), Diagnostic> {
        let written: String = all.iter().map(|(id, remark)| comment(&self.names, *id, date, &remark.lines)).collect();
        let text = append(&self.text, &self.part, |_| written.clone())?;
        archive.set(&self.part, text);
        Ok(())
    }
}

fn comment(names: &Names, id: u32, date: &str, lines: &[Line]) -> String {
    let mut xml =
        format!("<w:comment w:id=\"{id}\" w:author=\"{AUTHOR}\" w:date=\"{date}\" w:initials=\"{INITIALS}\">");
    for (index, line) in lines.iter().enumerate() {
        xml.push_str("<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>");
        if index == 0 {
            xml.push_str("<w:r><w:annotationRef/></w:r>");
        }
        let look = if line.bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        xml.push_str(&format!("<w:r>{look}<w:t xml:space=\"preserve\">{{}}</w:t></w:r></w:p>"));
    }
    xml.push_str("</w:comment>");
    let words: Vec<String> = lines.iter().map(|line| escaped(&line.words)).collect();
    names.xml(&xml, &words)
}

/// The comments of a part that were made here: by their author and their last line.
pub(super) fn own(text: &str, part: &str) -> Result<Vec<Own>, Diagnostic> {
    let mut found = Vec::new();
    let mut open: Option<(usize, Own, String)> = None;
    let mut in_words = None;
    let mut walk = Walk::new(text, part);
    while let Some(step) = walk.step()? {
        match (step.what, &mut open) {
            (What::Open { tag, empty: false }, None) if is_by_govlint(&tag) => {
                let id = tag.get("id").unwrap_or_default().trim().to_owned();
                let own = Own { id, paragraphs: Vec::new(), start: step.start, end: step.end };
                open = Some((step.depth, own, String::new()));
            }
            (What::Open { tag, empty }, Some((_, own, last))) => match tag.word() {
                Some("p") => {
                    last.clear();
                    own.paragraphs.extend(tag.get("paraId").map(|id| id.into_owned()));
                }
                Some("t") if !empty => in_words = Some(step.depth),
                _ => {}
            },
            (What::Words(words), Some((_, _, last))) if in_words.is_some() => last.push_str(&words),
            (What::Close, Some((depth, own, last))) => {
                if in_words == Some(step.depth) {
                    in_words = None;
                }
                if *depth == step.depth {
                    own.end = step.end;
                    let is_own = last.starts_with(MARK);
                    found.extend(open.take().filter(|_| is_own).map(|(_, own, _)| own));
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

fn is_by_govlint(tag: &Tag) -> bool {
    tag.word() == Some("comment") && tag.get("author").is_some_and(|author| author == AUTHOR)
}
