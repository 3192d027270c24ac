use super::super::super::package::{Look, Node, Space, Tag, Xml};
use super::super::super::reading::Revisions;
use super::super::styles::Setting;
use super::{BOXES, Body, Change, Title, field};
use crate::diagnostic::Diagnostic;
use crate::document::Shape;

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    style: Option<String>,
    setting: Setting,
    /// How its words look before runs say otherwise.
    pub look: Look,
    /// Its mark is taken out by a tracked change, or hidden: it goes on in the next paragraph.
    mark: Mark,
    /// Whether its block was opened.
    begun: bool,
    /// Whether its words are set apart at this point.
    pub strong: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mark {
    #[default]
    There,
    Gone,
    Hidden,
}

impl<'a> Body<'a> {
    /// A paragraph that was entered.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'a>) -> Result<(), Diagnostic> {
        let mut paragraph = Paragraph::default();
        let plain = self.styles.paragraph(None);
        (paragraph.look, paragraph.setting) = (plain.look, plain.setting.clone());
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Word, "pPr") => self.properties(xml, &mut paragraph)?,
                _ => self.inline(xml, &tag, &mut paragraph)?,
            }
        }
        self.end_paragraph(xml, &paragraph)
    }

    fn properties(&mut self, xml: &mut Xml<'a>, paragraph: &mut Paragraph) -> Result<(), Diagnostic> {
        let mut own = Setting::default();
        self.own_properties(xml, paragraph, &mut own)?;
        if own.is_listed_anew && self.reads_deleted() {
            (own.list, own.level) = (None, None);
        }
        let listed = own.list.is_some() || own.level.is_some();
        let setting = &mut paragraph.setting;
        if listed {
            setting.level = own.level.or(if own.list.is_some() { None } else { setting.level });
            setting.list = own.list.or(setting.list.take());
            // A list sets its items in; what the style says of a paragraph outside lists does not count then.
            setting.indent = own.indent;
        } else {
            setting.indent = own.indent.or(setting.indent);
        }
        setting.outline = own.outline.or(setting.outline);
        Ok(())
    }

    /// The style of a paragraph and what it says itself; before they were changed, where that is what is read.
    fn own_properties(
        &mut self,
        xml: &mut Xml<'a>,
        paragraph: &mut Paragraph,
        own: &mut Setting,
    ) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Word, "pStyle") => {
                    paragraph.style = tag.get("val").map(|style| style.into_owned());
                    let style = self.styles.paragraph(paragraph.style.as_deref());
                    (paragraph.look, paragraph.setting) = (style.look, style.setting.clone());
                }
                (Space::Word, "rPr") => self.mark(xml, paragraph)?,
                (Space::Word, "sectPr") => self.pages(xml)?,
                (Space::Word, "pPrChange") if self.reads_deleted() => {
                    let plain = self.styles.paragraph(None);
                    (paragraph.look, paragraph.setting) = (plain.look, plain.setting.clone());
                    (paragraph.style, *own) = (None, Setting::default());
                    let depth = xml.depth();
                    while let Some(tag) = xml.child(depth)? {
                        if tag.key() == (Space::Word, "pPr") {
                            self.own_properties(xml, paragraph, own)?;
                        }
                    }
                }
                _ => own.take(&tag, xml)?,
            }
        }
        Ok(())
    }

    /// The properties of the paragraph's mark.
    fn mark(&mut self, xml: &mut Xml<'a>, paragraph: &mut Paragraph) -> Result<(), Diagnostic> {
        let mut look = Look::default();
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.key() {
                (Space::Word, name @ ("ins" | "del" | "moveFrom" | "moveTo")) => {
                    if matches!(self.change(name), Change::Hidden) {
                        paragraph.mark = Mark::Gone;
                    }
                }
                _ => look.take(&tag),
            }
        }
        if look.hidden == Some(true) && paragraph.mark == Mark::There {
            paragraph.mark = Mark::Hidden;
        }
        Ok(())
    }

    /// What stands in a paragraph, or in an element in it.
    pub(super) fn inlines(&mut self, xml: &mut Xml<'a>, paragraph: &mut Paragraph) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            self.inline(xml, &tag, paragraph)?;
        }
        Ok(())
    }

    fn inline(&mut self, xml: &mut Xml<'a>, tag: &Tag<'a>, paragraph: &mut Paragraph) -> Result<(), Diagnostic> {
        match tag.key() {
            (Space::Word, "r") => self.run(xml, paragraph),
            (Space::Word, "ins" | "del" | "moveFrom" | "moveTo") => {
                self.changed(xml, tag, |body, xml| body.inlines(xml, paragraph))
            }
            (Space::Word, "subDoc") => {
                self.taken_in += 1;
                Ok(())
            }
            (Space::Word, "hyperlink") => {
                let inside = tag.get("anchor").is_some() && tag.get("id").is_none();
                if inside {
                    self.out.anchor(true);
                }
                self.inlines(xml, paragraph)?;
                if inside {
                    self.out.anchor(false);
                }
                Ok(())
            }
            (Space::Word, "fldSimple") => {
                let contents = tag.get("instr").is_some_and(|code| field::is_contents(&code));
                self.contents += usize::from(contents);
                self.inlines(xml, paragraph)?;
                self.contents -= usize::from(contents);
                Ok(())
            }
            (Space::Word, "sdt") => self.control(xml, |body, xml| body.inlines(xml, paragraph)),
            (Space::Word, "smartTag" | "customXml" | "dir" | "bdo") => self.inlines(xml, paragraph),
            (Space::Math, "oMath" | "oMathPara") => self.formula(xml, paragraph),
            (Space::Compatibility, "AlternateContent") if xml.way()? => self.inlines(xml, paragraph),
            _ => Ok(()),
        }
    }

    /// The letters and figures of a formula, one behind another.
    fn formula(&mut self, xml: &mut Xml<'a>, paragraph: &mut Paragraph) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        let mut entered = vec![depth];
        while let Some(&inside) = entered.last() {
            match xml.node(inside)? {
                Some(Node::Element(_)) => entered.push(xml.depth()),
                Some(Node::Words(words, at)) if !words.trim().is_empty() => {
                    self.begin(paragraph);
                    self.out.words(&words, at);
                }
                Some(Node::Whole(words, origin)) => {
                    self.begin(paragraph);
                    self.out.whole(&words, origin);
                }
                Some(Node::Words(..)) => {}
                None => {
                    entered.pop();
                }
            }
        }
        Ok(())
    }

    /// Opens the paragraph's block before its first words.
    pub(super) fn begin(&mut self, paragraph: &mut Paragraph) {
        if std::mem::replace(&mut paragraph.begun, true) {
            return;
        }
        if std::mem::take(&mut self.joins) {
            return;
        }
        if self.tables.in_cell() {
            let label = self.count(paragraph);
            self.out.open_block(Shape::Paragraph);
            if let Some(number) = label.and_then(|(_, _, label)| label.number) {
                self.tables.number(&mut self.out, &number);
            }
            return;
        }
        if self.in_note {
            return self.out.open_block(Shape::Note);
        }
        let style = self.styles.paragraph(paragraph.style.as_deref());
        let name = &*style.name;
        if self.contents > 0 || self.fields.in_contents() || name.strip_prefix("toc ").is_some_and(|of| of != "heading")
        {
            self.end_lists();
            return self.out.open_block(Shape::Contents);
        }
        if name == "title" && self.title != Title::Closed {
            if self.title == Title::Open && self.out.is_open() {
                return self.out.line_end(crate::source::Span::default(), true);
            }
            self.end_lists();
            self.title = Title::Open;
            return self.out.open_block(Shape::Title);
        }
        self.close_title();
        let label = self.count(paragraph);
        if name == "source code" || name == "html preformatted" {
            self.end_lists();
            return self.out.open_block(Shape::Furniture);
        }
        let level = match name {
            "title" => Some(0),
            _ => heading(name).or(paragraph.setting.outline.filter(|&level| level < 9)),
        };
        let number = label.as_ref().and_then(|(_, _, label)| label.number.clone());
        match (level, label) {
            (Some(level), _) => {
                self.end_lists();
                self.out.open_block(Shape::Heading(level + 1));
            }
            (None, Some((scheme, level, label))) if label.shown && !label.clause => {
                self.open_item(&scheme, level, &label, paragraph.setting.indent);
                self.out.open_block(Shape::Paragraph);
            }
            (None, Some((_, _, label))) if label.shown => {
                self.end_lists();
                self.out.open_block(Shape::Paragraph);
            }
            (None, Some((_, _, label))) => {
                self.go_on(paragraph.setting.indent.unwrap_or(label.indent));
                self.out.open_block(Shape::Paragraph);
            }
            (None, None) => {
                self.go_on(paragraph.setting.indent.unwrap_or(0));
                self.out.open_block(Shape::Paragraph);
            }
        }
        if let Some(number) = number {
            self.out.number(&number);
        }
    }

    /// Counts the paragraph in its list: its scheme, level and label.
    fn count(&mut self, paragraph: &Paragraph) -> Option<(String, u8, super::super::numbering::Label)> {
        let setting = &paragraph.setting;
        let list = setting.list.as_deref().filter(|&list| list != "0")?;
        let named = || self.numbering.level_of(list, paragraph.style.as_deref()?);
        let level = setting.level.or_else(named).unwrap_or(0);
        let scheme = self.numbering.scheme(list)?.to_owned();
        let label = self.numbering.count(list, level)?;
        Some((scheme, level, label))
    }

    /// Ends the title, which further paragraphs of its style may have gone on.
    pub(super) fn close_title(&mut self) {
        if self.title == Title::Open {
            self.title = Title::Closed;
            self.out.close_block();
        }
    }

    fn end_paragraph(&mut self, xml: &Xml<'a>, paragraph: &Paragraph) -> Result<(), Diagnostic> {
        self.end_prompt();
        if paragraph.strong {
            self.out.bold(false);
        }
        self.fields.end_paragraph();
        let joins = paragraph.mark == Mark::Gone;
        if !paragraph.begun {
            // An empty paragraph of a list has a number all the same.
            if paragraph.mark == Mark::There && !self.in_note && self.contents == 0 {
                self.count(paragraph);
            }
        } else if joins {
            self.joins = true;
        } else if self.title != Title::Open {
            self.out.close_block();
        }
        self.limits.check(&self.out)?;
        self.text_boxes(xml)
    }

    /// Reads the text boxes of the paragraph that has ended.
    fn text_boxes(&mut self, xml: &Xml<'a>) -> Result<(), Diagnostic> {
        if self.boxes.is_empty() {
            return Ok(());
        }
        let boxes = std::mem::take(&mut self.boxes);
        if self.boxed >= BOXES {
            return Ok(());
        }
        self.close_title();
        self.joins = false;
        self.boxed += 1;
        for mut inside in boxes {
            self.out.go_to(inside.at());
            self.blocks(&mut inside)?;
        }
        self.boxed -= 1;
        self.out.go_to(xml.at());
        Ok(())
    }

    /// Whether deleted words are read.
    pub(super) fn reads_deleted(&self) -> bool {
        self.revisions == Revisions::Original
    }
}

/// The level, from 0, of a style that is one of the headings.
fn heading(name: &str) -> Option<u8> {
    let level: u8 = name.strip_prefix("heading ")?.parse().ok()?;
    level.checked_sub(1)
}
