//! Scraps of HTML in Markdown: what they mean for the structure, and the words between them.

use crate::document::{Builder, Shape};
use crate::source::Span;

/// Reads HTML piece by piece, as the Markdown parser hands it out; a tag or comment may go on over several pieces.
#[derive(Debug, Default)]
pub(super) struct Html {
    state: State,
    /// The comment that is open, and where its words begin in the file.
    comment: (String, u32),
    lists: u32,
    tables: u32,
}

/// Bytes of a comment that are kept.
const COMMENT: usize = 4096;

#[derive(Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Words,
    Comment,
    Tag,
    /// In an element whose content is not for people, named here.
    Hidden(&'static str),
}

/// Elements whose content is not for people.
const HIDDEN: [&str; 4] = ["script", "style", "template", "head"];

impl Html {
    /// Reads a piece that stands at `start` of the file.
    pub fn read(&mut self, piece: &str, start: u32, out: &mut Builder) {
        let mut at = 0;
        while at < piece.len() {
            let rest = &piece[at..];
            at += match self.state {
                State::Comment => self.comment(rest, start + at as u32, out),
                State::Tag => self.skip_past(rest, ">"),
                State::Hidden(name) => self.hidden(rest, name),
                State::Words if rest.starts_with('<') => self.markup(rest, start + at as u32, out),
                State::Words => {
                    let end = rest.find('<').unwrap_or(rest.len());
                    words(&rest[..end], start + at as u32, out);
                    end
                }
            };
        }
    }

    /// A block of HTML, or a list or table of its own, has ended in the Markdown.
    pub fn end_block(&mut self, out: &mut Builder) {
        if self.state == State::Tag {
            self.state = State::Words;
        }
        if !out.in_table() {
            out.close_block();
        }
    }

    /// Closes what is open, as a Markdown heading or table begins.
    pub fn close_all(&mut self, out: &mut Builder) {
        self.state = State::Words;
        if std::mem::take(&mut self.tables) > 0 {
            out.close_table();
        }
        for _ in 0..std::mem::take(&mut self.lists) {
            out.close_item();
            out.close_list();
        }
    }

    fn comment(&mut self, rest: &str, here: u32, out: &mut Builder) -> usize {
        let end = rest.find("-->");
        let words = &rest[..end.unwrap_or(rest.len())];
        let room = COMMENT.saturating_sub(self.comment.0.len());
        self.comment.0.push_str(&words[..words.floor_char_boundary(room)]);
        let Some(end) = end else { return rest.len() };
        self.state = State::Words;
        let (words, from) = std::mem::take(&mut self.comment);
        out.comment(words, Span::new(from, here + end as u32));
        end + "-->".len()
    }

    fn skip_past(&mut self, rest: &str, end: &str) -> usize {
        match rest.find(end) {
            Some(found) => {
                self.state = State::Words;
                found + end.len()
            }
            None => rest.len(),
        }
    }

    fn hidden(&mut self, rest: &str, name: &str) -> usize {
        let ends = |at: usize| rest[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        match rest.match_indices("</").map(|(at, _)| at).find(|&at| ends(at)) {
            Some(at) => {
                self.state = State::Tag;
                at + 2
            }
            None => rest.len(),
        }
    }

    /// A tag, comment or declaration at the head of `rest`; its length.
    fn markup(&mut self, rest: &str, start: u32, out: &mut Builder) -> usize {
        if rest.starts_with("<!--") {
            self.state = State::Comment;
            self.comment = (String::new(), start + 4);
            return 4;
        }
        let closing = rest.as_bytes().get(1) == Some(&b'/');
        let name_at = 1 + usize::from(closing);
        let len = rest[name_at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let opens =
            rest.as_bytes().get(1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'));
        if !opens {
            out.words("<", start);
            return 1;
        }
        self.state = State::Tag;
        let name = rest[name_at..name_at + len].to_ascii_lowercase();
        let end = tag_end(rest).map_or(rest.len(), |end| end + 1);
        if end <= rest.len() && rest[..end].ends_with('>') {
            self.state = State::Words;
        }
        if let (false, Some(hidden)) = (closing, HIDDEN.iter().find(|hidden| **hidden == name)) {
            self.state = State::Hidden(hidden);
        }
        self.tag(&name, closing, Span::new(start, start + end as u32), out);
        end
    }

    fn tag(&mut self, name: &str, closing: bool, origin: Span, out: &mut Builder) {
        match name {
            "br" => out.line_end(origin, true),
            "b" | "strong" => out.bold(!closing),
            "table" if closing => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    out.close_table();
                }
            }
            "table" => {
                self.tables += 1;
                if self.tables == 1 {
                    out.open_table(0);
                }
            }
            "tr" | "td" | "th" if self.tables == 1 => cell(name, closing, out),
            "ul" | "ol" if out.in_table() => {}
            "ul" | "ol" if closing && self.lists > 0 => {
                self.lists -= 1;
                out.close_item();
                out.close_list();
            }
            "ul" | "ol" if !closing && self.lists < super::guard::DEEPEST as u32 => {
                self.lists += 1;
                out.open_list((name == "ol").then_some(1));
            }
            "li" if self.lists > 0 && !out.in_table() => {
                out.close_item();
                if !closing {
                    out.open_item();
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !closing => {
                out.open_block(Shape::Heading(name.as_bytes()[1] - b'0'))
            }
            _ if is_block(name) => out.open_block(Shape::Paragraph),
            _ => {}
        }
    }
}

/// Bytes looked at for the end of a quoted attribute.
const ATTRIBUTE: usize = 4096;

/// Where the `>` of a tag stands; one between quotes is none, unless the quotes do not close.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    let closed = tag.bytes().take(ATTRIBUTE).position(|byte| {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        quote.is_none() && byte == b'>'
    });
    closed.or_else(|| tag.find('>'))
}

fn cell(name: &str, closing: bool, out: &mut Builder) {
    match (name, closing) {
        ("tr", false) => out.open_row(false),
        ("tr", true) | (_, true) => out.close_cell(),
        ("th", false) => {
            out.name_columns();
            out.open_cell();
        }
        _ => out.open_cell(),
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "dt"
            | "dd"
            | "dl"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "blockquote"
            | "pre"
            | "hr"
            | "details"
            | "summary"
            | "figure"
            | "figcaption"
            | "address"
            | "caption"
            | "tr"
            | "td"
            | "th"
            | "nav"
            | "aside"
            | "center"
            | "form"
    )
}

/// Words between tags: entities are read, line ends become spaces.
fn words(words: &str, start: u32, out: &mut Builder) {
    let mut done = 0;
    for (at, byte) in words.bytes().enumerate() {
        let here = start + at as u32;
        if at < done {
            continue;
        }
        if byte == b'\n' {
            out.words(words[done..at].trim_end_matches('\r'), start + done as u32);
            out.line_end(Span::new(here, here + 1), false);
            done = at + 1;
        } else if byte == b'&'
            && let Some((shown, len)) = entity(&words[at..])
        {
            out.words(&words[done..at], start + done as u32);
            out.whole(shown.encode_utf8(&mut [0; 4]), Span::new(here, here + len as u32));
            done = at + len;
        }
    }
    out.words(&words[done..], start + done as u32);
}

/// Reads an entity; its character and length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let shown = match name.strip_prefix('#') {
        Some(code) => {
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(code).filter(|&shown| shown != '\0')?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((shown, end + 1))
}

/// The entities met in documents that office programs export.
const ENTITIES: [(&str, char); 34] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("pound", '£'),
    ("euro", '€'),
    ("cent", '¢'),
    ("yen", '¥'),
    ("sect", '§'),
    ("para", '¶'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("middot", '·'),
    ("bull", '•'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("uuml", 'ü'),
    ("shy", '\u{ad}'),
];

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::entity;
    use crate::document::BlockKind;
    use crate::read::markdown;

    /// The words of each block.
    fn lines(source: &str) -> Vec<String> {
        let document = markdown(source.as_bytes()).unwrap();
        document.blocks.iter().map(|block| document.text.slice(block.span).to_owned()).collect()
    }

    #[test]
    fn reads_what_people_see() {
        for (source, seen) in [
            ("<p>one</p><p>two<br>three</p>", &["one", "two three"][..]),
            ("<div>a &amp; b&nbsp;&#163;5 &unknown; c</div>", &["a & b £5 &unknown; c"]),
            ("text <!-- no --> and <span title=\"a > b\">more</span>", &["text  and more"]),
            ("<!-- one\ntwo\n\nthree -->\n\nfour", &["four"]),
            ("<style>\np { color: red }\n</style>\n\nfive", &["five"]),
            ("<ul><li>six</li><li>seven</ul>eight", &["six", "seven", "eight"]),
            ("nine < ten, a<b", &["nine < ten, a<b"]),
            ("<table><caption>C</caption><tr><td>x</td>\n<td></td></tr></table>after", &["C", "x", "", "after"]),
            ("<table>\n<tr>\n<td>\n\nin *one*\n\ncell\n\n</td>\n</tr>\n</table>", &["in one cell"]),
        ] {
            assert_eq!(lines(source), seen, "{source}");
        }
    }

    #[test]
    fn comments_are_kept_with_the_block_that_they_belong_to() {
        let source = "<!-- a -->\n# T <!-- b -->\n\n<!-- c\n\nd -->\n\nOne. <!-- e -->\n\n- <!-- f --> two\n\n```\n<!-- no -->\n```\n\n<!-- g -->\n";
        let document = markdown(source.as_bytes()).unwrap();
        let block = |comment| {
            document.block_of(comment).map(|block| document.text.slice(document.block(block).span).to_owned())
        };
        let kept: Vec<_> = document
            .comments
            .iter()
            .map(|comment| (comment.words.trim(), block(comment).unwrap_or_default()))
            .collect();
        let places = [("a", "T"), ("b", "T"), ("c\n\nd", "One."), ("e", "One."), ("f", "two"), ("g", "")];
        assert_eq!(kept, places.map(|(words, block)| (words, block.to_owned())));
        for comment in &document.comments {
            assert_eq!(&source[comment.origin.range()], comment.words);
        }
        let long = markdown(format!("<!-- {} --> end", "é".repeat(5000)).as_bytes()).unwrap();
        assert!((4090..=4096).contains(&long.comments[0].words.len()));
    }

    #[test]
    fn a_heading_ends_a_table_left_open() {
        let document = markdown(b"<table><tr><td>x\n\n# Next\n\nText.\n").unwrap();
        assert_eq!(document.tables.len(), 1);
        assert_eq!(document.blocks.last().map(|block| block.kind), Some(BlockKind::Paragraph));
    }

    #[test]
    fn reads_entities() {
        for (text, seen) in [
            ("&amp;x", Some(('&', 5))),
            ("&#8217;", Some(('’', 7))),
            ("&#x2013;", Some(('–', 8))),
            ("&#0;", None),
            ("& b;", None),
        ] {
            assert_eq!(entity(text), seen, "{text}");
        }
    }
}
