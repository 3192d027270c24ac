use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::NsReader;

use crate::diagnostic::Diagnostic;
use crate::read::Space;

/// The XML of one part, event by event, each with its bytes, so that changes can be spliced in.
pub(in crate::annotate) struct Walk<'a> {
    reader: NsReader<&'a [u8]>,
    part: &'a str,
    /// Bytes of the mark in front of the XML.
    before: usize,
    depth: usize,
}

/// What stands at a place of a part: `start..end` are its bytes.
pub(in crate::annotate) struct Step<'a> {
    pub what: What<'a>,
    pub start: usize,
    pub end: usize,
    /// How many elements are open around it.
    pub depth: usize,
}

pub(in crate::annotate) enum What<'a> {
    /// The opening of an element; `empty` where it closes itself.
    Open { tag: Tag<'a>, empty: bool },
    /// The end of the element that was open.
    Close,
    /// Words.
    Words(Cow<'a, str>),
    /// Comments, declarations.
    Other,
}

/// The name and attributes of an element.
pub(in crate::annotate) struct Tag<'a> {
    space: Space,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// Its name without prefix, if it is one of Word's elements.
    pub(in crate::annotate) fn word(&self) -> Option<&str> {
        (self.space == Space::Word).then(|| self.local())
    }

    /// Its name without prefix.
    pub(in crate::annotate) fn local(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// What stands before its name, with the colon.
    pub(in crate::annotate) fn prefix(&self) -> String {
        let name = self.start.name().into_inner().to_owned();
        name.split_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"))
    }

    /// The value of the attribute of that name, whatever its prefix.
    pub(in crate::annotate) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        let found =
            attributes.with_checks(false).flatten().find(|found| found.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// The prefixes that it binds, with what to; the empty one too.
    pub(in crate::annotate) fn bindings(&self) -> Vec<(String, String)> {
        let mut attributes = self.start.attributes();
        let bindings = attributes.with_checks(false).flatten().filter_map(|found| {
            let key = found.key.into_inner();
            let prefix = key.strip_prefix("xmlns:").or((key == "xmlns").then_some(""))?;
            Some((prefix.to_owned(), found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()))
        });
        bindings.collect()
    }
}

impl<'a> Walk<'a> {
    /// Begins at the start of the part of that name.
    pub(in crate::annotate) fn new(text: &'a str, part: &'a str) -> Self {
        let xml = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = NsReader::from_str(xml);
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, part, before: text.len() - xml.len(), depth: 0 }
    }

    /// What comes next; none at the end.
    pub(in crate::annotate) fn step(&mut self) -> Result<Option<Step<'a>>, Diagnostic> {
        let start = self.at();
        let (space, event) = match self.reader.read_resolved_event() {
            Ok((name, event)) => (Space::of(&name), event),
            Err(error) => return Err(self.broken(&error.to_string())),
        };
        let depth = self.depth;
        let what = match event {
            Event::Start(start) => {
                self.depth += 1;
                What::Open { tag: Tag { space, start }, empty: false }
            }
            Event::Empty(start) => What::Open { tag: Tag { space, start }, empty: true },
            Event::End(_) => {
                self.depth = depth.saturating_sub(1);
                return Ok(Some(Step { what: What::Close, start, end: self.at(), depth: self.depth }));
            }
            Event::Text(text) => What::Words(text.into_inner()),
            Event::CData(text) => What::Words(text.into_inner()),
            Event::GeneralRef(reference) => What::Words(match reference.resolve_char_ref() {
                Ok(Some(character)) => character.to_string().into(),
                _ => match &*reference.borrow().into_inner() {
                    "amp" => "&".into(),
                    "lt" => "<".into(),
                    "gt" => ">".into(),
                    "quot" => "\"".into(),
                    "apos" => "'".into(),
                    name => format!("&{name};").into(),
                },
            }),
            Event::Eof if depth > 0 => return Err(self.broken("it ends too early")),
            Event::Eof => return Ok(None),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => What::Other,
        };
        Ok(Some(Step { what, start, end: self.at(), depth }))
    }

    fn at(&self) -> usize {
        self.before + self.reader.buffer_position() as usize
    }

    fn broken(&self, why: &str) -> Diagnostic {
        Diagnostic::error("broken-part", "the file is damaged: a part of it cannot be read")
            .note(format!("in detail: `{}` is no XML at byte {}: {why}", self.part, self.at()))
            .help("open it in Word and save it again, or ask for another copy")
    }
}
