//! The formatter sets spaces and nothing else, whatever the spaces were before.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;

use super::rows::{Row, Statement};
use super::*;
use crate::language::{RuleFile, compile};

/// The rule files of a folder of the repository.
fn files(folder: &str) -> Vec<RuleFile> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rules") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut paths);
    paths.sort();
    let read = |path: PathBuf| RuleFile {
        name: path.display().to_string(),
        text: std::fs::read_to_string(&path).expect("text").into(),
    };
    paths.into_iter().map(read).collect()
}

/// All that files mean: the program without places, its examples, and the codes of what is wrong with it.
fn meaning(files: &[RuleFile]) -> (Value, Vec<String>, Vec<&'static str>) {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.remove("place");
                fields.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let (program, problems) = compile(files);
    let mut value = serde_json::to_value(&program).expect("a program is data");
    strip(&mut value);
    let examples = program.rules.iter().flat_map(|rule| {
        let example = |example: &crate::language::model::Example| {
            format!("{} {:?} {:?} {:?} {}", rule.id, example.outcome, example.kind, example.as_of, example.text)
        };
        rule.examples.iter().map(example).collect::<Vec<_>>()
    });
    (value, examples.collect(), problems.iter().map(|problem| problem.code).collect())
}

/// The files that can be formatted, of those that are shipped and of the tests' own.
static SOUND: LazyLock<Vec<RuleFile>> = LazyLock::new(|| {
    let all = [files("rules"), files("tests/data/rules"), files("tests/data/cmd")].concat();
    all.into_iter().filter(|file| errors(&file.text).is_empty()).collect()
});

fn formatted(file: &RuleFile) -> RuleFile {
    let text = format(&file.text).unwrap_or_else(|problems| panic!("{}: {problems:#?}", file.name));
    RuleFile { name: file.name.clone(), text: text.into() }
}

#[test]
fn shipped_rules_mean_the_same_and_stay_as_they_are_the_second_time() {
    let files = files("rules");
    let once: Vec<RuleFile> = files.iter().map(formatted).collect();
    assert!(files.len() > 30 && meaning(&files) == meaning(&once));
    for file in &once {
        assert_eq!(formatted(file).text, file.text, "{}", file.name);
    }
}

#[test]
fn every_form_of_the_language_means_the_same() {
    let mut kept = 0;
    for file in files("tests/data").iter().filter(|file| format(&file.text).is_ok()) {
        let once = formatted(file);
        assert_eq!(meaning(std::slice::from_ref(file)), meaning(std::slice::from_ref(&once)), "{}", file.name);
        assert_eq!(formatted(&once).text, once.text, "{}", file.name);
        kept += 1;
    }
    assert!(kept >= 5, "{kept} files could be formatted");
}

#[test]
fn sets_spaces_and_columns() {
    let ragged = include_str!("../../../tests/data/rules/ragged.rules");
    let file = RuleFile { name: "ragged.rules".to_owned(), text: ragged.into() };
    insta::assert_snapshot!("ragged", formatted(&file).text);
}

#[test]
fn refuses_what_it_cannot_read() {
    let codes = |text: &str| -> Vec<&str> {
        format(text).expect_err("it has errors").iter().map(|problem| problem.code).collect()
    };
    assert_eq!(codes("pack a \"A\"\n  verison \"1\"\n"), ["unknown-line"]);
    assert_eq!(codes("pack a \"A\n"), ["unclosed-string"]);
    assert_eq!(codes("pack a \"A\"\nrule r \"R\"\n  suggest \"\"\"\n    never closed\n"), ["unclosed-text"]);
}

/// Spaces of all sorts put between the words of a file, each statement as deep as it may stand.
fn disordered(text: &str, mut any: impl FnMut() -> usize) -> String {
    let mut out = String::new();
    let mut body = 0;
    for entry in entries(text) {
        match entry {
            Entry::Blank => out.push_str(["\n", "\n\n\n", "  \n"][any() % 3]),
            Entry::Comment { flush: true, text } => out.push_str(&format!("{text}\n")),
            Entry::Comment { flush: false, text } => out.push_str(&format!("{}{text}  \n", " ".repeat(1 + any() % 5))),
            Entry::Statement(Statement { is_head, rows, .. }) => {
                if is_head {
                    body = 1 + any() % 4;
                }
                for (index, row) in rows.iter().enumerate() {
                    let depth = if is_head { 0 } else { body };
                    let depth = if index == 0 { depth } else { depth + 1 + any() % 9 };
                    spaced(&mut out, row, depth, &mut any);
                }
            }
        }
    }
    out
}

fn spaced(out: &mut String, row: &Row, depth: usize, any: &mut impl FnMut() -> usize) {
    out.push_str(&" ".repeat(depth));
    for (index, word) in row.words.iter().enumerate() {
        let may_join = matches!(*word, "," | ")" | "|") || index > 0 && matches!(row.words[index - 1], "(" | ",");
        out.push_str(if index == 0 || may_join && any().is_multiple_of(2) {
            ""
        } else {
            [" ", "   ", "\t "][any() % 3]
        });
        match block::lines(word) {
            None => out.push_str(word),
            Some(lines) => {
                let deeper = " ".repeat(depth + 1 + any() % 4);
                out.push_str(&format!("\"\"\"{}", lines[0]));
                for line in &lines[1..] {
                    out.push_str(&format!("\n{}{line}", if line.is_empty() { "" } else { &deeper }));
                }
                out.push_str("\"\"\"");
            }
        }
    }
    out.push_str(row.comment.map_or("", |_| "  "));
    out.push_str(row.comment.unwrap_or(""));
    out.push_str(["\n", " \n", "\r\n"][any() % 3]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn spaces_make_no_difference(at in any::<prop::sample::Index>(), picks in prop::collection::vec(any::<u8>(), 50..400)) {
        let file = at.get(&SOUND).clone();
        let mut next = picks.iter().cycle();
        let text = disordered(&file.text, || next.next().map_or(0, |pick| usize::from(*pick)));
        let other = RuleFile { name: file.name.clone(), text: text.into() };
        prop_assert_eq!(formatted(&other).text, formatted(&file).text);
    }

    #[test]
    fn any_slip_is_refused_or_kept(
        at in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        cut in 0usize..9,
        put in prop::sample::select(vec!["\"", "'", "#", "(", ")", "\n", "\n  ", "\"\"\"", "/", ",", "  and ", " or\n    ", "\t", "£2,000"]),
    ) {
        let file = at.get(&SOUND);
        let mut text = file.text.to_string();
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let start = place.index(ends.len());
        let end = (start + cut).min(ends.len() - 1);
        text.replace_range(ends[start]..ends[end], put);
        if let Ok(once) = format(&text) {
            let twice = format(&once);
            prop_assert_eq!(twice.as_ref(), Ok(&once));
            let before = RuleFile { name: String::new(), text: text.into() };
            let after = RuleFile { name: String::new(), text: once.into() };
            prop_assert_eq!(meaning(&[before]), meaning(&[after]));
        }
    }
}
