use super::super::package::{Node, Package, Space, Xml, state};
use super::parts::Parts;
use crate::diagnostic::Diagnostic;
use crate::document::Field;
use crate::source::Span;

/// Headers and footers read, and bytes of each kept.
const MARGINS: usize = 24;
const LONGEST: usize = 400;

/// Adds what headers and footers say as fields `header` and `footer`, and the version and status that they state where the
/// properties are silent.
pub(super) fn read(package: &mut Package, parts: &Parts, fields: &mut Vec<Field>) -> Result<(), Diagnostic> {
    for margin in parts.margins.iter().take(MARGINS) {
        let Some(text) = package.part(&margin.name)? else { continue };
        let base = package.place(&margin.name, &text);
        let mut xml = Xml::new(&text, &margin.name, base);
        let name = if margin.is_header { "header" } else { "footer" };
        for (value, origin) in lines(&mut xml)? {
            state(fields, name, value, origin);
        }
    }
    Ok(())
}

/// The lines of a header or footer, what a watermark says among them.
fn lines(xml: &mut Xml) -> Result<Vec<(String, Span)>, Diagnostic> {
    let mut lines = Vec::new();
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
                        end(&mut lines, &mut line, start, xml.at());
                    }
                    _ => {}
                }
                if tag.key() != (Space::Compatibility, "Fallback") {
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
    Ok(lines)
}

fn end(lines: &mut Vec<(String, Span)>, line: &mut String, start: u32, at: u32) {
    let words: String = std::mem::take(line).split_whitespace().collect::<Vec<_>>().join(" ");
    if words.contains(char::is_alphanumeric) && lines.len() < MARGINS {
        lines.push((words, Span::new(start, at)));
    }
}
