//! `docs/rule-language.md` is right: each of its blocks of rules compiles, its examples are rated as they say, and its
//! mistakes are told as it says.
//!
//! A block that opens with `pack` is a file; one that opens with a declaration belongs to a pack that uses [`AROUND`]; one
//! that is indented holds lines of a rule; any other holds an expression a line. `rules wrong CODE` marks a mistake, and a
//! `text` block right behind it holds what is told.

#![allow(clippy::unwrap_used)]

use govlint::bundle;
use govlint::diagnostic::{Diagnostic, Severity};
use govlint::engine::Engine;
use govlint::language::model::RuleId;
use govlint::language::{Code, RuleFile, compile};

const DOCS: &str = include_str!("../docs/rule-language.md");

/// What the blocks may name.
const AROUND: &str = r#"pack around "What stands around the blocks"

kind mou "Memorandum of understanding"
  titled "memorandum of understanding"
kind tor "Terms of reference"
  titled "terms of reference"
kind sod "Scheme of delegation"
  titled "scheme of delegation"

area mou "Memorandum of understanding"
question ours.mou.1 "It is agreed how a partner leaves"

words leaving  "leave", "withdraw", "withdrawal" but not "annual leave"
words notice   "notice"
words settling "settle", "final account"
words meet     "meet", "meeting"
words report   "report"
words decision "decision", "matter"
words limit    "limit"
words holder   "holder"
words delegate "delegate"
words other-paper "protocol" as paper
names body     capitalised ending "Board", "Committee", "Group"
fact pace : cadence = cadence within 8 words of meet
fact named-body : name for mou = sentence having ("set up" and body)
fact own-body : first name for tor as own-name = body of title
fact line : record = sentence having ("report to" and body) { lower: body before "report to", upper: body after "report to" }
"#;

struct Block {
    /// Line of the document, from 1.
    line: usize,
    info: String,
    text: String,
}

fn blocks() -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (index, line) in DOCS.lines().enumerate() {
        if let Some(info) = line.strip_prefix("```") {
            open = !open;
            if open {
                blocks.push(Block { line: index + 1, info: info.to_owned(), text: String::new() });
            }
        } else if open {
            let text = &mut blocks.last_mut().unwrap().text;
            text.push_str(line);
            text.push('\n');
        }
    }
    blocks
}

/// The files that a block stands for.
fn files(block: &Block) -> Vec<RuleFile> {
    let file = |text: String| RuleFile { name: format!("block at line {}", block.line), text: text.into() };
    let first = block.text.lines().find(|line| !line.is_empty() && !line.starts_with('#')).unwrap();
    let word = first.split(' ').next().unwrap();
    let own = "pack ours \"Our own checks\"\n  uses around\n";
    let body = match word {
        "pack" => return vec![file(block.text.clone())],
        "kind" | "words" | "names" | "fact" | "area" | "question" | "rule" | "bundle-rule" => block.text.clone(),
        _ if block.info.contains("wrong") && !first.starts_with(' ') => block.text.clone(),
        "" => rule(&block.text),
        _ => rule(&finds(&block.text)),
    };
    vec![file(around(&body)), file(format!("{own}{body}"))]
}

/// [`AROUND`] without the groups of words that a block declares itself.
fn around(body: &str) -> String {
    let opening = |line: &str| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let own: Vec<String> = body.lines().filter(|line| line.starts_with("words ")).map(opening).collect();
    let kept = AROUND.lines().filter(|line| !own.contains(&opening(line)));
    kept.map(|line| format!("{line}\n")).collect()
}

/// A find for each line that is none of the line before.
fn finds(expressions: &str) -> String {
    let lines = expressions.lines().filter(|line| !line.is_empty());
    lines.enumerate().map(|(index, line)| format!("  find f{index} = {line}\n")).collect()
}

/// A rule with those lines, and with what it must have beside them.
fn rule(lines: &str) -> String {
    let mut rule = String::from("rule sample \"Sample\"\n");
    for (word, line) in [("answers", "answers ours.mou.1"), ("applies", "applies mou"), ("basis", "basis criterion")] {
        if !lines.contains(word) {
            rule.push_str(&format!("  {line}\n"));
        }
    }
    for name in ["way-out", "said"] {
        if !lines.contains(&format!("find {name}")) && lines.contains(name) {
            rule.push_str(&format!("  find {name} = clause having leaving\n"));
        }
    }
    rule.push_str(lines);
    if !lines.contains("otherwise") {
        rule.push_str("  red otherwise because \"nothing was found\"\n");
    }
    rule
}

/// Problems that are not about what a block leaves out.
fn told(block: &Block) -> Vec<Diagnostic> {
    let (_, problems) = compile(&files(block));
    let left_out = ["no-example", "unused-find", "unused-words", "no-because"];
    problems
        .into_iter()
        .filter(|problem| block.info.contains(problem.code) || !left_out.contains(&problem.code))
        .collect()
}

/// A problem without its place, as people are told it.
fn rendered(problem: &Diagnostic) -> String {
    let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
    format!("{severity}[{}]: {}\n  = help: {}\n", problem.code, problem.message, problem.help.as_deref().unwrap())
}

#[test]
fn blocks_compile_and_mistakes_are_told() {
    let blocks = blocks();
    let rules = blocks.iter().enumerate().filter(|(_, block)| block.info.starts_with("rules"));
    let (mut count, mut wrong) = (0, Vec::new());
    for (index, block) in rules {
        count += 1;
        let told = told(block);
        let codes: Vec<&str> = told.iter().map(|problem| problem.code).collect();
        let expected: Vec<&str> = block.info.strip_prefix("rules wrong ").into_iter().collect();
        if codes != expected {
            let told: Vec<String> = told.iter().map(rendered).collect();
            wrong.push(format!("line {} gives {}", block.line, told.join("\n")));
            continue;
        }
        if let Some(next) = blocks.get(index + 1).filter(|next| next.info == "text" && !expected.is_empty()) {
            let text = rendered(&told[0]);
            if next.text != text {
                wrong.push(format!("line {} should be {text}", next.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 20, "the blocks are found");
}

#[test]
fn examples_are_rated_as_they_say() {
    let (mut count, mut wrong) = (0, Vec::new());
    for block in blocks().iter().filter(|block| block.info == "rules") {
        let (program, _) = compile(&files(block));
        let engine = Engine::new(program);
        for rule in 0..engine.program().rules.len() {
            for run in bundle::run_examples(&engine, RuleId(rule as u32)) {
                count += 1;
                if !run.passes() {
                    let example = &engine.program().rules[rule].examples[run.example].text;
                    wrong.push(format!("line {}: {example:?} is {:?}", block.line, run.result));
                }
            }
            for run in engine.run_examples(RuleId(rule as u32)) {
                count += 1;
                if !run.passes() {
                    let example = &engine.program().rules[rule].examples[run.example].text;
                    let rating = run.result.map(|(_, rating)| (rating.colour, rating.reason, rating.message));
                    wrong.push(format!("line {}: {example:?} is {rating:?}", block.line));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 20, "the examples are run");
}

/// Each row of the table of standings shows a sentence that stands so.
#[test]
fn sentences_stand_as_they_say() {
    let after = DOCS.split("### Standing").nth(1).unwrap();
    let rows: Vec<&str> = after
        .lines()
        .skip_while(|line| !line.starts_with("| `stated`"))
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert_eq!(rows.len(), 7);
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (word, sentence) =
            (cells[1].trim_matches('`'), cells[3].trim_matches('*').replace('…', "A partner gives notice,"));
        let lines = format!(
            "  find said = sentence having (notice or \"terms\")\n  green when said that is {word}\n  example green \"{sentence}\"\n"
        );
        let block = Block { line: 0, info: "rules".to_owned(), text: lines };
        let (program, _) = compile(&files(&block));
        let runs = Engine::new(program).run_examples(RuleId(0));
        assert!(runs.len() == 1 && runs[0].passes(), "{row}");
    }
}

#[test]
fn every_problem_is_in_the_table() {
    let row = |code: &Code| {
        format!("| `{}` | {} | {} |", code.name(), format!("{:?}", code.severity()).to_lowercase(), code.meaning())
    };
    let table: Vec<String> = Code::ALL.iter().map(row).collect();
    let written: Vec<&str> = DOCS.lines().filter(|line| table.iter().any(|row| row == line)).collect();
    assert_eq!(written.join("\n"), table.join("\n"));
}
