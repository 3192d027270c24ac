use super::super::super::package::{Space, Xml, unfilled};
use super::super::styles::is_on;
use super::Body;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The words of a content control that ask for what nobody has filled in, while they are read.
#[derive(Debug, Default)]
pub(super) struct Prompt {
    words: String,
    origin: Option<Span>,
}

/// What the properties of a content control say.
#[derive(Clone, Copy, Debug, Default)]
struct Control {
    /// It holds the table of contents.
    contents: bool,
    /// It shows what is to be filled in.
    unfilled: bool,
}

impl Prompt {
    pub(super) fn push(&mut self, words: &str, origin: Span) {
        self.words.push_str(words);
        let start = self.origin.map_or(origin.start, |all| all.start);
        self.origin = Some(Span::new(start, origin.end));
    }
}

impl<'a> Body<'a> {
    /// A content control, read by `inner`.
    pub(super) fn control(
        &mut self,
        xml: &mut Xml<'a>,
        mut inner: impl FnMut(&mut Self, &mut Xml<'a>) -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let mut control = Control::default();
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Word, "sdtPr") => control = properties(xml)?,
                (Space::Word, "sdtContent") => {
                    let asks = control.unfilled && self.prompt.is_none();
                    if asks {
                        self.prompt = Some(Prompt::default());
                    }
                    self.contents += usize::from(control.contents);
                    inner(self, xml)?;
                    self.contents -= usize::from(control.contents);
                    if asks {
                        self.end_prompt();
                        self.prompt = None;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Says that what was asked for is not filled in: where a paragraph or the control ends.
    pub(super) fn end_prompt(&mut self) {
        let Some(prompt) = self.prompt.as_mut().map(std::mem::take) else { return };
        if let Some(origin) = prompt.origin {
            self.out.whole(&unfilled(&prompt.words), origin);
            self.tables.note_words(&prompt.words, false);
        }
    }
}

/// The properties of a content control, which were entered.
fn properties(xml: &mut Xml) -> Result<Control, Diagnostic> {
    let mut control = Control::default();
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        match tag.key() {
            (Space::Word, "showingPlcHdr") => control.unfilled = is_on(&tag),
            (Space::Word, "docPartObj") => {
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    control.contents |=
                        tag.name() == "docPartGallery" && tag.get("val").is_some_and(|of| of == "Table of Contents");
                }
            }
            _ => {}
        }
    }
    Ok(control)
}
