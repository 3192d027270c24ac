//! Exceptions are shown beside what they narrow; what is left of it is still stated.

#![allow(clippy::unwrap_used)]

use std::process::Command;

use serde_json::Value;

const PAPER: &str = "# Memorandum of understanding

7. Disputes

7.1 Disputes go to the two harbour masters, who settle them within ten working days, save that the pilots settle those about tides. If they cannot, a mediator does.

8. Meetings

8.1 The Harbour Board meets monthly.

9. Rest

9.1 Clause 7 does not apply to matters of safety. Clause 8 of the Charter does not apply.
";

/// What govlint prints of a document.
fn run(source: &str, format: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pact.md"), source).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_govlint"))
        .current_dir(folder.path())
        .args(["check", "pact.md", "--as-of", "2026-11-22", "--fail-on", "never"])
        .args(format)
        .output()
        .unwrap();
    String::from_utf8(run.stdout).unwrap()
}

/// The rating of a rule with its exceptions.
fn rated(source: &str, rule: &str) -> (String, Vec<String>) {
    let report: Value = serde_json::from_str(&run(source, &["--format", "json"])).unwrap();
    let ratings = report["documents"][0]["ratings"].as_array().unwrap().clone();
    let rating = ratings.iter().find(|rating| rating["rule"] == rule).unwrap();
    let evidence = rating["evidence"].as_array().unwrap();
    let exceptions = evidence.iter().flat_map(|evidence| evidence["exceptions"].as_array().unwrap());
    let mut quotes: Vec<String> = exceptions.map(|found| found["quote"].as_str().unwrap().to_owned()).collect();
    quotes.dedup();
    (rating["rating"].as_str().unwrap().to_owned(), quotes)
}

#[test]
fn exceptions_of_the_sentence_and_of_another_clause_are_quoted() {
    let (rating, exceptions) = rated(PAPER, "hfma.mou.conflict-resolution");
    assert_eq!(rating, "green");
    assert!(exceptions.contains(&"save that the pilots settle those about tides".to_owned()), "{exceptions:?}");
    assert!(exceptions.contains(&"Clause 7 does not apply to matters of safety".to_owned()), "{exceptions:?}");
}

#[test]
fn a_clause_of_another_paper_narrows_nothing() {
    assert_eq!(rated(PAPER, "hfma.mou.joint-meetings"), ("green".to_owned(), Vec::new()));
}

#[test]
fn nothing_is_stated_where_nothing_is_left() {
    let none = PAPER.replace("Clause 7 does not apply to matters of safety.", "Clause 7 does not apply.");
    assert_eq!(rated(&none, "hfma.mou.conflict-resolution"), ("red".to_owned(), Vec::new()));
}

#[test]
fn people_see_them_on_the_sheet() {
    let text = run(PAPER, &[]);
    assert!(text.contains("except: “save that"), "{text}");
    assert!(text.contains("except: “Clause 7"), "{text}");
}

#[test]
fn people_see_them_beside_what_is_there_in_part() {
    let part = "# Memorandum of understanding\n\nDisputes are taken to the mayors, except for those about tides.\n";
    let text = run(part, &["--quiet"]);
    assert!(text.contains("with this exception"), "{text}");
}
