//! Any text: the compiler of rules ends, every place it tells lies in the file, what it calls sound is sound, and the formatter
//! keeps what it has formatted.

#![no_main]

use govlint::diagnostic::Severity;
use govlint::engine::Engine;
use govlint::language::{RuleFile, compile, format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
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
        let twice = format(&once);
        assert_eq!(twice.as_ref(), Ok(&once), "formatting again changes something");
    }
});
