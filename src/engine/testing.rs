//! Engines from rule text, and ratings as short lines, for the tests of this room.

use jiff::civil::{Date, date};

use super::{Engine, Evidence, Rating, Settings, Verdict};
use crate::diagnostic::Severity;
use crate::document::Document;
use crate::language::model::KindId;
use crate::language::{RuleFile, compile};
use crate::read::markdown;

/// The day that tests are rated as of.
pub(super) const TODAY: Date = date(2026, 11, 22);

/// The head of a pack with a kind `note`.
const HEAD: &str = r#"pack test "Test"
  version "1"

kind note "Note"
  titled "note"

area first "First"

question test.first.1 "Is it so?"

words other-paper 'constitution', 'scheme', 'policy', 'protocol' as paper
words post-name   'treasurer', 'chair' as role
"#;

/// An engine for declarations behind a head with a kind, an area and a question; they may hold anything that compiles.
pub(super) fn engine(rules: &str) -> Engine {
    let file = RuleFile { name: "test.rules".to_owned(), text: format!("{HEAD}\n{rules}").into() };
    let (program, problems) = compile(&[file]);
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    Engine::new(program)
}

/// An engine for one rule with some body lines, behind declarations of words.
pub(super) fn rule(words: &str, body: &str) -> Engine {
    let head = "rule first-rule \"Rule\"\n  answers test.first.1\n  applies note\n  basis criterion\n  area first";
    engine(&format!("{words}\n\n{head}\n{body}"))
}

/// An engine for `green when expression`, `red otherwise`.
pub(super) fn green(words: &str, expression: &str) -> Engine {
    rule(words, &format!("  green when {expression}\n  red otherwise because \"not found\""))
}

/// A Markdown document.
pub(super) fn read(text: &str) -> Document {
    markdown(text.as_bytes()).expect("readable")
}

/// What the engine makes of Markdown, taken for a document of the first kind.
pub(super) fn rate(engine: &Engine, text: &str) -> (Document, Verdict) {
    let document = read(text);
    let verdict = engine.rate(&document, "", Settings { as_of: TODAY, kind: Some(KindId(0)) });
    (document, verdict)
}

/// The first rating of a document, under a title, as `colour reason: quotes`.
pub(super) fn line(engine: &Engine, text: &str) -> String {
    let titled =
        if text.starts_with("# ") || text.starts_with("---") { text.to_owned() } else { format!("# Note\n\n{text}") };
    let (document, verdict) = rate(engine, &titled);
    show(&document, &verdict.ratings[0])
}

/// A rating as `colour reason: quotes`, `green` for `green present`.
pub(super) fn show(document: &Document, rating: &Rating) -> String {
    // The cells of a row stand on lines of their own.
    let quote = |found: &Evidence| document.text.slice(found.span).replace('\n', " | ");
    let quotes: Vec<String> = rating.evidence.iter().map(quote).collect();
    let told = format!("{} {}: {}", rating.colour.word(), rating.reason.word(), quotes.join(" / "));
    told.replace("green present", "green").replace("red absent: ", "red")
}
