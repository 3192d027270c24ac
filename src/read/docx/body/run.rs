use super::super::super::package::{Look, Node, Space, Tag, Xml};
use super::Body;
use super::paragraph::Paragraph;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

impl<'a> Body<'a> {
    /// A run that was entered: words that look alike.
    pub(super) fn run(&mut self, xml: &mut Xml<'a>, paragraph: &mut Paragraph) -> Result<(), Diagnostic> {
        let mut look = paragraph.look;
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Word, "rPr") => look = self.look(xml, paragraph.look)?,
                (Space::Compatibility, "AlternateContent") if xml.way()? => {
                    let depth = xml.depth();
                    while let Some(tag) = xml.child(depth)? {
                        self.in_run(xml, &tag, paragraph, look)?;
                    }
                }
                _ => self.in_run(xml, &tag, paragraph, look)?,
            }
        }
        Ok(())
    }

    /// How the words of a run look whose properties were entered.
    fn look(&self, xml: &mut Xml<'a>, around: Look) -> Result<Look, Diagnostic> {
        let (style, own) = self.own_look(xml)?;
        Ok(around.under(style).under(own))
    }

    /// How the style of a run looks, and what it says itself; before they were changed, where that is what is read.
    fn own_look(&self, xml: &mut Xml<'a>) -> Result<(Look, Look), Diagnostic> {
        let (mut style, mut own) = (Look::default(), Look::default());
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Word, "rStyle") => {
                    let named = tag.get("val").and_then(|id| self.styles.get(&id));
                    style = named.map_or(style, |style| style.look);
                }
                (Space::Word, "rPrChange") if self.reads_deleted() => {
                    let depth = xml.depth();
                    while let Some(tag) = xml.child(depth)? {
                        if tag.key() == (Space::Word, "rPr") {
                            (style, own) = self.own_look(xml)?;
                        }
                    }
                }
                _ => own.take(&tag),
            }
        }
        Ok((style, own))
    }

    fn in_run(
        &mut self,
        xml: &mut Xml<'a>,
        tag: &Tag<'a>,
        paragraph: &mut Paragraph,
        look: Look,
    ) -> Result<(), Diagnostic> {
        let (space, name) = tag.key();
        if !matches!(space, Space::Word) {
            return Ok(());
        }
        let shown = look.is_read() && self.fields.shows();
        let here = Span::new(xml.at(), xml.at());
        match name {
            "t" if shown => self.words(xml, paragraph, look)?,
            "delText" if shown && self.reads_deleted() => self.words(xml, paragraph, look)?,
            "fldChar" => self.fields.mark(&tag.get("fldCharType").unwrap_or_default()),
            "instrText" => {
                let depth = xml.depth();
                let code = xml.words(depth)?;
                self.fields.code(&code);
            }
            "drawing" | "pict" | "object" if look.hidden != Some(true) => self.find_boxes(xml)?,
            "footnoteReference" | "endnoteReference" if shown => {
                self.point(name, tag, true);
            }
            "lastRenderedPageBreak" if self.paged && self.boxed == 0 => self.out.open_page(),
            "tab" | "ptab" if shown && paragraph_has_words(self) => self.out.whole(" ", here),
            "br" | "cr" if shown && paragraph_has_words(self) => self.out.line_end(here, true),
            "noBreakHyphen" if shown => {
                self.begin(paragraph);
                self.out.whole("-", here);
            }
            "sym" if shown => {
                self.begin(paragraph);
                self.out.whole(symbol(tag), here);
            }
            "ruby" if shown => self.ruby(xml, paragraph)?,
            _ => {}
        }
        Ok(())
    }

    /// The words of an element that was entered.
    fn words(&mut self, xml: &mut Xml<'a>, paragraph: &mut Paragraph, look: Look) -> Result<(), Diagnostic> {
        let strong = look.is_strong(self.styles.size());
        let depth = xml.depth();
        while let Some(node) = xml.node(depth)? {
            match node {
                Node::Element(_) => {}
                Node::Words(words, at) if self.prompt.is_some() => {
                    self.ask(paragraph, strong, &words, Span::new(at, at + words.len() as u32));
                }
                Node::Whole(words, origin) if self.prompt.is_some() => self.ask(paragraph, strong, &words, origin),
                Node::Words(words, at) => {
                    self.set_apart(paragraph, strong);
                    self.out.words(&words, at);
                    self.tables.note_words(&words, strong);
                }
                Node::Whole(words, origin) => {
                    self.set_apart(paragraph, strong);
                    self.out.whole(&words, origin);
                    self.tables.note_words(&words, strong);
                }
            }
        }
        Ok(())
    }

    /// Words that ask for what is to be filled in.
    fn ask(&mut self, paragraph: &mut Paragraph, strong: bool, words: &str, origin: Span) {
        self.set_apart(paragraph, strong);
        if let Some(prompt) = &mut self.prompt {
            prompt.push(words, origin);
        }
    }

    fn set_apart(&mut self, paragraph: &mut Paragraph, strong: bool) {
        self.begin(paragraph);
        if paragraph.strong != strong {
            paragraph.strong = strong;
            self.out.bold(strong);
        }
    }

    /// Keeps the text boxes of a drawing for when the paragraph has ended.
    fn find_boxes(&mut self, xml: &mut Xml<'a>) -> Result<(), Diagnostic> {
        let mut entered = vec![xml.depth()];
        while let Some(&inside) = entered.last() {
            match xml.child(inside)? {
                Some(tag) if tag.key() == (Space::Word, "txbxContent") => self.boxes.push(xml.clone()),
                Some(tag) if tag.key() != (Space::Compatibility, "AlternateContent") || xml.way()? => {
                    entered.push(xml.depth());
                }
                Some(_) => {}
                None => {
                    entered.pop();
                }
            }
        }
        Ok(())
    }

    /// Words with a reading over them, of which the words are read.
    fn ruby(&mut self, xml: &mut Xml<'a>, paragraph: &mut Paragraph) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if tag.key() == (Space::Word, "rubyBase") {
                self.inlines(xml, paragraph)?;
            }
        }
        Ok(())
    }
}

/// Spaces and line ends before the first words of a block are nothing.
fn paragraph_has_words(body: &Body) -> bool {
    body.out.is_open()
}

/// A sign of a symbol font: boxes to tick as such, others as a bullet.
fn symbol(tag: &Tag) -> &'static str {
    let code = tag.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or(0) & 0xff;
    match code {
        0xfe | 0xfd | 0x52 | 0x54 => "☑",
        0xa8 | 0x6f | 0x72 | 0xa3 => "☐",
        _ => "•",
    }
}
