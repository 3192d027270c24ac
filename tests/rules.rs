//! Rule files compiled: what a whole one gives, and what each mistake is told as.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use govlint::diagnostic::Severity;
use govlint::language::model::Phrase;
use govlint::language::{Program, RuleFile, compile};

fn compiled(text: &str) -> (Program, String) {
    let file = RuleFile { name: "test.rules".to_owned(), text: text.to_owned() };
    let (program, problems) = compile(&[file]);
    let list: Vec<String> = problems.iter().map(|problem| format!("{problem:?}")).collect();
    assert!(problems.iter().all(|problem| problem.severity != Severity::Error), "{}", list.join("\n"));
    (program, list.join("\n"))
}

/// One line for each thing of the program, the ids left as they are.
fn outline(program: &Program) -> String {
    let mut out = String::new();
    for pack in &program.packs {
        let _ = writeln!(out, "pack {pack:?}");
    }
    for (id, words) in program.words.iter().enumerate() {
        let parts = |phrases: &[Phrase]| {
            phrases.iter().map(|phrase| format!("{:?}", phrase.parts)).collect::<Vec<_>>().join(" ")
        };
        let (phrases, but_not) = (parts(&words.phrases), parts(&words.but_not));
        let name = if words.declared { &words.name } else { &format!("({})", words.name) };
        let _ = writeln!(out, "words {id} {name}: {phrases} but not {but_not} {:?}", words.regexes);
    }
    for kind in &program.kinds {
        let _ = writeln!(out, "{kind:?}");
    }
    for names in &program.names {
        let _ = writeln!(out, "names {} {:?}", names.name, names.ending);
    }
    for (id, find) in program.finds.iter().enumerate() {
        let _ = writeln!(out, "find {id} {} = {:?}", find.name, find.expr);
    }
    for fact in &program.facts {
        let _ = writeln!(out, "{fact:?}");
    }
    for area in &program.areas {
        let _ = writeln!(out, "{area:?}");
    }
    for question in &program.questions {
        let under = question.under.map(|id| id.0);
        let _ = writeln!(
            out,
            "question {} {:?} under {under:?} {:?} {:?}",
            question.id, question.text, question.attested, question.area
        );
    }
    for rule in &program.rules {
        let _ =
            writeln!(out, "rule {} {:?} answers {:?} applies {:?}", rule.id, rule.title, rule.answers, rule.applies);
        let _ = writeln!(out, "  {:?} {:?} {:?} {:?} {:?}", rule.basis, rule.risk, rule.ask, rule.help, rule.finds);
        for arm in &rule.arms {
            let _ = writeln!(out, "  {:?} {:?} {:?} {:?}", arm.outcome, arm.condition, arm.because, arm.at);
        }
        let _ = writeln!(out, "  suggest {:?}", rule.suggest);
        for example in &rule.examples {
            let _ = writeln!(
                out,
                "  example {:?} {:?} {:?} {:?}",
                example.outcome, example.text, example.kind, example.as_of
            );
        }
    }
    out
}

#[test]
fn whole() {
    let (program, _) = compiled(include_str!("data/rules/whole.rules"));
    insta::assert_snapshot!("whole", outline(&program));
}
