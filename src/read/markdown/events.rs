use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::front::Front;
use super::guard::DEEPEST;
use super::html::Html;
use crate::diagnostic::{Diagnostic, FileId};
use crate::document::{Builder, Document, Shape};
use crate::read::limits::Limits;
use crate::source::Span;

/// Reads the Markdown behind the front matter.
pub(super) fn read(source: &str, front: Front, limits: Limits) -> Result<Document, Diagnostic> {
    let body = &source[front.end..];
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut reader = Reader {
        source: body,
        offset: front.end as u32,
        out: Builder::with_capacity(body.len()),
        html: Html::default(),
        depth: 0,
        hidden: 0,
        note: false,
        code: Code::None,
    };
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.event(event, range)?;
        limits.check(&reader.out)?;
    }
    reader.html.close_all(&mut reader.out);
    Ok(reader.out.finish(front.fields, front.problems))
}

struct Reader<'a> {
    source: &'a str,
    /// Where `source` begins in the file.
    offset: u32,
    out: Builder,
    html: Html,
    depth: usize,
    /// Open elements whose words are not shown: images, what is struck out.
    hidden: u32,
    /// In the text of a footnote.
    note: bool,
    code: Code,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    None,
    Fenced,
    /// By indent: in documents a clause that is set in, not code.
    Indented,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) -> Result<(), Diagnostic> {
        let origin = Span::new(self.offset + range.start as u32, self.offset + range.end as u32);
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > DEEPEST * 3 {
                    return Err(Diagnostic::error("too-deep", "the marks here stand too deep in each other")
                        .at(FileId(0), origin, "")
                        .help("flatten the lists"));
                }
                self.start(tag, origin);
            }
            Event::End(tag) => {
                self.depth -= 1;
                self.end(tag);
            }
            _ if self.hidden > 0 => {}
            Event::Text(words) if self.code == Code::Indented => self.set_in(&words, origin),
            Event::Text(words) => self.text(&words, origin),
            Event::Code(words) => self.code(&words, origin),
            Event::Html(piece) | Event::InlineHtml(piece) => self.html.read(&piece, origin.start, &mut self.out),
            Event::SoftBreak => self.out.line_end(origin, false),
            Event::HardBreak => self.out.line_end(origin, true),
            Event::Rule => self.out.close_block(),
            Event::FootnoteReference(_) => {}
            Event::TaskListMarker(ticked) => self.out.whole(if ticked { "☑ " } else { "☐ " }, origin),
            Event::InlineMath(words) | Event::DisplayMath(words) => self.out.whole(&words, origin),
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>, origin: Span) {
        match tag {
            Tag::Paragraph => self.out.open_block(if self.note { Shape::Note } else { Shape::Paragraph }),
            Tag::Heading { level, .. } => {
                self.html.close_all(&mut self.out);
                self.out.open_block(Shape::Heading(level_of(level)));
            }
            Tag::List(first) => self.out.open_list(first),
            Tag::Item => self.out.open_item(),
            Tag::Table(_) => {
                self.html.close_all(&mut self.out);
                self.out.open_table(0);
            }
            Tag::TableHead => self.out.open_row(true),
            Tag::TableRow => self.out.open_row(false),
            Tag::TableCell => self.out.open_cell(),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.code = Code::Fenced;
                self.out.open_block(Shape::Furniture);
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => self.code = Code::Indented,
            Tag::FootnoteDefinition(_) => self.note = true,
            Tag::Strong => self.out.bold(true),
            Tag::Link { link_type: LinkType::Inline | LinkType::Reference, dest_url, .. }
                if dest_url.starts_with('#') =>
            {
                self.out.anchor(true);
            }
            Tag::Image { .. } => self.hidden += 1,
            Tag::Strikethrough => {
                let marks = self.source.as_bytes().get((origin.start - self.offset) as usize + 1);
                if self.hidden > 0 || marks == Some(&b'~') {
                    self.hidden += 1;
                }
            }
            Tag::BlockQuote(_) | Tag::HtmlBlock => self.out.close_block(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.out.close_block(),
            TagEnd::List(_) => self.out.close_list(),
            TagEnd::Item => self.out.close_item(),
            TagEnd::Table => self.out.close_table(),
            TagEnd::TableCell => self.out.close_cell(),
            TagEnd::CodeBlock => {
                self.code = Code::None;
                self.out.close_block();
            }
            TagEnd::FootnoteDefinition => {
                self.out.close_block();
                self.note = false;
            }
            TagEnd::Strong => self.out.bold(false),
            TagEnd::Link => self.out.anchor(false),
            TagEnd::Image | TagEnd::Strikethrough => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::HtmlBlock => self.html.end_block(&mut self.out),
            TagEnd::BlockQuote(_) => self.out.close_block(),
            _ => {}
        }
    }

    /// Words that are in the file as they are shown, or came as a whole (an entity).
    fn text(&mut self, words: &str, origin: Span) {
        if words.len() as u32 == origin.len() {
            self.out.words(words, origin.start);
        } else {
            self.out.whole(words, origin);
        }
    }

    /// Words between ticks: the ticks and one space within are not shown.
    fn code(&mut self, words: &str, origin: Span) {
        let start = (origin.start - self.offset) as usize;
        let written = &self.source[start..(origin.end - self.offset) as usize];
        let inner = written.trim_matches('`');
        let ticks = (written.len() - inner.len()) / 2;
        match inner.find(words) {
            Some(at) if at <= 1 => self.out.words(words, origin.start + (ticks + at) as u32),
            _ => self.out.whole(words, origin),
        }
    }

    /// A line that is set in by four columns and more: a paragraph, ended by an empty line.
    fn set_in(&mut self, words: &str, origin: Span) {
        if words.len() as u32 != origin.len() {
            return self.out.whole(words, origin);
        }
        let mut at = origin.start;
        for line in words.split_inclusive('\n') {
            let shown = line.trim_end_matches(['\n', '\r']);
            if shown.trim().is_empty() {
                self.out.close_block();
            } else {
                let lead = shown.len() - shown.trim_start().len();
                self.out.words(&shown[lead..], at + lead as u32);
                let end = at + line.len() as u32;
                if shown.len() < line.len() {
                    self.out.line_end(Span::new(at + shown.len() as u32, end), false);
                }
            }
            at += line.len() as u32;
        }
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}
