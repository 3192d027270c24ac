//! The shipped rules on the sample partnerships, against the ratings that two readers gave them (`samples/ratings.tsv`).

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

/// Least share of ratings of the same colour: the best so far (0.90) less 0.03.
const FLOOR: f64 = 0.87;

fn worse(a: &str, b: &str) -> bool {
    let rank = |rating: &str| ["red", "amber", "green"].iter().position(|known| *known == rating);
    rank(a) < rank(b)
}

#[test]
fn ratings_agree_with_the_readers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = Command::new(env!("CARGO_BIN_EXE_govlint"))
        .current_dir(root)
        .args(["check", "samples", "--format", "json", "--as-of", "2026-11-22", "--fail-on", "never"])
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let mut told: HashMap<(String, String), String> = HashMap::new();
    for document in report["documents"].as_array().unwrap() {
        let path = document["path"].as_str().unwrap().trim_start_matches("samples/").to_owned();
        for rating in document["ratings"].as_array().unwrap() {
            let colour = rating["rating"].as_str().unwrap().to_owned();
            for question in rating["answers"].as_array().unwrap() {
                let key = (path.clone(), question.as_str().unwrap().to_owned());
                let worst = told.entry(key).or_insert_with(|| colour.clone());
                if worse(&colour, worst) {
                    worst.clone_from(&colour);
                }
            }
        }
    }
    let labels = std::fs::read_to_string(root.join("samples/ratings.tsv")).unwrap();
    let (mut same, mut all) = (0, 0);
    let mut differ = Vec::new();
    for line in labels.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let key = (cells[0].to_owned(), cells[1].to_owned());
        all += 1;
        match told.get(&key) {
            Some(colour) if colour == cells[2] => same += 1,
            other => differ.push(format!("{} {}: readers {}, govlint {other:?}", cells[0], cells[1], cells[2])),
        }
    }
    assert_eq!(all, 168, "the readers' ratings are not all there");
    let share = f64::from(same) / f64::from(all);
    assert!(share >= FLOOR, "{same} of {all} agree:\n{}", differ.join("\n"));
}
