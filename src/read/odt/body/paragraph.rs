use super::super::super::package::{Look, Node, Space, Tag, Xml, unfilled};
use super::super::styles::Style;
use super::list::Place;
use super::{Body, Title};
use crate::diagnostic::Diagnostic;
use crate::document::Shape;
use crate::source::Span;

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    style: Style,
    /// How its words look before spans say otherwise.
    pub look: Look,
    /// Level of a heading, from 1.
    level: Option<u8>,
    unnumbered: bool,
    start: Option<u32>,
    begun: bool,
    /// Whether its words are set apart at this point.
    strong: bool,
}

impl<'a> Body<'a> {
    /// A paragraph or heading that was entered.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'a>, tag: &Tag<'a>) -> Result<(), Diagnostic> {
        let style = self.styles.paragraph(tag.get("style-name").as_deref());
        let own = tag.number("outline-level").or(Some(1)).filter(|_| tag.name() == "h");
        let mut paragraph = Paragraph {
            look: style.look,
            level: own.or(style.level.filter(|&level| level > 0)),
            unnumbered: tag.get("is-list-header").is_some_and(|is| is == "true"),
            start: tag.number("start-value"),
            style,
            ..Paragraph::default()
        };
        let look = paragraph.look;
        self.inlines(xml, &mut paragraph, look)?;
        if paragraph.strong {
            self.out.bold(false);
        }
        if paragraph.begun {
            if self.title != Title::Open {
                self.out.close_block();
            }
        } else if self.changes.shows() && !self.in_note && self.contents == 0 {
            // An empty paragraph of a list has a number all the same.
            self.count();
        }
        self.limits.check(&self.out)?;
        self.text_boxes(xml)
    }

    /// What stands in a paragraph, or in an element in it, that looks so.
    pub(super) fn inlines(
        &mut self,
        xml: &mut Xml<'a>,
        paragraph: &mut Paragraph,
        look: Look,
    ) -> Result<(), Diagnostic> {
        let depth = xml.depth();
        while let Some(node) = xml.node(depth)? {
            match node {
                Node::Element(tag) => self.inline(xml, &tag, paragraph, look)?,
                Node::Words(words, at) if self.shows(look) => {
                    if !words.trim().is_empty() {
                        self.set_apart(paragraph, look);
                    }
                    if paragraph.begun {
                        self.out.words(&words, at);
                        self.tables.note_words(&words, paragraph.strong);
                    }
                }
                Node::Whole(words, origin) if self.shows(look) => {
                    self.set_apart(paragraph, look);
                    self.out.whole(&words, origin);
                }
                Node::Words(..) | Node::Whole(..) => {}
            }
        }
        Ok(())
    }

    fn inline(
        &mut self,
        xml: &mut Xml<'a>,
        tag: &Tag<'a>,
        paragraph: &mut Paragraph,
        look: Look,
    ) -> Result<(), Diagnostic> {
        match tag.key() {
            (Space::Text, "span") => {
                let own = tag.get("style-name").map_or(Look::default(), |name| self.styles.run(&name));
                self.inlines(xml, paragraph, look.under(own))
            }
            (Space::Text, "a") => {
                let inside = tag.get("href").is_some_and(|to| to.starts_with('#'));
                if inside {
                    self.out.anchor(true);
                }
                self.inlines(xml, paragraph, look)?;
                if inside {
                    self.out.anchor(false);
                }
                Ok(())
            }
            (Space::Text, "s" | "tab") => {
                if self.shows(look) && paragraph.begun {
                    self.space(xml.at(), paragraph);
                }
                Ok(())
            }
            (Space::Text, "line-break") => {
                if self.shows(look) && paragraph.begun {
                    self.out.line_end(Span::new(xml.at(), xml.at()), true);
                }
                Ok(())
            }
            (Space::Text, "soft-page-break") => {
                self.page();
                Ok(())
            }
            (Space::Text, "note") => {
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    if tag.key() == (Space::Text, "note-body") && self.shows(look) && !self.in_note {
                        self.notes.push(xml.clone());
                    }
                }
                Ok(())
            }
            (Space::Text, name @ ("change" | "change-start" | "change-end")) => {
                let id = tag.get("change-id").unwrap_or_default().into_owned();
                self.change(name, &id, Some(paragraph))
            }
            (Space::Text, "ruby") => {
                let depth = xml.depth();
                while let Some(tag) = xml.child(depth)? {
                    if tag.key() == (Space::Text, "ruby-base") {
                        self.inlines(xml, paragraph, look)?;
                    }
                }
                Ok(())
            }
            (Space::Text, "placeholder") => self.prompt(xml, paragraph, look),
            // LibreOffice's own, for content controls.
            (_, "content-control") if tag.get("showing-place-holder").is_some_and(|is| is == "true") => {
                self.prompt(xml, paragraph, look)
            }
            (_, "content-control") => self.inlines(xml, paragraph, look),
            (Space::Text, "hidden-text" | "hidden-paragraph" | "tracked-changes" | "note-citation") => Ok(()),
            (Space::Draw, _) => self.find_boxes(xml, tag),
            // Fields and marks show what stands in them.
            (Space::Text, _) => self.inlines(xml, paragraph, look),
            _ => Ok(()),
        }
    }

    /// A place that nobody filled in, which was entered.
    fn prompt(&mut self, xml: &mut Xml<'a>, paragraph: &mut Paragraph, look: Look) -> Result<(), Diagnostic> {
        let (start, depth) = (xml.at(), xml.depth());
        let words = xml.words(depth)?;
        if self.shows(look) {
            self.set_apart(paragraph, look);
            self.out.whole(&unfilled(&words), Span::new(start, xml.at()));
        }
        Ok(())
    }

    /// A space for what is one on the page.
    pub(super) fn space(&mut self, at: u32, paragraph: &Paragraph) {
        if paragraph.begun {
            self.out.whole(" ", Span::new(at, at));
        }
    }

    fn shows(&self, look: Look) -> bool {
        look.is_read() && self.changes.shows()
    }

    fn set_apart(&mut self, paragraph: &mut Paragraph, look: Look) {
        if !std::mem::replace(&mut paragraph.begun, true) {
            self.begin(paragraph);
        }
        let strong = look.is_strong(self.styles.size());
        if paragraph.strong != strong {
            paragraph.strong = strong;
            self.out.bold(strong);
        }
    }

    /// Opens the paragraph's block before its first words.
    fn begin(&mut self, paragraph: &Paragraph) {
        if self.tables.in_cell() {
            let place = self.count();
            self.out.open_block(Shape::Paragraph);
            if let Some(number) = place.and_then(|place| place.number) {
                self.tables.number(&mut self.out, &number);
            }
            return;
        }
        if self.in_note {
            return self.out.open_block(Shape::Note);
        }
        let role = &*paragraph.style.role;
        if self.contents > 0 {
            return self.open_plain(Shape::Contents);
        }
        if role == "title" && self.title != Title::Closed {
            if self.title == Title::Open && self.out.is_open() {
                return self.out.line_end(Span::default(), true);
            }
            self.title = Title::Open;
            return self.out.open_block(Shape::Title);
        }
        if role == "preformatted text" || role == "source code" {
            return self.open_plain(Shape::Furniture);
        }
        let place = self.count();
        if let Some(level) = paragraph.level.or((role == "title").then_some(1)) {
            let number = match place {
                Some(Place { number }) => number,
                None if paragraph.unnumbered => None,
                None => {
                    let outline = self.lists.outline();
                    self.lists.count(&outline, usize::from(level.max(1)) - 1, paragraph.start)
                }
            };
            self.open_plain(Shape::Heading(level));
            if let Some(number) = number {
                self.out.number(&number);
            }
            return;
        }
        match place {
            Some(place) => self.open_listed(&place),
            None => self.open_plain(Shape::Paragraph),
        }
    }
}
