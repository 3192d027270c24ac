//! Which kind a document is told to be, and by what.

use super::super::testing::*;
use crate::engine::{Because, Colour, Settings};
use crate::language::model::KindId;

const KINDS: &str = r#"
words owners 'trust', 'association' as party

kind terms "Terms of reference"
  titled "terms of reference", "charter"
  called "board", "working group"
  headings "membership", "quorum", "meetings"

kind scheme "Scheme of delegation"
  titled "scheme of delegation", "delegated authorities"
  perhaps "list of powers"
  headings "reserved matters", "meetings", "delegated powers"
  says "each officer", "sub-delegate", "on behalf of the owners"
"#;

fn told(path: &str, text: &str) -> Option<(&'static str, &'static str)> {
    let engine = engine(KINDS);
    let settings = Settings { as_of: TODAY, kind: None };
    let told = engine.rate(&read(text), path, settings).kind?;
    let names = ["note", "terms", "scheme"];
    Some((names[told.kind.at()], told.because.word()))
}

#[test]
fn the_surest_sign_tells() {
    let body = "Text that says nothing.";
    for (path, text, expected) in [
        ("a.md", format!("# Terms of Reference of the Board\n\n{body}"), Some(("terms", "title"))),
        ("a.md", format!("---\nkind: scheme\n---\n\n# Terms of Reference\n\n{body}"), Some(("scheme", "front matter"))),
        ("a.md", format!("---\nkind: Terms of Reference\n---\n\n{body}"), Some(("terms", "front matter"))),
        ("a.md", format!("---\ntitle: Board charter\n---\n\n{body}"), Some(("terms", "title"))),
        (
            "a.md",
            format!("# The Crew\n\nThis scheme of delegation is made by it.\n\n{body}"),
            Some(("scheme", "opening words")),
        ),
        ("a.md", format!("# The Crew\n\n## Membership\n\n{body}\n\n## Quorum\n\n{body}"), Some(("terms", "headings"))),
        ("a.md", format!("# The Crew\n\n# Scheme of Delegation\n\n{body}"), Some(("scheme", "title"))),
        ("a.md", format!("# The Harbour Board\n\n# Scheme of Delegation\n\n{body}"), Some(("scheme", "title"))),
        ("a.md", format!("# The Harbour Board\n\n## Scheme of Delegation\n\n{body}"), Some(("scheme", "title"))),
        (
            "a.md",
            format!("# The Harbour Board\n\n{body}\n\n## Scheme of Delegation\n\n{body}"),
            Some(("terms", "subject")),
        ),
        ("a.md", format!("# The Harbour Board\n\n{body}"), Some(("terms", "subject"))),
        ("a.md", format!("# The Crew\n\n# Working group on tides\n\n{body}"), Some(("terms", "subject"))),
        ("a.md", format!("# Scheme of Delegation of the Board\n\n{body}"), Some(("scheme", "title"))),
        ("a.md", format!("# A letter\n\n{body}\n\n## Scheme of Delegation\n\n{body}"), Some(("scheme", "headings"))),
        ("a.md", format!("# Scheme of Delegation: Terms of Reference\n\n{body}"), Some(("terms", "title"))),
        ("a.md", format!("# Terms of Reference – Scheme of Delegation\n\n{body}"), Some(("scheme", "title"))),
        ("a.md", format!("# Terms of Reference and Scheme of Delegation\n\n{body}"), None),
        ("a.md", format!("# Terms of Reference: Scheme of Delegation Crew\n\n{body}"), None),
        ("in/terms-of-reference_2.md", format!("# The Crew\n\n{body}"), Some(("terms", "file name"))),
    ] {
        assert_eq!(told(path, &text), expected, "{text}");
    }
}

#[test]
fn what_is_said_tells_where_nothing_else_does() {
    let rules = r#"
kind terms "Terms of reference"
  titled "terms of reference"
  says   "quorum", "the chair", "minutes", "agenda"

kind scheme "Scheme of delegation"
  titled "scheme of delegation"
  says   "delegate", "approve", "sign"
"#;
    let engine = engine(rules);
    let told = |text: &str| {
        let told =
            engine.rate(&read(&format!("# The Crew\n\n{text}")), "a.md", Settings { as_of: TODAY, kind: None }).kind?;
        Some((told.kind.at(), told.because))
    };
    let terms = "The chair writes an agenda. A quorum is four. Minutes go out.";
    assert_eq!(told(terms), Some((1, Because::Said)));
    assert_eq!(told("The chair writes an agenda. A quorum is four. The quorum eats."), None, "three things");
    assert_eq!(told(&format!("{terms} They delegate.")), Some((1, Because::Said)));
    assert_eq!(told(&format!("{terms} They approve what they delegate, and sign.")), None, "no more than half as many");
    assert_eq!(told("## The chair\n\n## Agenda\n\n## Quorum\n\n## Minutes\n\nText."), None, "headings");
}

#[test]
fn what_a_publisher_adds_is_no_evidence() {
    let rules = r#"
kind terms "Terms of reference"
  titled "terms of reference"
  aside  "copyright notice", "printed by"

words meeting "meets", "Copyright"

rule meets "The body meets"
  answers test.first.1
  applies terms
  basis   criterion
  area    first
  find said = sentence having meeting
  green when said
  red otherwise because "nothing"
"#;
    let engine = engine(rules);
    for (heading, colour) in [
        ("Copyright notice", Colour::Red),
        ("9. Copyright Notice", Colour::Red),
        ("Copyright notice and use", Colour::Green),
        ("Use", Colour::Green),
    ] {
        let text =
            format!("# Terms of Reference\n\nIt advises.\n\n## {heading}\n\nIt meets.\n\n### Printers\n\nIt meets.");
        let verdict = engine.rate(&read(&text), "a.md", Settings { as_of: TODAY, kind: None });
        assert_eq!(verdict.ratings[0].colour, colour, "{heading}");
    }
}

#[test]
fn doubtful_signs_tell_nothing() {
    let body = "Text that says nothing.";
    for (path, text) in [
        ("a.md", format!("# The Crew\n\n{body}")),
        ("a.md", format!("# The Crew\n\n## Meetings\n\n{body}\n\n## Meetings\n\n{body}")),
        ("a.md", format!("# Charter and note\n\n{body}")),
        ("a.md", format!("# The Crew\n\n# Board and lodging\n\n{body}")),
        ("a.md", "# The Crew\n\nThe working group keeps the charter of 1632 in a safe.".to_owned()),
        ("a.md", format!("# The Crew\n\n{body}\n\n## Charter of 1632\n\n{body}")),
        (
            "a.md",
            format!(
                "# The Crew\n\n## Quorum\n\n{body}\n\n## Membership\n\n{body}\n\n## Reserved matters\n\n{body}\n\n## Delegated powers\n\n{body}"
            ),
        ),
    ] {
        assert_eq!(told(path, &text), None, "{text}");
    }
}

#[test]
fn the_longest_title_tells() {
    let text = "# Note on the scheme of delegation\n\nText.";
    assert_eq!(told("a.md", text), Some(("scheme", "title")));
}

#[test]
fn the_kind_asked_for_holds() {
    let engine = engine(KINDS);
    let settings = Settings { as_of: TODAY, kind: Some(KindId(2)) };
    let told = engine.rate(&read("# Note\n\nText."), "a.md", settings).kind;
    assert_eq!(told.map(|told| (told.kind, told.because)), Some((KindId(2), Because::Asked)));
}

#[test]
fn a_title_that_may_be_of_a_kind_tells_with_what_the_paper_says() {
    let said = |title: &str, body: &str| told("a.md", &format!("# {title}\n\n{body}\n")).map(|(kind, _)| kind);
    let two = "Each officer acts alone. None may sub-delegate.";
    assert_eq!(said("List of Powers", two), Some("scheme"));
    assert_eq!(said("A letter", two), None);
    assert_eq!(said("List of Powers", "Each officer acts alone."), None);
    assert_eq!(
        said("List of Powers", "Holm Sailing Trust asks Ness Rowing Association that each officer acts alone."),
        Some("scheme")
    );
    assert_eq!(said("List of Powers", "Holm Sailing Trust asks that each officer acts alone."), None);
    assert_eq!(said("Charter and list of powers", two), Some("terms"));
}
