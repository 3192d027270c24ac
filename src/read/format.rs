use std::borrow::Cow;

use super::guard::worded;
use super::{Reading, decode, docx, html, legacy, markdown, odt, pdf, plain};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::source::Coding;

/// A format of documents that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Markdown: what is read where nothing says otherwise.
    #[default]
    Markdown,
    /// Plain text.
    Plain,
    /// HTML, as pages on the web and exported ones are.
    Html,
    /// PDF.
    Pdf,
    /// Word documents since 2007.
    Docx,
    /// OpenDocument texts.
    Odt,
    /// Word documents before, and RTF: refused, with what to do.
    Doc,
}

/// What the archive of an OpenDocument text opens with, behind the head of its first entry (OpenDocument 1.3 part 2, 3.3).
const OPEN_DOCUMENT: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.text";

impl Format {
    /// All formats.
    pub const ALL: [Self; 7] = [Self::Markdown, Self::Plain, Self::Html, Self::Pdf, Self::Docx, Self::Odt, Self::Doc];

    /// The name of the format in outputs for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Plain => "text",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Doc => "doc",
        }
    }

    /// The name of the format for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Plain => "plain text",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Docx => "Word",
            Self::Odt => "OpenDocument",
            Self::Doc => "old Word",
        }
    }

    /// How the names of its files end, without the dot.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Markdown => &["md", "markdown"],
            Self::Plain => &["txt", "text"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx", "docm", "dotx", "dotm"],
            Self::Odt => &["odt", "ott"],
            Self::Doc => &["doc", "dot", "rtf"],
        }
    }

    /// The format of a file that is called `name`.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (_, ending) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|format| format.endings().iter().any(|known| known.eq_ignore_ascii_case(ending)))
    }

    /// The format of a file: by its first bytes where they tell, as people give files wrong endings, else by its name;
    /// Markdown where neither does.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let named = Self::of_name(name);
        match bytes {
            [b'P', b'K', 3, 4, ..] if bytes.get(30..).is_some_and(|rest| rest.starts_with(OPEN_DOCUMENT)) => Self::Odt,
            [b'P', b'K', 3, 4, ..] if memchr::memmem::find(bytes, b"word/").is_some() => Self::Docx,
            [b'%', b'P', b'D', b'F', b'-', ..] => Self::Pdf,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Self::Doc,
            [b'{', b'\\', b'r', b't', b'f', ..] if named.is_some_and(|format| !format.is_text()) => Self::Doc,
            _ if named.is_some_and(Self::is_office) && opens_html(bytes) => Self::Html,
            _ => named.unwrap_or_default(),
        }
    }

    /// Whether its files are made by word processors, which write pages of HTML under such names too.
    fn is_office(self) -> bool {
        matches!(self, Self::Docx | Self::Odt | Self::Doc)
    }

    /// Whether people read the bytes of its files as text.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Markdown | Self::Plain)
    }

    /// The formats with the endings of their files, as a sentence lists them.
    pub fn list() -> String {
        let formats = Self::ALL.into_iter().filter(|format| *format != Self::Doc).map(|format| {
            let endings: Vec<String> = format.endings().iter().map(|ending| format!("`.{ending}`")).collect();
            format!("{} ({})", format.title(), endings.join(", "))
        });
        formats.collect::<Vec<_>>().join(", ")
    }

    /// Reads a file of this format. One that people do not read as text, and that holds no word, is refused as `no-text`:
    /// rated, it would lack everything.
    pub fn read(self, bytes: &[u8], reading: Reading) -> Result<Document, Diagnostic> {
        match self {
            Self::Markdown => markdown::within(bytes, reading),
            Self::Plain => plain::within(bytes, reading),
            Self::Html => html::within(bytes, reading).and_then(worded),
            Self::Pdf => pdf::within(bytes, reading),
            Self::Docx => docx(bytes, reading).and_then(worded),
            Self::Odt => odt(bytes, reading).and_then(worded),
            Self::Doc => Err(legacy::refusal(bytes)),
        }
    }

    /// A file of this format as text to show, with the way back to its bytes; none where its bytes are no text that people
    /// read: of such a file the words are shown.
    pub fn shown(self, bytes: &[u8]) -> Option<(Cow<'_, str>, Coding)> {
        match self {
            Self::Html | Self::Pdf => None,
            Self::Markdown | Self::Plain => {
                let decoded = decode::decode(bytes);
                Some((decoded.text, decoded.coding))
            }
            Self::Docx | Self::Odt | Self::Doc => None,
        }
    }
}

/// Whether a file opens as a page of HTML does.
fn opens_html(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let opens = |tag: &[u8]| bytes.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    opens(b"<!doctype html") || opens(b"<html")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn names_tell_formats() {
        for (name, format) in [
            ("a.md", Some(Format::Markdown)),
            ("x/y.MARKDOWN", Some(Format::Markdown)),
            ("x.d/rfc.txt", Some(Format::Plain)),
            ("x\\notes.Text", Some(Format::Plain)),
            ("x.txt/README", None),
            ("-", None),
            ("x.HTM", Some(Format::Html)),
            ("x.pdf", Some(Format::Pdf)),
            ("a.docx", Some(Format::Docx)),
            ("a.DOC", Some(Format::Doc)),
            ("a.rtf", Some(Format::Doc)),
            ("a.xlsx", None),
        ] {
            assert_eq!(Format::of_name(name), format, "{name}");
        }
        let text = "Markdown (`.md`, `.markdown`), plain text (`.txt`, `.text`), HTML (`.html`, `.htm`, `.xhtml`), PDF (`.pdf`)";
        assert_eq!(
            Format::list(),
            format!("{text}, Word (`.docx`, `.docm`, `.dotx`, `.dotm`), OpenDocument (`.odt`, `.ott`)")
        );
    }

    #[test]
    fn bytes_tell_more_than_names() {
        let word = b"PK\x03\x04 word/document.xml";
        for (name, bytes, format) in [
            ("a.doc", &word[..], Format::Docx),
            ("-", word, Format::Docx),
            ("a.md", word, Format::Docx),
            ("a.docx", b"\xd0\xcf\x11\xe0\xa1", Format::Doc),
            ("a.docx", b"{\\rtf1", Format::Doc),
            ("a.rtf", b"{\\rtf1", Format::Doc),
            ("a.md", b"{\\rtf1", Format::Markdown),
            ("a.docx", b"text", Format::Docx),
            ("a.doc", b"\xef\xbb\xbf <HTML xmlns:o=\"x\">", Format::Html),
            ("a.md", b"<html>", Format::Markdown),
            ("a.md", b"PK\x03\x04 xl/workbook.xml", Format::Markdown),
            ("a", b"text", Format::Markdown),
        ] {
            assert_eq!(Format::of(name, bytes), format, "{name}");
        }
    }

    #[test]
    fn shows_any_bytes_at_their_places() {
        let bytes = b"one\xfftwo \xe2\x82 three";
        for format in [Format::Markdown, Format::Plain] {
            let (text, coding) = format.shown(bytes).unwrap_or_default();
            assert_eq!(text, "oneÿtwo â‚ three");
            let three = text.find("three").unwrap_or_default() as u32;
            assert_eq!(coding.file(Span::new(three, three + 5)), Span::new(11, 16));
        }
    }
}
