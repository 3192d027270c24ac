//! A program with one rule, documents and labels, for the tests of this room.

use super::Label;
use crate::assess::{Assessed, Digest, Excused, Partnership, Rated};
use crate::engine::{Colour, Engine, Settings};
use crate::language::{Program, RuleFile, compile};
use crate::read::{self, Format};
use crate::source::LineIndex;

/// One rule, which asks harbour agreements for a depth.
pub(super) fn program() -> Program {
    let text = include_str!("../../tests/data/cmd/failing.rules").into();
    compile(&[RuleFile { name: "failing.rules".into(), text }]).0
}

/// A document as rated by it.
pub(super) fn assessed(text: &str) -> Assessed {
    let document = read::markdown(text.as_bytes()).expect("the text is Markdown");
    let settings = Settings { as_of: jiff::civil::date(2026, 11, 22), kind: None };
    let verdict = Engine::new(program()).rate(&document, "shelf.md", settings);
    Assessed {
        path: "shelf.md".into(),
        digest: Some(Digest::of(text.as_bytes())),
        format: Format::Markdown,
        source: text.into(),
        lines: LineIndex::new(text),
        worded: false,
        bundle: None,
        apart: false,
        place: "harbour.md".into(),
        people: None,
        partnership: Partnership::default(),
        excused: Excused::default(),
        named: true,
        outcome: Ok(Rated { document, verdict }),
    }
}

/// A label without evidence.
pub(super) fn label(document: &str, check: &str, rating: Colour) -> Label {
    let (document, check) = (document.to_owned(), check.to_owned());
    Label { document, check, rating, quotes: Vec::new(), note: String::new() }
}
