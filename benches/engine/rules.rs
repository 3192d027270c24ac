//! The shipped rules, and many times as many made from them with other words.

use govlint::diagnostic::{Diagnostic, Severity};
use govlint::language::{Program, RuleFile, compile};
use govlint::workspace::RuleSet;

use crate::corpus::{Dice, words};

/// Words kept as they are, so that made-up phrases read like phrases.
const KEPT: [&str; 14] = ["of", "the", "to", "and", "a", "in", "by", "for", "or", "on", "with", "not", "all", "each"];

/// The shipped rules `times` over: the first time as they are, then with the words of every group drawn from the corpus. Facts
/// there are once: they are no rules.
pub fn program(times: u64) -> Program {
    let (shipped, facts) = RuleSet::load(&[]).map(|rules| (rules.files, rules.program.facts.len())).unwrap_or_default();
    let mut files = shipped.clone();
    for copy in 1..times {
        let mut dice = Dice::new(copy);
        let words = words();
        for file in &shipped {
            if !file.text.starts_with("pack core") {
                files.push(RuleFile {
                    name: file.name.clone(),
                    text: renamed(&file.text, copy, &words, &mut dice).into(),
                });
            }
        }
    }
    let (mut program, problems) = compile(&files);
    must_be_sound(&files, &problems);
    program.facts.truncate(facts);
    program
}

/// Ends the bench where made-up rules have errors: what is left of them would be measured in their place.
pub fn must_be_sound(files: &[RuleFile], problems: &[Diagnostic]) {
    if let Some(error) = problems.iter().find(|problem| problem.severity == Severity::Error) {
        let label = &error.labels[0];
        let file = &files[label.file.0 as usize];
        let from = (label.span.start as usize).saturating_sub(300);
        panic!("{}: {} at {:?}", file.name, error.message, file.text.get(from..label.span.end as usize));
    }
}

/// A rule file as part of a pack of its own, with other words in its groups and without examples.
fn renamed(text: &str, copy: u64, words: &[String], dice: &mut Dice) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_group = false;
    let mut in_example = false;
    let mut in_text = false;
    for line in text.lines() {
        let was_in_text = in_text;
        in_text ^= line.matches("\"\"\"").count() % 2 == 1;
        if in_example && was_in_text {
            continue;
        }
        let opens = line.starts_with(|first: char| first.is_ascii_lowercase());
        let body = line.trim_start();
        if opens {
            in_group = line.starts_with("words ");
        }
        if opens || (line.starts_with("  ") && !line.starts_with("   ")) {
            in_example = body.starts_with("example ");
        }
        if in_example {
            continue;
        }
        if in_group {
            out.push_str(&redrawn(line, words, dice));
        } else {
            out.push_str(&moved(line, copy));
        }
        out.push('\n');
    }
    out
}

/// A line with the packs that it names moved out of the way.
fn moved(line: &str, copy: u64) -> String {
    let mut line = line.to_owned();
    for pack in ["hfma", "practice", "cfps", "drafting"] {
        if line.starts_with("pack ") || line.trim_start().starts_with("uses ") {
            line = line.replace(pack, &format!("{pack}{copy}"));
        }
        line = line.replace(&format!("{pack}."), &format!("{pack}{copy}."));
    }
    line
}

/// A line of a group with its words drawn anew.
fn redrawn(line: &str, words: &[String], dice: &mut Dice) -> String {
    // The quotes of a regex are no strings.
    if line.contains(" /") {
        return line.to_owned();
    }
    let mut out = String::new();
    for (index, stretch) in line.split('"').enumerate() {
        if index > 0 {
            out.push('"');
        }
        if index % 2 == 0 {
            out.push_str(stretch);
            continue;
        }
        let drawn: Vec<&str> = stretch
            .split(' ')
            .map(|word| if KEPT.contains(&word) || word == "…" { word } else { &words[dice.below(words.len())] })
            .collect();
        out.push_str(&drawn.join(" "));
    }
    out
}
