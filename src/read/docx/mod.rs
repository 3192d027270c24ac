//! Word documents (DOCX, by ECMA-376, transitional and strict): what Word shows, with the numbers that it computes, tracked changes
//! as accepted or as they were before.

mod body;
mod marks;
mod numbering;
mod parts;
mod properties;
mod styles;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;

use super::package::{Package, Xml};
use super::reading::{Reading, Revisions};
use crate::diagnostic::Diagnostic;
use crate::document::Document;

use body::Body;
use numbering::Numbering;
use parts::Parts;
pub(crate) use parts::inside as part_inside;
use styles::Styles;

/// Reads a Word document.
///
/// Errors are diagnostics without place, as no person reads the bytes of such a file: `not-a-docx`, `encrypted`, `broken-archive`,
/// `broken-part`, `too-large`, `too-deep`. Origins count the bytes of the parts in [`Document::parts`], as unpacked.
pub fn docx(bytes: &[u8], reading: Reading) -> Result<Document, Diagnostic> {
    let mut package = Package::open(bytes, reading)?;
    let parts = Parts::find(&mut package)?;
    let text = package.part(&parts.document)?.unwrap_or_default();
    let styles = Styles::read(&package.part(&parts.styles)?.unwrap_or_default(), &parts.styles)?;
    let numbering = Numbering::read(&package.part(&parts.numbering)?.unwrap_or_default(), &parts.numbering)?;
    let footnotes = package.part(&parts.footnotes)?.unwrap_or_default();
    let endnotes = package.part(&parts.endnotes)?.unwrap_or_default();
    let counted = properties::counted(&mut package)?;
    let paged = counted.pages == Some(rendered_pages(&text));
    let mut body = Body::new(&styles, numbering, reading.revisions, package.limits(), text.len(), paged);
    let base = package.place(&parts.document, &text);
    body.document(&mut Xml::new(&text, &parts.document, base))?;
    for (name, text, element) in [(&parts.footnotes, &footnotes, "footnote"), (&parts.endnotes, &endnotes, "endnote")] {
        if body.has_notes(element) && !text.is_empty() {
            let base = package.place(name, text);
            body.notes(&mut Xml::new(text, name, base), element)?;
        }
    }
    let mut fields = properties::read(&mut package)?;
    let header = marks::read(&mut package, &parts, body.headers(), &mut fields)?;
    let header = header.filter(|_| fields.iter().all(|field| field.name != "title"));
    fields.extend(header.clone());
    let unread = body.unread();
    let (mut document, changes) = body.finish(fields);
    if document.pages.len() == 1 && !counted.is_of(document.text.as_str()) {
        document.pages.clear();
    }
    if document.title.is_some() {
        document.metadata.retain(|field| Some(field) != header.as_ref());
    }
    document.notes.extend(unread.clone());
    document.doubt = unread;
    if document.text.is_empty() && changes == 0 {
        document.notes.push("the document holds no words; what it shows may be a picture".to_owned());
    }
    if changes > 0 {
        let (how, many) = match (reading.revisions, changes) {
            (Revisions::Accepted, 1) => ("accepted", "1 tracked change".to_owned()),
            (Revisions::Accepted, _) => ("accepted", format!("{changes} tracked changes")),
            (Revisions::Original, 1) => ("not made", "1 tracked change".to_owned()),
            (Revisions::Original, _) => ("not made", format!("{changes} tracked changes")),
        };
        document.notes.push(format!("{many} read as {how}"));
    }
    document.parts = package.into_parts();
    Ok(document)
}

/// The name of the main part of a Word document; refuses a package that is none.
pub(crate) fn document_part(package: &mut Package) -> Result<String, Diagnostic> {
    Ok(Parts::find(package)?.document)
}

/// Pages that Word laid out when it last saved the file, by the breaks that it left in the text.
fn rendered_pages(text: &str) -> u32 {
    memchr::memmem::find_iter(text.as_bytes(), b"<w:lastRenderedPageBreak").count() as u32 + 1
}
