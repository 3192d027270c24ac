use super::super::package::{Package, Xml, is_no_title};
use crate::diagnostic::Diagnostic;
use crate::document::Field;
use crate::source::Span;

/// Most fields that a document's own properties give.
const FIELDS: usize = 200;

/// The parts that hold properties, and the names that their elements have as fields.
const CORE: &str = "docProps/core.xml";
const CUSTOM: &str = "docProps/custom.xml";
const APP: &str = "docProps/app.xml";
const NAMES: [(&str, &str); 10] = [
    ("title", "title"),
    ("subject", "subject"),
    ("creator", "author"),
    ("category", "category"),
    ("keywords", "keywords"),
    ("description", "description"),
    ("version", "version"),
    ("contentStatus", "status"),
    ("created", "created"),
    ("modified", "modified"),
];

/// The properties of a document as fields: those that Word knows, then those that people add.
pub(super) fn read(package: &mut Package) -> Result<Vec<Field>, Diagnostic> {
    let mut fields = Vec::new();
    if let Some(text) = package.part(CORE)? {
        let base = package.place(CORE, &text);
        let mut xml = Xml::new(&text, CORE, base);
        while xml.child(0)?.is_some() {
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                let name = NAMES.iter().find(|(element, _)| *element == tag.name()).map(|(_, name)| *name);
                if let Some(name) = name {
                    take(&mut fields, name, &mut xml)?;
                }
            }
        }
    }
    if let Some(text) = package.part(CUSTOM)? {
        let base = package.place(CUSTOM, &text);
        let mut xml = Xml::new(&text, CUSTOM, base);
        while xml.child(0)?.is_some() {
            let depth = xml.depth();
            while let Some(tag) = xml.child(depth)? {
                let name = tag.get("name").unwrap_or_default().trim().to_lowercase();
                // Programs keep their own notes under names of their own: `_dlc_DocId`, `MSIP_Label_…`.
                if !name.is_empty() && !name.starts_with('_') && !name.starts_with("msip_") {
                    take(&mut fields, &name, &mut xml)?;
                }
            }
        }
    }
    Ok(fields)
}

/// Adds the words of an element that was entered, if they say something.
fn take(fields: &mut Vec<Field>, name: &str, xml: &mut Xml) -> Result<(), Diagnostic> {
    let start = xml.at();
    let depth = xml.depth();
    let words = xml.words(depth)?;
    let value: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let says_nothing = value.is_empty() || (name == "title" && is_no_title(&value));
    if !says_nothing && fields.len() < FIELDS {
        fields.push(Field { name: name.to_owned(), value, origin: Span::new(start, xml.at()) });
    }
    Ok(())
}

/// The number of pages that Word counted when it saved the file.
pub(super) fn pages(package: &mut Package) -> Result<Option<u32>, Diagnostic> {
    let Some(text) = package.part(APP)? else { return Ok(None) };
    let mut xml = Xml::new(&text, APP, 0);
    let mut pages = None;
    while xml.child(0)?.is_some() {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if tag.name() == "Pages" {
                let depth = xml.depth();
                pages = xml.words(depth)?.trim().parse().ok();
            }
        }
    }
    Ok(pages)
}
