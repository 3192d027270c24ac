//! The shipped bundle rules on partnerships written for the purpose: each stands there twice, once with contradictions planted and
//! once clean, with aliases and other words for the same. `expected.tsv` names what the planted ones must tell, and all of it.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// What the bundle rules have against a folder: rating, rule, subject.
fn found(folder: &str) -> BTreeSet<(String, String, String)> {
    let run = Command::new(env!("CARGO_BIN_EXE_govlint"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/bundles"))
        .args(["check", folder, "--format", "json", "--as-of", "2026-11-22", "--fail-on", "never"])
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let bundles = report["bundles"].as_array().unwrap();
    assert_eq!(bundles.len(), 1, "{folder} is one partnership");
    let ratings = bundles[0]["ratings"].as_array().unwrap();
    assert!(ratings.iter().any(|rating| rating["rating"] == "green"), "nothing was compared in {folder}");
    let told = ratings.iter().filter(|rating| rating["rating"] == "red" || rating["rating"] == "amber");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    told.map(|rating| {
        let rule = text(&rating["rule"]);
        (text(&rating["rating"]), rule.rsplit('.').next().unwrap().to_owned(), text(&rating["subject"]))
    })
    .collect()
}

#[test]
fn every_planted_contradiction_is_found_and_none_in_the_clean_twin() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/bundles");
    let expected = std::fs::read_to_string(root.join("expected.tsv")).unwrap();
    let rows: Vec<Vec<String>> =
        expected.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    let names: BTreeSet<&String> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(names.len(), 4, "partnerships are missing");
    for name in names {
        let wanted = rows.iter().filter(|row| &row[0] == name);
        let wanted: BTreeSet<_> = wanted.map(|row| (row[1].clone(), row[2].clone(), row[3].clone())).collect();
        assert_eq!(found(&format!("{name}/planted")), wanted, "{name}, planted");
        assert_eq!(found(&format!("{name}/twin")), BTreeSet::new(), "{name}, clean");
    }
}
