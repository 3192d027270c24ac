//! OpenDocument texts (ODT, by OpenDocument 1.3): what LibreOffice shows, with the numbers that it computes, tracked changes as
//! accepted or as they were before.

mod body;
mod lists;
mod properties;
mod styles;
#[cfg(test)]
mod tests;

use super::package::{Package, Xml, encrypted};
use super::reading::{Reading, Revisions};
use crate::diagnostic::Diagnostic;
use crate::document::Document;

use body::Body;
use lists::Lists;
use properties::Properties;
use styles::Styles;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// Reads an OpenDocument text.
///
/// Errors are diagnostics without place, as no person reads the bytes of such a file: `not-an-odt`, `encrypted`, `broken-archive`,
/// `broken-part`, `too-large`, `too-deep`. Origins count the bytes of the parts in [`Document::parts`], as unpacked.
pub fn odt(bytes: &[u8], reading: Reading) -> Result<Document, Diagnostic> {
    let mut package = Package::open(bytes, reading)?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains(":encryption-data") || package.has("encrypted-package") {
        return Err(encrypted());
    }
    let Some(text) = package.part(CONTENT)? else { return Err(not_an_odt("this is another archive")) };
    let common = package.part(STYLES)?.unwrap_or_default();
    let (mut styles, mut lists) = (Styles::default(), Lists::default());
    for (text, part) in [(&common, STYLES), (&text, CONTENT)] {
        styles::read(text, part, &mut styles, &mut lists)?;
    }
    styles.resolve();
    let Properties { mut fields, header, pages } = properties::read(&mut package, &common)?;
    let header = header.filter(|_| fields.iter().all(|field| field.name != "title"));
    fields.extend(header.clone());
    let breaks = memchr::memmem::find_iter(text.as_bytes(), b"<text:soft-page-break").count() as u32;
    let paged = pages.is_some_and(|pages| pages == breaks + 1);
    let mut body = Body::new(&styles, lists, reading.revisions, package.limits(), text.len(), paged);
    let base = package.place(CONTENT, &text);
    body.document(&mut Xml::new(&text, CONTENT, base))?;
    let (mut document, changes) = body.finish(fields);
    if document.title.is_some() {
        document.metadata.retain(|field| Some(field) != header.as_ref());
    }
    if changes > 0 {
        let how = if reading.revisions == Revisions::Accepted { "accepted" } else { "not made" };
        let many = if changes == 1 { "1 tracked change".to_owned() } else { format!("{changes} tracked changes") };
        document.notes.push(format!("{many} read as {how}"));
    }
    if document.text.is_empty() && changes == 0 {
        document.notes.push("the document holds no words; what it shows may be a picture".to_owned());
    }
    document.parts = package.into_parts();
    Ok(document)
}

/// A package that is no text.
fn not_an_odt(what: &str) -> Diagnostic {
    Diagnostic::error("not-an-odt", format!("{what}, not an OpenDocument text"))
        .help("save the text as an OpenDocument text (.odt), or give the file the ending that fits what it is")
}
