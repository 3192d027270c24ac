//! Rule files compiled: what a whole one gives, and what each mistake is told as.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use govlint::diagnostic::{Diagnostic, Severity};
use govlint::language::model::{Phrase, PhrasePart};
use govlint::language::{Code, Program, RuleFile, compile, compile_to_run};
use govlint::source::LineIndex;
use proptest::prelude::*;

fn compiled(text: &str) -> (Program, String) {
    let file = RuleFile { name: "test.rules".to_owned(), text: text.to_owned().into() };
    let (program, problems) = compile(&[file]);
    let list: Vec<String> = problems.iter().map(|problem| format!("{problem:?}")).collect();
    assert!(problems.iter().all(|problem| problem.severity != Severity::Error), "{}", list.join("\n"));
    (program, list.join("\n"))
}

/// A part of a phrase: a word as written, with how many forms match.
fn outlined(program: &Program, part: PhrasePart) -> String {
    let PhrasePart::Word(pattern) = part else { return format!("{part:?}") };
    let forms = program.patterns.forms(pattern);
    format!("Word({:?}, {})", program.vocabulary.form(forms[0]).unwrap(), forms.len())
}

/// One line for each thing of the program, the ids left as they are.
fn outline(program: &Program) -> String {
    let mut out = String::new();
    for pack in &program.packs {
        let _ = writeln!(out, "pack {pack:?}");
    }
    for (id, words) in program.words.iter().enumerate() {
        let phrase = |phrase: &Phrase| {
            let parts: Vec<String> = phrase.parts.iter().map(|part| outlined(program, *part)).collect();
            format!("[{}]", parts.join(", "))
        };
        let parts = |phrases: &[Phrase]| phrases.iter().map(phrase).collect::<Vec<_>>().join(" ");
        let (phrases, but_not) = (parts(&words.phrases), parts(&words.but_not));
        let name = if words.declared { &words.name } else { &format!("({})", words.name) };
        let regexes: Vec<&str> = words.regexes.iter().map(|regex| regex.source.as_str()).collect();
        let _ = writeln!(out, "words {id} {name}: {phrases} but not {but_not} {regexes:?}");
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
        let same = question.same_as.map(|id| id.0);
        let (basis, inferred) = (question.basis, &question.inferred);
        let _ = writeln!(out, "  same as {same:?} {basis:?} {:?} {:?} {inferred:?}", question.risk, question.ask);
        let _ = writeln!(out, "  {:?} {:?}", question.event, question.effect);
    }
    for rule in &program.rules {
        let _ =
            writeln!(out, "rule {} {:?} answers {:?} applies {:?}", rule.id, rule.title, rule.answers, rule.applies);
        let _ = writeln!(out, "  advisory {} off {}", rule.advisory, rule.off);
        let _ = writeln!(out, "  {:?} {:?} {:?} {:?} {:?}", rule.basis, rule.risk, rule.ask, rule.help, rule.finds);
        let _ = writeln!(out, "  {:?} {:?}", rule.event, rule.effect);
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

#[test]
fn line_ends_and_byte_order_marks_make_no_difference() {
    let text = include_str!("data/rules/whole.rules");
    let (plain, _) = compiled(text);
    for other in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text.trim_end().to_owned()] {
        assert_eq!(outline(&compiled(&other).0), outline(&plain));
    }
}

/// `code line:column-line:column message | help` for each problem.
fn listed(files: &[RuleFile], problems: &[Diagnostic]) -> String {
    let mut out = String::new();
    for problem in problems {
        let mut places = problem.labels.iter().map(|label| {
            let file = &files[label.file.0 as usize];
            let index = LineIndex::new(&file.text);
            let (from, to) = (index.position(&file.text, label.span.start), index.position(&file.text, label.span.end));
            format!("{}:{}-{}:{}", from.line, from.column, to.line, to.column)
        });
        let place = places.next().unwrap();
        let also: Vec<String> = places.collect();
        let also = if also.is_empty() { String::new() } else { format!(" (and {})", also.join(", ")) };
        let help = problem.help.as_deref().unwrap_or("");
        let _ = writeln!(out, "{} {place}{also} {} | {help}", problem.code, problem.message);
    }
    out
}

/// Every file of the folder of samples, by name.
fn samples() -> Vec<RuleFile> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/rules");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    paths
        .iter()
        .map(|path| RuleFile { name: name(path), text: std::fs::read_to_string(path).unwrap().into() })
        .collect()
}

#[test]
fn told() {
    for file in samples() {
        let name = format!("told_{}", file.name);
        let files = [file];
        let (_, problems) = compile(&files);
        insta::assert_snapshot!(name, listed(&files, &problems));
    }
}

fn files<const N: usize>(texts: [&str; N]) -> [RuleFile; N] {
    let mut index = 0;
    texts.map(|text| {
        index += 1;
        RuleFile { name: format!("{index}.rules"), text: text.to_owned().into() }
    })
}

/// Problems of several files, each line with the file's number in front.
fn listed_by_file(files: &[RuleFile]) -> String {
    let (_, problems) = compile(files);
    let line = |problem: &Diagnostic| {
        let file = problem.labels[0].file.0 as usize;
        format!("{} {}", file + 1, listed(files, std::slice::from_ref(problem)))
    };
    problems.iter().map(line).collect()
}

#[test]
fn packs_see_what_they_use() {
    let shared =
        "pack shared \"Shared\"\nwords leaving \"leave\"\nkind pact \"Pact\"\n  titled \"pact\"\narea pact \"Pact\"\n";
    let rule = "rule one \"One\"\n  area pact\n  applies pact\n  basis criterion\n  green when leaving\n  red otherwise because \"no\"\n  example green \"We leave.\"\n  example red \"We stay.\"\n";
    let uses = format!("pack own \"Own\"\n  uses shared\n{rule}");
    assert_eq!(listed_by_file(&files([shared, &uses])), "");
    assert_eq!(listed_by_file(&files([&uses, shared])), "", "the order of files does not matter");
    let spread = [shared, "pack own \"Own\"\n  uses shared\n", &format!("pack own\n{rule}")];
    let (program, _) = compile(&files(spread));
    assert_eq!(program.rules[0].id, "own.pact.one");
    assert_eq!(listed_by_file(&files(spread)), "", "all files of a pack see what one of them uses");
    let blind = format!("pack own \"Own\"\n{rule}");
    insta::assert_snapshot!("packs_blind", listed_by_file(&files([shared, &blind])));
}

#[test]
fn packs_told() {
    let texts = [
        "pack first \"First\"\n  uses third, secnd, first\nwords a \"a\", b, unknown\n",
        "pack second\nwords b \"b\"\nwords c \"c\"\n",
        "pack third \"Third\"\nwords b \"b\"\n",
        "pack third \"Third again\"\nwords b \"b again\"\n",
        "pack fourth \"Fourth\"\n  uses second, third\nwords c \"c here\"\nwords d b\n",
        "words e \"e\"\n",
        "",
        "pakc fifth \"Fifth\"\nwords f \"f\", a\n",
        "pack\nwords g \"g\", a\n",
    ];
    insta::assert_snapshot!("packs_told", listed_by_file(&files(texts)));
}

#[test]
fn every_code_is_listed_and_told_by_a_sample() {
    let list: String =
        Code::ALL.iter().map(|code| format!("{:?} {}: {}\n", code.severity(), code.name(), code.meaning())).collect();
    insta::assert_snapshot!("codes", list);
    let mut told: Vec<&str> =
        samples().into_iter().flat_map(|file| compile(&[file]).1).map(|problem| problem.code).collect();
    told.extend(["too-big", "too-many-errors", "ambiguous-name"]); // `hostile` and `packs_told`
    let untold: Vec<&str> = Code::ALL.iter().map(|code| code.name()).filter(|code| !told.contains(code)).collect();
    assert_eq!(untold, [""; 0]);
}

/// What must hold of what is told about any text.
fn check(text: &str) -> Vec<Diagnostic> {
    let files = files([text]);
    let (_, problems) = compile(&files);
    for problem in &problems {
        assert!(Code::ALL.iter().any(|code| code.name() == problem.code));
        assert!(problem.labels.iter().filter(|label| label.primary).count() == 1, "{problem:?}");
        for label in &problem.labels {
            assert!(text.get(label.span.range()).is_some(), "{problem:?} lies outside the file or inside a character");
        }
        let first = problem.message.chars().next().unwrap();
        assert!(!first.is_uppercase() && !problem.message.ends_with('.'), "{}", problem.message);
        assert!(problem.help.is_some(), "{problem:?} does not say what to do");
    }
    assert!(problems.is_sorted_by_key(|problem| problem.labels[0].span.start));
    problems
}

/// Lines that are right, lines that are nearly so, and scraps of them.
fn scrap() -> impl Strategy<Value = String> {
    let whole = include_str!("data/rules/whole.rules");
    let lines: Vec<&str> = whole.lines().collect();
    let words: Vec<&str> = whole.split_whitespace().collect();
    prop_oneof![
        3 => prop::sample::select(lines).prop_map(|line| format!("{line}\n")),
        3 => prop::sample::select(words).prop_map(|word| format!("{word} ")),
        1 => prop::sample::select(vec!["\"", "'", "/", "\"\"\"", "(", ")", "{", "}", "|", ",", "\n", "\n  ", "\t", "\r\n", "…", "“", "\u{a0}", "#", "~", "\u{feff}"]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

proptest! {
    #[test]
    fn any_text_is_told_of(scraps in prop::collection::vec(scrap(), 0..60)) {
        check(&scraps.concat());
    }

    #[test]
    fn a_rule_file_with_a_slip_is_told_of(at in any::<prop::sample::Index>(), cut in 0usize..8, put in scrap()) {
        let whole = include_str!("data/rules/whole.rules");
        let floor = |mut at: usize| { while !whole.is_char_boundary(at) { at -= 1; } at };
        let from = floor(at.index(whole.len()));
        let to = floor((from + cut).min(whole.len())).max(from);
        check(&format!("{}{put}{}", &whole[..from], &whole[to..]));
    }
}

/// Texts that are large or deep on purpose.
#[test]
fn hostile() {
    let rule = |find: &str| {
        format!(
            "pack p \"P\"\nwords a \"a\"\narea x \"X\"\nkind k \"K\"\n  titled \"k\"\nrule r \"R\"\n  area x\n  applies k\n  basis criterion\n  find f = {find}\n  green when f\n  red otherwise because \"no\"\n  example green \"a\"\n  example red \"b\"\n"
        )
    };
    let deep = 20_000;
    let finds: String = (0..3_000).map(|at| format!("  find f{at} = f{} having a\n", at - 1)).skip(1).collect();
    let groups: String = (1..6_000).map(|at| format!("words w{at} w{}, w{}, \"word{at}\"\n", at - 1, at / 2)).collect();
    let facts: String = (1..5_000).map(|at| format!("fact f{at} : cadence = f{} | f{}\n", at + 1, at - 1)).collect();
    let texts = [
        ("brackets", rule(&format!("{}a{}", "(".repeat(deep), ")".repeat(deep)))),
        ("brackets unclosed", rule(&"(".repeat(deep))),
        ("braces", format!("pack p \"P\"\nfact f : record = clause {}", "{ a: ".repeat(deep))),
        ("labels", rule(&"clause headed ".repeat(deep))),
        ("nots", rule(&"not ".repeat(deep))),
        ("counts", rule(&"at least 2 ".repeat(deep))),
        ("everies", rule(&"every f has ".repeat(deep))),
        ("nearness", rule(&"a near ".repeat(deep))),
        ("havings", rule(&format!("clause{}", " having a".repeat(deep)))),
        ("lines of brackets", rule(&"(\n    ".repeat(deep))),
        ("unions", rule(&format!("clause{}", " | clause".repeat(5_000)))),
        (
            "finds",
            rule("clause").replace("  find f = clause\n", &format!("  find f0 = clause\n{finds}  find f = f2999\n")),
        ),
        ("lines", rule("clause").replace("  find f", &"  green when a or clause\n".repeat(100_000))),
        (
            "finds that double",
            rule("clause")
                .replace(
                    "  find f = clause\n",
                    &format!(
                        "  find f0 = clause\n{}  find f = f40\n",
                        (1..41).map(|at| format!("  find f{at} = f{0} | f{0} having a\n", at - 1)).collect::<String>()
                    ),
                )
                .replace("because \"no\"", "because \"{f0} no\"")
                .replace("green when f", "amber when f having a because \"{f0}\"\n  green when f"),
        ),
        ("groups", format!("pack p \"P\"\nwords w0 \"word\"\n{groups}")),
        (
            "groups again and again",
            format!(
                "pack p \"P\"\nwords w0 {}\n{}",
                (0..4_000).map(|at| format!("\"w{at}\", ")).collect::<String>(),
                (1..10).map(|at| format!("words w{at} {}\n", "w0, ".repeat(12_000))).collect::<String>()
            ),
        ),
        ("facts", format!("pack p \"P\"\nfact f0 : cadence = cadence\n{facts}")),
        (
            "names",
            format!(
                "pack p \"P\"\n{}",
                (0..20_000).map(|at| format!("words n{at} n{}x\n", at + 1)).collect::<String>()
            ),
        ),
        ("rubbish", "x(\"\n".repeat(2_500_000)),
        ("one line", "a ".repeat(5_000_000)),
        ("rubbish that is read", "x(\"\n".repeat(300_000)),
        ("one line that is read", "a ".repeat(2_000_000)),
        ("spaces", " \n".repeat(2_000_000)),
        ("a text block", format!("pack p \"\"\"\n{}", "  text\n".repeat(500_000))),
        ("strings", format!("pack p \"P\"\nwords w {}", "\"a b c\", ".repeat(7_000))),
        ("gaps", format!("pack p \"P\"\nwords w \"a{}\"", " … a".repeat(10_000))),
    ];
    for (name, text) in texts {
        let start = Instant::now();
        let problems = check(&text);
        let bad = problems.iter().any(|problem| problem.severity == Severity::Error);
        assert!(
            bad || matches!(
                name,
                "unions" | "spaces" | "strings" | "gaps" | "groups again and again" | "finds that double"
            ),
            "{name} is told of"
        );
        assert!(start.elapsed() < Duration::from_secs(30), "{name} took {:?}", start.elapsed());
    }
}

#[test]
fn rules_to_run_are_the_same_without_examples_and_warnings() {
    let file = RuleFile { name: "whole.rules".into(), text: include_str!("data/rules/whole.rules").into() };
    let (whole, _) = compile(std::slice::from_ref(&file));
    let (run, problems) = compile_to_run(&[file]);
    assert_eq!(problems, []);
    assert_eq!(run.rules.len(), whole.rules.len());
    for (run, whole) in run.rules.iter().zip(&whole.rules) {
        assert!(run.examples.is_empty() && !whole.examples.is_empty());
        assert_eq!((&run.id, run.arms.len(), &run.finds), (&whole.id, whole.arms.len(), &whole.finds));
    }
    let broken = RuleFile { name: "broken.rules".into(), text: "pack ours \"Ours\"\n  version 1\n".into() };
    assert!(!compile_to_run(&[broken]).1.is_empty());
}
