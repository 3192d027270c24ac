use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{QName, ResolveResult};
use quick_xml::reader::NsReader;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Most elements in each other.
const DEEPEST: usize = 256;

/// What an element's name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// WordprocessingML, transitional or strict.
    Word,
    /// Formulas in Word documents.
    Math,
    /// What a program that does not know the latest elements reads in their place.
    Compatibility,
    /// Old drawings in Word documents.
    Vml,
    /// OpenDocument: the document's frame.
    Office,
    /// OpenDocument: paragraphs and what stands in them.
    Text,
    /// OpenDocument: tables.
    Table,
    /// OpenDocument: frames.
    Draw,
    /// OpenDocument: styles.
    Style,
    /// Anything else.
    Other,
}

impl Space {
    /// The space of a namespace, from ECMA-376 (parts 1 and 4) and OpenDocument 1.3 (part 3).
    pub(crate) fn of(name: &ResolveResult) -> Self {
        let ResolveResult::Bound(namespace) = name else { return Self::Other };
        match namespace.as_ref() {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "urn:schemas-microsoft-com:vml" => Self::Vml,
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => Self::Office,
            "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Self::Text,
            "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Self::Table,
            "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => Self::Draw,
            "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Self::Style,
            _ => Self::Other,
        }
    }
}

/// The opening of an element.
#[derive(Clone, Debug)]
pub(in crate::read) struct Tag<'a> {
    /// What its name belongs to.
    pub space: Space,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// Its name without prefix.
    pub(in crate::read) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Its space and name, to be told apart by.
    pub(in crate::read) fn key(&self) -> (Space, &str) {
        (self.space, self.name())
    }

    /// The value of the attribute of that name, whatever its prefix.
    pub(in crate::read) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        let found =
            attributes.with_checks(false).flatten().find(|found| found.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// A number in an attribute.
    pub(in crate::read) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name)?.trim().parse().ok()
    }
}

/// What stands in an element.
#[derive(Debug)]
pub(in crate::read) enum Node<'a> {
    /// An element, of which what is not read is skipped.
    Element(Tag<'a>),
    /// Words that stand byte for byte at that place.
    Words(Cow<'a, str>, u32),
    /// A character that came as a whole from there.
    Whole(String, Span),
}

/// The XML of one part, read element by element. A clone reads on from the same place.
#[derive(Clone)]
pub(in crate::read) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    part: &'a str,
    base: u32,
    depth: usize,
    ended: bool,
}

enum Step<'a> {
    Open(Tag<'a>),
    Words(Cow<'a, str>, u32),
    Whole(String, Span),
    Other,
}

impl<'a> Xml<'a> {
    /// The XML of the part called `part`, whose bytes begin at `base` among those of all parts.
    pub(in crate::read) fn new(text: &'a str, part: &'a str, base: u32) -> Self {
        let mut reader = NsReader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        let base = base + if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { reader, part, base, depth: 0, ended: false }
    }

    /// How many elements are open: what [`Self::child`] is asked with once an element was entered.
    pub(in crate::read) fn depth(&self) -> usize {
        self.depth
    }

    /// The byte, among those of all parts, up to which was read.
    pub(in crate::read) fn at(&self) -> u32 {
        self.base.saturating_add(self.reader.buffer_position() as u32)
    }

    /// The next element in the one that was entered at `depth`, what is left of the one before skipped; none at its end.
    pub(in crate::read) fn child(&mut self, depth: usize) -> Result<Option<Tag<'a>>, Diagnostic> {
        loop {
            match self.node(depth)? {
                Some(Node::Element(tag)) => return Ok(Some(tag)),
                Some(_) => {}
                None => return Ok(None),
            }
        }
    }

    /// The next element or words in the element that was entered at `depth`; none at its end.
    pub(in crate::read) fn node(&mut self, depth: usize) -> Result<Option<Node<'a>>, Diagnostic> {
        while self.depth > depth && !self.ended {
            self.step()?;
        }
        loop {
            if self.depth < depth || self.ended {
                return Ok(None);
            }
            match self.step()? {
                Step::Open(tag) => return Ok(Some(Node::Element(tag))),
                Step::Words(words, at) => return Ok(Some(Node::Words(words, at))),
                Step::Whole(words, origin) => return Ok(Some(Node::Whole(words, origin))),
                Step::Other => {}
            }
        }
    }

    /// Enters the one of several ways to say the same that is read: the first whose namespaces are known, else what stands for those
    /// who know none. Asked in `mc:AlternateContent`; none may be there.
    pub(in crate::read) fn way(&mut self) -> Result<bool, Diagnostic> {
        let depth = self.depth;
        while let Some(tag) = self.child(depth)? {
            match tag.key() {
                (Space::Compatibility, "Fallback") => return Ok(true),
                (Space::Compatibility, "Choice") if self.knows(&tag.get("Requires").unwrap_or_default()) => {
                    return Ok(true);
                }
                _ => {}
            }
        }
        Ok(false)
    }

    /// Whether the namespaces of these prefixes are of the standard or of those that Word itself added to it.
    fn knows(&self, prefixes: &str) -> bool {
        const KNOWN: [&str; 3] = [
            "http://schemas.openxmlformats.org/",
            "http://schemas.microsoft.com/office/",
            "http://purl.oclc.org/ooxml/",
        ];
        prefixes.split_whitespace().all(|prefix| {
            let name = format!("{prefix}:x");
            match self.reader.resolver().resolve_element(QName(&name)).0 {
                ResolveResult::Bound(to) => KNOWN.iter().any(|known| to.as_ref().starts_with(known)),
                _ => false,
            }
        })
    }

    /// All words of the element that was entered at `depth`, those of elements in it too.
    pub(in crate::read) fn words(&mut self, depth: usize) -> Result<String, Diagnostic> {
        let mut all = String::new();
        while self.depth >= depth && !self.ended {
            match self.step()? {
                Step::Words(words, _) => all.push_str(&words),
                Step::Whole(words, _) => all.push_str(&words),
                Step::Open(_) | Step::Other => {}
            }
        }
        Ok(all)
    }

    fn step(&mut self) -> Result<Step<'a>, Diagnostic> {
        let from = self.at();
        let (space, event) = match self.reader.read_resolved_event() {
            Ok((name, event)) => (Space::of(&name), event),
            Err(error) => return Err(self.broken(&error.to_string())),
        };
        Ok(match event {
            Event::Start(start) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(Diagnostic::error(
                        "too-deep",
                        format!("the part `{}` has more than {DEEPEST} elements in each other", self.part),
                    )
                    .help("no program writes such a document; ask for another copy"));
                }
                Step::Open(Tag { space, start })
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Step::Other
            }
            Event::Text(text) => Step::Words(text.into_inner(), from),
            Event::CData(text) => Step::Words(text.into_inner(), from + CDATA),
            Event::GeneralRef(reference) => {
                let name = reference.borrow().into_inner().into_owned();
                let shown = match reference.resolve_char_ref() {
                    Ok(Some(character)) => character.to_string(),
                    _ => match &*name {
                        "amp" => "&".to_owned(),
                        "lt" => "<".to_owned(),
                        "gt" => ">".to_owned(),
                        "quot" => "\"".to_owned(),
                        "apos" => "'".to_owned(),
                        // Entities that the file declares are not followed: documents have none.
                        _ => format!("&{name};"),
                    },
                };
                Step::Whole(shown, Span::new(from, self.at()))
            }
            Event::Eof if self.depth > 0 => return Err(self.broken("it ends too early")),
            Event::Eof => {
                self.ended = true;
                Step::Other
            }
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Step::Other,
        })
    }

    fn broken(&self, why: &str) -> Diagnostic {
        let at = self.reader.error_position();
        Diagnostic::error("broken-part", "the file is damaged: a part of it cannot be read")
            .note(format!("in detail: `{}` is no XML at byte {at}: {why}", self.part))
            .help("open it in Word, or the program that made it, and save it again; or ask for another copy")
    }
}

/// Bytes of `<![CDATA[`.
const CDATA: u32 = 9;
