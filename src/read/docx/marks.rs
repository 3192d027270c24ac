use super::super::package::{Node, Package, Space, Xml};
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
            add(fields, name, value, origin);
        }
    }
    Ok(())
}

/// Adds one line of a header or footer.
pub(in crate::read) fn add(fields: &mut Vec<Field>, name: &str, value: String, origin: Span) {
    let known = fields.iter().any(|field| field.name == name && field.value == value);
    if known || value.is_empty() {
        return;
    }
    let states = |name: &str| fields.iter().any(|field| field.name == name);
    let version = version(&value).filter(|_| !states("version"));
    let draft = is_draft(&value) && !states("status");
    if let Some(version) = version {
        fields.push(Field { name: "version".to_owned(), value: version, origin });
    }
    if draft {
        fields.push(Field { name: "status".to_owned(), value: "draft".to_owned(), origin });
    }
    fields.push(Field { name: name.to_owned(), value, origin });
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

/// The version that a line states: `Version 1.2`, `v0.7`, `Draft 3`.
fn version(line: &str) -> Option<String> {
    let mut words = line.split(|sign: char| sign.is_whitespace() || matches!(sign, ':' | '|' | ',' | ';' | '(' | ')'));
    let mut before = "";
    words.find_map(|word| {
        let lower = word.to_lowercase();
        let named =
            matches!(before.to_lowercase().trim_end_matches(['.', ':']), "version" | "ver" | "v" | "draft" | "issue");
        if !word.is_empty() {
            before = word;
        }
        let figures = lower.strip_prefix('v').unwrap_or(&lower);
        let figures = figures.trim_end_matches('.');
        let is_version = figures.starts_with(|first: char| first.is_ascii_digit())
            && figures.len() <= 8
            && figures.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let marked = named || (lower.starts_with('v') && lower.len() > 1);
        (is_version && marked).then(|| figures.to_owned())
    })
}

/// Whether a line marks a draft.
fn is_draft(line: &str) -> bool {
    let mut words = line.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| word.eq_ignore_ascii_case("draft")) && line.split_whitespace().count() <= 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_versions_and_drafts() {
        for (line, stated) in [
            ("Harbour MOU | Version 1.2 | Page 3", Some("1.2")),
            ("TOR v0.7", Some("0.7")),
            ("DRAFT 3 for comment", Some("3")),
            ("Version: 2", Some("2")),
            ("Page 3 of 12", None),
            ("Valid from 2026", None),
            ("12 May 2026", None),
        ] {
            assert_eq!(version(line).as_deref(), stated, "{line}");
        }
        assert!(is_draft("DRAFT") && is_draft("Draft v3, not for quotation") && !is_draft("The drafting group"));
    }
}
