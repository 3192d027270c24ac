use super::super::package::{Node, Package, Space, Xml, is_no_title, state, title};
use super::STYLES;
use crate::diagnostic::Diagnostic;
use crate::document::Field;
use crate::source::Span;

const META: &str = "meta.xml";
/// Most fields that a document's own properties give, and lines of headers and footers read.
const FIELDS: usize = 200;
const LINES: usize = 48;
/// Bytes of a line kept.
const LONGEST: usize = 400;

/// The names that the elements of `meta.xml` have as fields.
const NAMES: [(&str, &str); 7] = [
    ("title", "title"),
    ("subject", "subject"),
    ("description", "description"),
    ("keyword", "keywords"),
    ("initial-creator", "author"),
    ("creation-date", "created"),
    ("date", "modified"),
];

/// What a document says of itself beside its words.
pub(super) struct Properties {
    /// Its properties and what its headers and footers say.
    pub fields: Vec<Field>,
    /// The title that stands in a header.
    pub header: Option<Field>,
    /// How many pages it had when it was saved.
    pub pages: Option<u32>,
}

/// Reads the properties, headers and footers of a document.
pub(super) fn read(package: &mut Package, styles: &str) -> Result<Properties, Diagnostic> {
    let (mut fields, mut pages) = (Vec::new(), None);
    if let Some(text) = package.part(META)? {
        let base = package.place(META, &text);
        let mut xml = Xml::new(&text, META, base);
        while xml.child(0)?.is_some() {
            let depth = xml.depth();
            while xml.child(depth)?.is_some() {
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    let known = NAMES.iter().find(|(element, _)| *element == tag.name()).map(|(_, name)| *name);
                    let name = match (known, tag.name()) {
                        (Some(name), _) => name.to_owned(),
                        (None, "user-defined") => tag.get("name").unwrap_or_default().trim().to_lowercase(),
                        (None, "document-statistic") => {
                            pages = tag.number("page-count");
                            continue;
                        }
                        (None, _) => continue,
                    };
                    let start = xml.at();
                    let depth = xml.depth();
                    let words = xml.words(depth)?;
                    let value = words.split_whitespace().collect::<Vec<_>>().join(" ");
                    let says_nothing = value.is_empty() || name.is_empty() || (name == "title" && is_no_title(&value));
                    if !says_nothing && fields.len() < FIELDS {
                        fields.push(Field { name, value, origin: Span::new(start, xml.at()) });
                    }
                }
            }
        }
    }
    let base = package.place(STYLES, styles);
    let header = margins(&mut Xml::new(styles, STYLES, base), &mut fields)?;
    Ok(Properties { fields, header, pages })
}

/// The headers and footers of the page styles; gives the title that stands in the first header that has one.
fn margins(xml: &mut Xml, fields: &mut Vec<Field>) -> Result<Option<Field>, Diagnostic> {
    let mut titled = None;
    while xml.child(0)?.is_some() {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if tag.key() != (Space::Office, "master-styles") {
                continue;
            }
            let depth = xml.depth();
            while xml.child(depth)?.is_some() {
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    let name = match tag.key() {
                        (Space::Style, "header" | "header-first" | "header-left") => "header",
                        (Space::Style, "footer" | "footer-first" | "footer-left") => "footer",
                        _ => continue,
                    };
                    let lines = lines(xml)?;
                    if name == "header" && titled.is_none() {
                        titled = title(&lines);
                    }
                    for (value, origin) in lines {
                        state(fields, name, value, origin);
                    }
                }
            }
        }
    }
    Ok(titled)
}

/// The paragraphs of a header or footer that was entered.
fn lines(xml: &mut Xml) -> Result<Vec<(String, Span)>, Diagnostic> {
    let mut lines: Vec<(String, Span)> = Vec::new();
    let mut entered = vec![xml.depth()];
    let mut line = String::new();
    let mut start = xml.at();
    while let Some(&depth) = entered.last() {
        match xml.node(depth)? {
            Some(Node::Element(tag)) => {
                match tag.key() {
                    (Space::Text, "p" | "h") => {
                        end(&mut lines, &mut line, start, xml.at());
                        start = xml.at();
                    }
                    (Space::Text, "tab" | "s" | "line-break") => line.push(' '),
                    _ => {}
                }
                entered.push(xml.depth());
            }
            Some(Node::Words(words, _)) if line.len() < LONGEST => line.push_str(&words),
            Some(Node::Whole(words, _)) if line.len() < LONGEST => line.push_str(&words),
            Some(_) => {}
            None => {
                entered.pop();
            }
        }
    }
    end(&mut lines, &mut line, start, xml.at());
    Ok(lines)
}

fn end(lines: &mut Vec<(String, Span)>, line: &mut String, start: u32, at: u32) {
    let words = std::mem::take(line).split_whitespace().collect::<Vec<_>>().join(" ");
    if words.contains(char::is_alphanumeric) && lines.len() < LINES {
        lines.push((words, Span::new(start, at)));
    }
}
