use super::super::package::{Node, Package, Space, Xml, state, title};
use super::parts::Parts;
use crate::diagnostic::Diagnostic;
use crate::document::Field;
use crate::source::Span;

/// Headers and footers read, and bytes of each kept.
const MARGINS: usize = 24;
const LONGEST: usize = 400;

/// Adds what headers and footers say as fields `header` and `footer`, and the version and status that they state where the
/// properties are silent. Gives the title that stands in the first of `headers`, by their links, that has one.
pub(super) fn read(
    package: &mut Package,
    parts: &Parts,
    headers: &[String],
    fields: &mut Vec<Field>,
) -> Result<Option<Field>, Diagnostic> {
    let mut titles: Vec<(usize, Field)> = Vec::new();
    for margin in parts.margins.iter().take(MARGINS) {
        let Some(text) = package.part(&margin.name)? else { continue };
        let base = package.place(&margin.name, &text);
        let mut xml = Xml::new(&text, &margin.name, base);
        let name = if margin.is_header { "header" } else { "footer" };
        let (lines, drawn) = lines(&mut xml)?;
        let place = headers.iter().position(|link| *link == margin.link);
        titles.extend(place.and_then(|place| Some((place, title(&lines)?))));
        for (value, origin) in lines.into_iter().chain(drawn) {
            state(fields, name, value, origin);
        }
    }
    Ok(titles.into_iter().min_by_key(|(place, _)| *place).map(|(_, title)| title))
}

/// Lines with their places.
type Lines = Vec<(String, Span)>;

/// The lines of a header or footer, and those of watermarks in it.
fn lines(xml: &mut Xml) -> Result<(Lines, Lines), Diagnostic> {
    let (mut lines, mut drawn) = (Vec::new(), Vec::new());
    let mut line = String::new();
    let mut start = xml.at();
    // What was entered, and whether its words are shown.
    let mut entered: Vec<(usize, bool)> = vec![(0, false)];
    while let Some(&(depth, shown)) = entered.last() {
        match xml.node(depth)? {
            Some(Node::Element(tag)) => {
                match tag.key() {
                    (Space::Word, "p") => {
                        end(&mut lines, &mut line, start, xml.at());
                        start = xml.at();
                    }
                    (Space::Word, "tab" | "br" | "cr" | "tc") => line.push(' '),
                    (Space::Vml, "textpath") => {
                        end(&mut lines, &mut line, start, xml.at());
                        line.push_str(&tag.get("string").unwrap_or_default());
                        end(&mut drawn, &mut line, start, xml.at());
                    }
                    _ => {}
                }
                if tag.key() != (Space::Compatibility, "AlternateContent") || xml.way()? {
                    entered.push((xml.depth(), tag.key() == (Space::Word, "t")));
                }
            }
            Some(Node::Words(words, _)) if shown && line.len() < LONGEST => line.push_str(&words),
            Some(Node::Whole(words, _)) if shown && line.len() < LONGEST => line.push_str(&words),
            Some(_) => {}
            None => {
                entered.pop();
            }
        }
    }
    end(&mut lines, &mut line, start, xml.at());
    Ok((lines, drawn))
}

fn end(lines: &mut Vec<(String, Span)>, line: &mut String, start: u32, at: u32) {
    let words: String = std::mem::take(line).split_whitespace().collect::<Vec<_>>().join(" ");
    if words.contains(char::is_alphanumeric) && lines.len() < MARGINS {
        lines.push((words, Span::new(start, at)));
    }
}
