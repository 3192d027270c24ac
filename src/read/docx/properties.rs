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

/// What Word counted when it saved the file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counted {
    pub(super) pages: Option<u32>,
    words: Option<usize>,
}

impl Counted {
    /// Whether a document that was counted as a single page is one, so far as its words tell: programs that lay out no pages leave
    /// the counts of their own template. Word counts notes, numbers and boxes otherwise than they are read here.
    pub(super) fn is_of(self, words: &str) -> bool {
        let read = words.split_whitespace().count();
        self.words.is_some_and(|counted| counted <= read * 2 && read <= counted * 2)
    }
}

/// The numbers of pages and words that Word counted when it saved the file.
pub(super) fn counted(package: &mut Package) -> Result<Counted, Diagnostic> {
    let Some(text) = package.part(APP)? else { return Ok(Counted::default()) };
    let mut xml = Xml::new(&text, APP, 0);
    let mut counted = Counted::default();
    while xml.child(0)?.is_some() {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            let of_words = match tag.name() {
                "Pages" => false,
                "Words" => true,
                _ => continue,
            };
            let depth = xml.depth();
            let number = xml.words(depth)?;
            match of_words {
                true => counted.words = number.trim().parse().ok(),
                false => counted.pages = number.trim().parse().ok(),
            }
        }
    }
    Ok(counted)
}
