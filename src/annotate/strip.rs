use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::clause::{BOOKMARK, Watch};
use super::comment::own;
use super::package::{Archive, closed, comments_link, links, remove_comments, without};
use super::xml::{Edits, Step, Tag, Walk, What};
use crate::diagnostic::Diagnostic;
use crate::read::Reading;

/// The file of a Word document without the comments that [`annotate`](super::annotate) put in, and without its clauses where
/// nobody has touched them; the same bytes where there are none. Comments and changes of others stay, answers to ours too.
///
/// Errors are those of [`annotate`](super::annotate).
pub fn strip(bytes: &[u8], reading: Reading) -> Result<Cow<'_, [u8]>, Diagnostic> {
    let mut archive = Archive::open(bytes, reading)?;
    let links = links(&mut archive)?;
    let comments = comments_link(&archive, &links);
    let text = match comments {
        Some(link) => archive.part(&link.part)?.unwrap_or_default(),
        None => String::new(),
    };
    let part = comments.map_or("", |link| &link.part);
    // Most parts hold nothing of ours, and need not be read.
    let own = if text.contains(super::AUTHOR) { own(&text, part)? } else { Vec::new() };
    let main = archive.main.clone();
    let document = archive.part(&main)?.unwrap_or_default();
    if own.is_empty() && !document.contains(BOOKMARK) {
        return Ok(Cow::Borrowed(bytes));
    }
    let ids: BTreeSet<&str> = own.iter().map(|own| &*own.id).collect();
    let edits = marks(&document, &main, &ids)?;
    if own.is_empty() && edits.is_empty() {
        return Ok(Cow::Borrowed(bytes));
    }
    archive.refuse_signed()?;
    archive.set(&main, edits.apply(&document));
    if let Some(link) = comments.filter(|_| !own.is_empty()) {
        let mut edits = Edits::default();
        for own in &own {
            edits.cut(own.start..own.end);
        }
        let left = edits.apply(&text);
        if link.is_own() && !has_comments(&left, &link.part)? {
            remove_comments(&mut archive, link)?;
        } else {
            archive.set(&link.part, closed(left));
        }
        let part_of = |kind: &str| links.iter().find(|link| link.kind == kind).map(|link| &*link.part);
        let gone: BTreeSet<String> = own.into_iter().flat_map(|own| own.paragraphs).collect();
        let mut lasting = BTreeSet::new();
        if let Some(part) = part_of("commentsExtended") {
            forget(&mut archive, part, "paraId", &gone)?;
        }
        if let Some(part) = part_of("commentsIds") {
            lasting = forget(&mut archive, part, "paraId", &gone)?;
        }
        if let Some(part) = part_of("commentsExtensible") {
            forget(&mut archive, part, "durableId", &lasting)?;
        }
    }
    Ok(Cow::Owned(archive.write()?))
}

/// Takes what it says of comments that are gone out of a part that says more of comments: those whose attribute `name` is one
/// of `gone`. An answer to such a comment stands for itself. Gives the lasting ids of those taken out.
fn forget(
    archive: &mut Archive,
    part: &str,
    name: &str,
    gone: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Diagnostic> {
    let mut lasting = BTreeSet::new();
    let Some(text) = archive.part(part)?.filter(|_| !gone.is_empty()) else { return Ok(lasting) };
    let is_gone = |tag: &Tag, name: &str| tag.get(name).is_some_and(|id| gone.contains(&*id));
    let mut edits = Edits::default();
    let mut walk = Walk::new(&text, part);
    while let Some(step) = walk.step()? {
        let What::Open { tag, .. } = &step.what else { continue };
        if is_gone(tag, name) {
            lasting.extend(tag.get("durableId").map(|id| id.into_owned()));
        } else if is_gone(tag, "paraIdParent")
            && let Some(bytes) = attribute(&text, &step, "paraIdParent")
        {
            edits.cut(bytes);
        }
    }
    let left = without(&edits.apply(&text), part, |tag| is_gone(tag, name))?;
    archive.set(part, left);
    Ok(lasting)
}

/// The bytes of an attribute, with the space before it.
fn attribute(text: &str, step: &Step, name: &str) -> Option<Range<usize>> {
    let tag = text.get(step.start..step.end)?;
    let at = tag.find(&format!("{name}="))?;
    let start = tag.get(..at)?.rfind(char::is_whitespace)?;
    let value = at + name.len() + 1;
    let quote = tag.get(value..)?.chars().next()?;
    let end = value + 1 + tag.get(value + 1..)?.find(quote)? + 1;
    Some(step.start + start..step.start + end)
}

fn has_comments(text: &str, part: &str) -> Result<bool, Diagnostic> {
    let mut walk = Walk::new(text, part);
    while let Some(step) = walk.step()? {
        if matches!(step.what, What::Open { .. }) && step.depth > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A run that is open.
struct Run {
    depth: usize,
    start: usize,
    /// Whether it holds anything but properties and references to our comments.
    other: bool,
    /// The references in it.
    references: Vec<Range<usize>>,
}

/// What has to be taken out of the main part: the marks of the comments of those ids, and clauses that nobody has touched.
fn marks(text: &str, part: &str, ids: &BTreeSet<&str>) -> Result<Edits, Diagnostic> {
    let mut edits = Edits::default();
    let is_own = |id: &str| ids.contains(id.trim());
    let mut runs: Vec<Run> = Vec::new();
    // An element that is taken out, once it ends; the paragraph that is open, with what is seen of it.
    let mut gone: Option<(usize, usize)> = None;
    let mut paragraph: Option<(usize, usize, Watch)> = None;
    // A clause whose mark is no insertion: LibreOffice keeps none of that of the last paragraph.
    let mut unmarked: Option<Range<usize>> = None;
    let mut walk = Walk::new(text, part);
    while let Some(step) = walk.step()? {
        match &step.what {
            What::Open { tag, empty } => {
                if let Some((_, _, watch)) = &mut paragraph {
                    watch.open(tag, *empty, step.depth, is_own);
                }
                let name = tag.word().unwrap_or("");
                if matches!(name, "p" | "tbl") {
                    unmarked = None;
                }
                let ours = name.starts_with("comment") && tag.get("id").is_some_and(|id| is_own(&id));
                if let Some(run) = runs.last_mut().filter(|run| run.depth + 1 == step.depth) {
                    if ours && name == "commentReference" && *empty {
                        run.references.push(step.start..step.end);
                    } else if name != "rPr" {
                        run.other = true;
                    }
                } else if ours && *empty {
                    edits.cut(step.start..step.end);
                } else if ours {
                    gone = Some((step.depth, step.start));
                }
                match (name, empty) {
                    ("r", false) => {
                        runs.push(Run { depth: step.depth, start: step.start, other: false, references: Vec::new() });
                    }
                    ("p", false) if paragraph.is_none() => {
                        paragraph = Some((step.depth, step.start, Watch::default()));
                    }
                    _ => {}
                }
            }
            What::Close => {
                if let Some(start) = gone.take_if(|(depth, _)| *depth == step.depth).map(|(_, start)| start) {
                    edits.cut(start..step.end);
                }
                if let Some(run) = runs.pop_if(|run| run.depth == step.depth) {
                    end_run(&mut edits, run, step.end);
                }
                if let Some((depth, _, watch)) = &mut paragraph
                    && *depth < step.depth
                {
                    watch.close(step.depth);
                }
                if let Some((_, start, watch)) = paragraph.take_if(|(depth, ..)| *depth == step.depth)
                    && watch.is_untouched()
                {
                    if watch.has_mark() {
                        edits.cut(start..step.end);
                    } else {
                        unmarked = Some(start..step.end);
                    }
                }
            }
            What::Words(words) => {
                if let Some((_, _, watch)) = &mut paragraph {
                    watch.words(words);
                }
            }
            What::Other => {}
        }
    }
    if let Some(last) = unmarked {
        edits.cut(last);
    }
    Ok(edits)
}

fn end_run(edits: &mut Edits, run: Run, end: usize) {
    if run.references.is_empty() {
        return;
    }
    if !run.other {
        return edits.cut(run.start..end);
    }
    for reference in run.references {
        edits.cut(reference);
    }
}
