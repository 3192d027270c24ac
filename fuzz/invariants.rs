//! What has to hold of any input, whatever it is: shared by the fuzz targets and by the test that runs the inputs they found.

use std::sync::LazyLock;

use govlint::diagnostic::Severity;
use govlint::document::{BlockId, Document};
use govlint::engine::Engine;
use govlint::language::{RuleFile, compile, format};
use govlint::prose::{Prose, Recogniser, RecogniserSet, Statements, Vocabulary, quantity, recognise};
use govlint::workspace::RuleSet;

/// The reader of Markdown ends with a sound document or refuses.
pub fn markdown(bytes: &[u8]) {
    if let Ok(document) = govlint::read::markdown(bytes) {
        sound(&document, bytes.len());
    }
}

/// The reader of plain text ends with a sound document or refuses.
pub fn plain(bytes: &[u8]) {
    if let Ok(document) = govlint::read::plain(bytes) {
        sound(&document, bytes.len());
    }
}

/// The text comes from the file without a hole, and blocks lie in the text.
fn sound(document: &Document, length: usize) {
    let mut end = 0;
    for (text, file) in document.text.runs() {
        assert!(text.start == end && file.end as usize <= length, "a place outside the file: {file:?}");
        end = text.end;
    }
    for (index, block) in document.blocks.iter().enumerate() {
        assert!(document.text.as_str().get(block.span.range()).is_some(), "a block outside the text: {block:?}");
        let _ = document.clause_name(BlockId(index as u32));
    }
}

/// Values rise inside their sentences, and every word has a standing.
pub fn prose(text: &str) {
    static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
        RuleSet::load_to_run(&[]).map_or_else(|problem| panic!("{problem:?}"), |rules| rules.program.vocabulary)
    });
    let _ = quantity(text);
    let Ok(document) = govlint::read::markdown(text.as_bytes()) else { return };
    let prose = Prose::read(&document, &WORDS).on(jiff::civil::date(2026, 11, 22));
    let mut wanted = RecogniserSet::default();
    Recogniser::ALL.iter().for_each(|&recogniser| wanted.insert(recogniser));
    let mut last = 0;
    for found in recognise(&document, &prose, wanted) {
        assert!(last <= found.tokens.start && found.tokens.start < found.tokens.end, "{found:?}");
        assert!(found.value.amount.is_none_or(f64::is_finite), "{found:?}");
        last = found.tokens.end;
    }
    let statements = Statements::new(&document, &prose);
    for (index, sentence) in prose.sentences.iter().enumerate() {
        let _ = statements.content(index as u32);
        for token in sentence.tokens.clone() {
            let _ = statements.standing(&(token..token + 1));
        }
    }
}

/// The compiler of rules ends, every place it tells lies in the file, and what it calls sound can be made ready to run. The
/// formatter keeps every mark that is no space, comments too, and what it has formatted.
pub fn rules(text: &str) {
    let file = RuleFile { name: "fuzz.rules".to_owned(), text: text.to_owned().into() };
    let (program, problems) = compile(&[file]);
    for label in problems.iter().flat_map(|problem| &problem.labels) {
        assert!(text.get(label.span.range()).is_some(), "a place outside the file: {label:?}");
    }
    if problems.iter().all(|problem| problem.severity < Severity::Error) {
        assert!(program.rules.iter().all(|rule| !rule.arms.is_empty() && !rule.id.is_empty()));
        let _ = Engine::new(program);
    }
    if let Ok(once) = format(text) {
        let marks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(marks(text), marks(&once), "formatting loses or adds something");
        assert_eq!(format(&once).as_ref(), Ok(&once), "formatting again changes something");
    }
}
