//! The sample partnerships: the shipped rules against the ratings that two readers gave them (`samples/ratings.tsv`), and people's
//! answers of two organisations, with a second run a year later.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

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

/// A copy of a sample partnership without answers.
struct Copy(tempfile::TempDir);

impl Copy {
    fn of(sample: &Path) -> Self {
        let copy = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(sample).unwrap().map(|entry| entry.unwrap().path()) {
            if !file.ends_with("govlint-answers.toml") {
                std::fs::copy(&file, copy.path().join(file.file_name().unwrap())).unwrap();
            }
        }
        Self(copy)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_govlint")).current_dir(&self.0).args(arguments).output().unwrap()
    }

    fn report(&self, day: &str, more: &[&str]) -> Value {
        let arguments = [&["check", ".", "--format", "json", "--fail-on", "never", "--as-of", day], more].concat();
        serde_json::from_slice(&self.run(&arguments).stdout).unwrap()
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }
}

/// A questionnaire filled in by an organisation.
fn filled(blank: &str, organisation: &str, ratings: &[(&str, &str)]) -> String {
    let mut text = blank.to_owned();
    for (field, value) in [("organisation", organisation), ("who", "A. Reed"), ("date", "2026-11-20")] {
        text = text.replacen(&format!("{field} = \"\""), &format!("{field} = \"{value}\""), 1);
    }
    for (question, rating) in ratings {
        let at = text.find(&format!("question = \"{question}\"")).unwrap();
        let answered = text[at..].replacen("rating = \"\"", &format!("rating = \"{rating}\""), 1);
        let answered = answered.replacen("reason = \"\"", "reason = \"we looked\"", 1);
        text.replace_range(at.., &answered);
    }
    text
}

/// How a question of the bundle stands, and whose word it is.
fn stands(report: &Value, question: &str) -> (String, String) {
    let questions = report["bundles"][0]["questions"].as_array().unwrap();
    let found = questions.iter().find(|one| one["question"] == question).unwrap();
    (found["rating"].as_str().unwrap().into(), found["by"].as_str().unwrap_or("nobody").into())
}

#[test]
fn each_sample_is_assessed_by_two_organisations_and_looked_at_a_year_later() {
    for sample in ["abhainn-runa", "dyffryn-hefin", "harrowmere-place"] {
        let copy = Copy::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample));
        let before = copy.report("2026-11-22", &[]);
        let run = copy.run(&["assess", ".", "--as-of", "2026-11-22", "-o", "blank.toml"]);
        assert_eq!(run.status.code(), Some(0), "{sample}: {}", String::from_utf8_lossy(&run.stderr));
        let blank = copy.read("blank.toml");
        let questions = before["bundles"][0]["questions"].as_array().unwrap();
        let open: Vec<&str> = questions
            .iter()
            .filter(|one| one["rating"] == "unrated")
            .map(|one| one["question"].as_str().unwrap())
            .filter(|id| blank.contains(&format!("question = \"{id}\"")))
            .collect();
        let (disputed, shared) = (open[0], open[1]);
        copy.write("council.toml", &filled(&blank, "The Council", &[(disputed, "green"), (shared, "green")]));
        copy.write("trust.toml", &filled(&blank, "The Trust", &[(disputed, "red"), (shared, "green")]));
        let run = copy.run(&["assess", ".", "--as-of", "2026-11-22", "--import", "council.toml", "trust.toml"]);
        assert_eq!(run.status.code(), Some(0), "{sample}: {}", String::from_utf8_lossy(&run.stderr));
        let report = copy.report("2026-11-22", &["--save", "run.json"]);
        assert_eq!(stands(&report, disputed), ("unclear".into(), "person".into()), "{sample}: nobody's word wins");
        assert_eq!(stands(&report, shared), ("green".into(), "person".into()), "{sample}");
        let green = |area: &Value| area["suggested"] == "no better than green" && area["unrated"] != 0;
        let areas = report["bundles"][0]["areas"].as_array().unwrap();
        let documents = report["documents"].as_array().unwrap().iter();
        let mut all = areas.iter().chain(documents.flat_map(|one| one["areas"].as_array().unwrap()));
        assert!(!all.any(green), "{sample}: an area looks green while a question is unanswered");
        let agreed = format!(
            "\n[[agreed]]\nquestion = \"{disputed}\"\nrating = \"amber\"\nmeeting = \"The board\"\ndate = 2027-11-01\n"
        );
        copy.write("govlint-answers.toml", &(copy.read("govlint-answers.toml") + &agreed));
        let since = copy.report("2027-11-22", &["--since", "run.json"])["since"].clone();
        let changed = since["bundles"][0]["questions"].as_array().unwrap();
        let found = changed.iter().find(|one| one["question"] == disputed).unwrap();
        assert_eq!((&found["was"]["rating"], &found["now"]["rating"]), (&"unclear".into(), &"amber".into()));
        assert_eq!(found["because"], serde_json::json!(["answer"]), "{sample}");
    }
}

/// How a rule rates the agreement of a report, and what it says.
fn of_agreement(report: &Value, rule: &str) -> (String, String) {
    let documents = report["documents"].as_array().unwrap();
    let agreement = documents.iter().find(|one| one["kind"] == "mou").unwrap();
    let found = agreement["ratings"].as_array().unwrap().iter().find(|one| one["rule"] == rule).unwrap();
    (found["rating"].as_str().unwrap().into(), found["message"].as_str().unwrap().into())
}

/// The ratings of each document of a report.
fn ratings(report: &Value) -> Vec<&Value> {
    report["documents"].as_array().unwrap().iter().map(|one| &one["ratings"]).collect()
}

#[test]
fn what_a_profile_says_is_heard() {
    let copy = Copy::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/harrowmere-place"));
    let day = "2026-11-22";
    let before = copy.report(day, &[]);
    let plain = copy.read("govlint.toml");
    let told = |says: &str| copy.write("govlint.toml", &format!("{plain}\n[profile]\n{says}\n"));
    for (says, rule, because) in [
        ("sector = \"education\"", "hfma.clinical.clinical-outcomes", "not one of health"),
        ("sector = \"local-government\"", "hfma.engagement.council-health-bodies", "not one of health"),
        (
            "partners = [\"nhs\", \"charity\"]",
            "hfma.engagement.council-health-bodies",
            "no council is among the partners",
        ),
        (
            "partners = [\"council\", \"charity\"]",
            "hfma.resources.control-total",
            "no health body is among the partners",
        ),
        ("pooled-budget = false", "hfma.resources.pooled-budgets", "the partners pool no budget"),
        ("stage = \"draft\"", "hfma.mou.agreed-by-every-party", "agreement is due at signing"),
    ] {
        assert_ne!(of_agreement(&before, rule).0, "not-applicable", "{rule}");
        told(says);
        let (rating, message) = of_agreement(&copy.report(day, &[]), rule);
        assert_eq!(rating, "not-applicable", "{says}");
        assert!(message.contains(because), "{says}: {message}");
    }
    for says in ["stage = \"in-force\"", "partners = [\"nhs\", \"council\"]", "pooled-budget = true"] {
        told(says);
        assert_eq!(ratings(&copy.report(day, &[])), ratings(&before), "{says}");
    }
    told("sector = \"health\"");
    let health = copy.report(day, &[]);
    let of_cfps = |report: &Value| -> Vec<bool> {
        let all = ratings(report).into_iter().flat_map(|ratings| ratings.as_array().unwrap());
        let own = all.filter(|rating| rating["rule"].as_str().unwrap().starts_with("cfps."));
        own.map(|rating| rating["advisory"].as_bool().unwrap()).collect()
    };
    let asked = of_cfps(&health);
    assert!(of_cfps(&before).is_empty() && !asked.is_empty());
    assert!(asked.iter().all(|&advice| advice), "what cfps says fails no run");
    told("stage = \"superseded\"");
    let dates = copy.report(day, &["--select", "drafting.dates.1"]);
    assert_eq!(of_agreement(&dates, "drafting.dates.days-to-come").0, "not-applicable");
}

/// The rating that an item of an agenda shows, as a rank: the best of what its documents come to, as a question may be answered in any
/// of them.
fn shown(item: &str) -> usize {
    let shows = |colour: &str| {
        let ends = format!(": {colour}**, ");
        item.lines().any(|line| line.starts_with("- **Suggested") && line.contains(&ends))
    };
    ["red", "amber", "unclear"].iter().rposition(|colour| shows(colour)).unwrap_or(3)
}

/// The worst of each area, in the order of the areas; a gap that points at another is as bad as that one.
fn worst_of_areas(agenda: &str) -> Vec<usize> {
    let item = |number: &str| {
        let begins = format!("{number} ");
        agenda.split("\n### ").find(|item| item.starts_with(&begins)).map_or(3, shown)
    };
    let pointed = |line: &str| Some(item(line.strip_prefix("The same is asked under ")?.split_once(',')?.0));
    let worst = |area: &str| area.lines().filter_map(pointed).chain(area.split("\n### ").map(shown)).min().unwrap_or(3);
    agenda.split("\n## ").skip(1).map(worst).collect()
}

#[test]
fn areas_with_the_worst_gaps_that_count_come_first() {
    for sample in ["abhainn-runa", "dyffryn-hefin"] {
        let copy = Copy::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample));
        let run = copy.run(&["check", ".", "--as-of", "2026-11-22", "--format", "discussion"]);
        let ranks = worst_of_areas(std::str::from_utf8(&run.stdout).unwrap());
        assert!(ranks.contains(&0) && ranks.contains(&1), "{ranks:?}");
        assert!(ranks.is_sorted(), "{sample}: {ranks:?}");
    }
}
