//! `govlint rules new` for the questions of the shipped rules: what it prints can be read, and once it is filled in nothing is
//! wrong with it.

#![allow(clippy::unwrap_used)]

use std::fs;

use govlint::diagnostic::Severity;
use govlint::engine::Engine;
use govlint::language::model::QuestionId;
use govlint::language::starter;
use govlint::workspace::RuleSet;

/// Questions of which one is tried.
const EVERY: usize = 11;

fn filled(starter: &str) -> String {
    [
        ("[what people call it]", "lobster pot"),
        ("[what others call it]", "creel"),
        ("[what looks like it]", "creel house"),
        ("[what settles it]", "harbour master"),
        ("[or this]", "pilot"),
        ("[A sentence that settles it.]", "The lobster pots are kept by the harbour master."),
        ("[A sentence that only mentions it.]", "There is a creel."),
        ("[A sentence about something else.]", "There is a quay."),
    ]
    .iter()
    .fold(starter.to_owned(), |text, (blank, words)| text.replace(blank, words))
}

#[test]
fn starters_of_shipped_questions_can_be_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.rules");
    let load = |text: &str| {
        fs::write(&path, text).unwrap();
        RuleSet::load(std::slice::from_ref(&path)).unwrap()
    };
    let shipped = RuleSet::load(&[]).unwrap().program;
    for at in (0..shipped.questions.len()).step_by(EVERY) {
        let starter = starter(&shipped, QuestionId(at as u32)).unwrap();
        let blank = load(&starter);
        assert!(blank.problems.iter().all(|problem| problem.severity < Severity::Error), "{:#?}", blank.problems);
        let rules = load(&filled(&starter));
        assert!(rules.problems.is_empty(), "{:#?}\n{starter}", rules.problems);
        let [rule] = rules.named_rules()[..] else { panic!("one rule is begun") };
        let runs = Engine::new(rules.program).run_examples(rule);
        assert!(runs.len() == 3 && runs.iter().all(|run| run.passes()), "{runs:#?}");
    }
}
