//! YAML front matter: fields with their places, and what is wrong with it where it is broken.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Spanned, budget, options};

use crate::diagnostic::{Diagnostic, FileId};
use crate::document::Field;
use crate::source::Span;

/// Largest front matter read, in bytes.
const LARGEST: usize = 256 << 10;
/// Deepest nesting of its values.
const DEEPEST: usize = 32;
/// Most values in it, those that aliases repeat counted each time.
const VALUES: usize = 10_000;

/// What the front matter says, and where the document's own text begins.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub fields: Vec<Field>,
    pub problems: Vec<Diagnostic>,
    pub end: usize,
}

/// Cuts a block between `---` lines off the head of a file, behind a byte order mark.
///
/// A block that is no YAML is reported and left out of the text; dashes that open no block are a rule of the text.
pub(super) fn cut(source: &str) -> Front {
    let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let mut front = Front { end: start, ..Front::default() };
    let Some((yaml, end)) = block(source, start) else { return front };
    let text = &source[yaml.range()];
    let mentions = text.lines().any(|line| line.contains(':') && !line.trim_start().starts_with('#'));
    if !mentions && !text.trim().is_empty() {
        return front;
    }
    front.end = end;
    if text.len() > LARGEST {
        let message = format!("the front matter has more than {} KB", LARGEST >> 10);
        front.problems.push(problem(message, yaml));
        return front;
    }
    let limits = options! {
        budget: budget! { max_depth: DEEPEST, max_nodes: VALUES, max_events: VALUES * 4, max_aliases: 1_000 },
        with_snippet: false,
    };
    match serde_saphyr::from_str_with_options::<Option<Spanned<Node>>>(text, limits) {
        Ok(Some(root)) => read_root(root, text, yaml, &mut front),
        Ok(None) => {}
        Err(error) => {
            let place = error.location().map_or(yaml, |place| line_of(text, yaml.start, place.line()));
            let words = error.without_snippet().to_string();
            let words = words.lines().next().unwrap_or("").trim_end_matches('.').to_owned();
            front.problems.push(problem(format!("the front matter is no YAML: {words}"), place));
        }
    }
    front
}

/// The place of a line, counted from 1, of the text that begins at `start` of the file.
fn line_of(text: &str, start: u32, line: u64) -> Span {
    let mut at = 0;
    let mut place = Span::new(start, start);
    for words in text.split_inclusive('\n').take(line.max(1) as usize) {
        place = Span::new(start + at as u32, start + (at + words.trim_end().len()) as u32);
        at += words.len();
    }
    place
}

fn problem(message: String, place: Span) -> Diagnostic {
    Diagnostic::warning("front-matter", message)
        .at(FileId(0), place, "")
        .help("write one `name: value` a line between the `---` lines, with quotes around values that hold a colon")
}

/// The YAML between the lines, and where the text behind them begins.
fn block(source: &str, start: usize) -> Option<(Span, usize)> {
    let first =
        source[start..].split_inclusive('\n').next().filter(|line| line.trim_end() == "---" && line.ends_with('\n'))?;
    let yaml = start + first.len();
    let mut at = yaml;
    for line in source[yaml..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") && !line.starts_with([' ', '\t']) {
            return Some((Span::new(yaml as u32, at as u32), at + line.len()));
        }
        at += line.len();
    }
    None
}

/// A YAML value; what is neither list nor map is text.
#[derive(Debug)]
enum Node {
    Text(String),
    /// A number, truth value or nothing: shown as written.
    Other,
    List(Vec<Spanned<Node>>),
    Map(Vec<(String, Spanned<Node>)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Map(entries))
    }
}

/// Flattens the root map into fields, in file order.
fn read_root(root: Spanned<Node>, text: &str, yaml: Span, front: &mut Front) {
    if !matches!(root.value, Node::Map(_)) {
        front.problems.push(problem("the front matter holds no `name: value` lines".to_owned(), yaml));
        return;
    }
    let mut waiting = vec![(String::new(), root)];
    while let Some((name, node)) = waiting.pop() {
        let place = node.defined.span();
        let at = place.byte_offset().map_or(0, |at| at as usize);
        let end = at + place.byte_len().map_or(0, |len| len as usize);
        let written = text.get(at..end).unwrap_or("");
        let value = match node.value {
            Node::List(items) => {
                waiting.extend(items.into_iter().rev().map(|item| (name.clone(), item)));
                continue;
            }
            Node::Map(entries) => {
                waiting.extend(entries.into_iter().rev().map(|(key, value)| (join(&name, &key), value)));
                continue;
            }
            Node::Text(value) => value,
            Node::Other if matches!(written, "~" | "null" | "Null" | "NULL") => continue,
            Node::Other => written.trim().to_owned(),
        };
        if !value.trim().is_empty() {
            let origin = Span::new(yaml.start + at as u32, yaml.start + (at + written.trim_end().len()) as u32);
            front.fields.push(Field { name, value: value.trim().to_owned(), origin });
        }
    }
}

fn join(name: &str, key: &str) -> String {
    let key = key.trim().to_lowercase();
    if name.is_empty() { key } else { format!("{name}.{key}") }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn fields(source: &str) -> Vec<(String, String, String)> {
        let front = cut(source);
        assert_eq!(front.problems, []);
        let place = |field: &Field| source[field.origin.range()].to_owned();
        front.fields.iter().map(|field| (field.name.clone(), field.value.clone(), place(field))).collect()
    }

    fn row(name: &str, value: &str, written: &str) -> (String, String, String) {
        (name.into(), value.into(), written.into())
    }

    #[test]
    fn reads_fields_with_their_places() {
        let source = "---\nTitle: \"Café: terms\"\nversion: 1.10\nparties:\n  - Trust £ A\n  - Trust B\nreview:\n  date: 2027-01-31\nnone:\n---\ntext";
        assert_eq!(
            fields(source),
            [
                row("title", "Café: terms", "\"Café: terms\""),
                row("version", "1.10", "1.10"),
                row("parties", "Trust £ A", "Trust £ A"),
                row("parties", "Trust B", "Trust B"),
                row("review.date", "2027-01-31", "2027-01-31"),
            ]
        );
        assert_eq!(&source[cut(source).end..], "text");
    }

    #[test]
    fn reads_behind_a_byte_order_mark_and_with_crlf() {
        assert_eq!(fields("\u{feff}---\r\nkind: mou\r\n---\r\nx"), [row("kind", "mou", "mou")]);
    }

    #[test]
    fn reports_a_broken_block_and_leaves_it_out() {
        let source = "---\ntitle: one\nstatus: [draft\nkind: x\n---\n# Text";
        let front = cut(source);
        assert_eq!(&source[front.end..], "# Text");
        let [problem] = &front.problems[..] else { panic!("{:?}", front.problems) };
        assert_eq!(problem.code, "front-matter");
        let place = problem.labels[0].span;
        assert!(place.start > 4 && place.end <= 42, "{place:?}");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for source in ["---\n\ntext\n\n---\n", "--- \ntext", "---", "text\n---\na: b\n---\n"] {
            let front = cut(source);
            assert_eq!((front.end, front.fields.len(), front.problems.len()), (0, 0, 0), "{source:?}");
        }
    }

    #[test]
    fn bounds_aliases_and_depth() {
        let mut bomb = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let alias = format!("*a{}, ", level - 1).repeat(9);
            bomb.push_str(&format!("a{level}: &a{level} [{}]\n", alias.trim_end_matches(", ")));
        }
        bomb.push_str("---\n");
        let deep = format!("---\na: {}{}\n---\n", "[".repeat(5000), "]".repeat(5000));
        for source in [bomb, deep] {
            let front = cut(&source);
            assert_eq!((front.problems.len(), front.end), (1, source.len()));
        }
    }
}
