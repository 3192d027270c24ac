//! What documents say together, in every output: on the partnership of `tests/data/bundles/tarn-homes`, of which one rule is
//! run that finds one contradiction.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const RULE: &str = "practice.together.meetings-agree";

/// A copy of the partnership, to run govlint in.
struct Tarn(tempfile::TempDir);

impl Tarn {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/bundles/tarn-homes/planted");
        for name in ["mou.md", "tor-partnership-board.md", "tor-development-and-lettings-group.md"] {
            fs::copy(from.join(name), folder.path().join(name)).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_govlint"));
        command.current_dir(self.0.path()).args(arguments).output().unwrap()
    }

    fn check(&self, arguments: &[&str]) -> Output {
        self.run(&[&["check", ".", "--select", RULE, "--as-of", "2026-11-22"], arguments].concat())
    }

    /// What a check that fails prints in a format.
    fn shown(&self, format: &str) -> String {
        let output = self.check(&["--format", format]);
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n");
        text.replace(concat!("govlint ", env!("CARGO_PKG_VERSION")), "govlint …")
    }
}

#[test]
fn text_and_lines() {
    insta::assert_snapshot!("text", Tarn::new().shown("text"));
    insta::assert_snapshot!("short", Tarn::new().shown("short"));
}

#[test]
fn sarif_points_at_both_documents() {
    let log: Value = serde_json::from_str(&Tarn::new().shown("sarif")).unwrap();
    let run = &log["runs"][0];
    insta::assert_snapshot!("sarif", serde_json::to_string_pretty(&run["results"]).unwrap());
    let result = &run["results"][0];
    for location in [&result["locations"][0], &result["relatedLocations"][0]] {
        let artifact = &location["physicalLocation"]["artifactLocation"];
        let index = artifact["index"].as_u64().unwrap() as usize;
        assert_eq!(run["artifacts"][index]["location"]["uri"], artifact["uri"]);
    }
    assert_ne!(
        result["locations"][0]["physicalLocation"]["artifactLocation"],
        result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]
    );
}

#[test]
fn other_programs() {
    let tarn = Tarn::new();
    for format in ["junit", "github", "gitlab", "rdjson", "csv", "md"] {
        insta::assert_snapshot!(format, tarn.shown(format));
    }
}

#[test]
fn ids_stay_while_words_change_and_are_the_same_everywhere() {
    let tarn = Tarn::new();
    let id = |format: &str, pointer: &str| {
        let told: Value = serde_json::from_str(&tarn.shown(format)).unwrap();
        told.pointer(pointer).unwrap_or_else(|| panic!("no {pointer} in {told}")).as_str().unwrap().to_owned()
    };
    let sarif = id("sarif", "/runs/0/results/0/partialFingerprints/govlint~1rating~1v1");
    assert_eq!(sarif, id("gitlab", "/0/fingerprint"));
    let json: Value = serde_json::from_str(&tarn.shown("json")).unwrap();
    let ratings = json["bundles"][0]["ratings"].as_array().unwrap();
    assert!(ratings.iter().any(|rating| rating["id"] == *sarif && rating["rating"] == "red"), "{ratings:?}");
    let terms = fs::read_to_string(tarn.path("tor-partnership-board.md")).unwrap();
    assert!(terms.contains("four times a year"));
    fs::write(tarn.path("tor-partnership-board.md"), terms.replace("four times a year", "three times a year")).unwrap();
    assert_eq!(sarif, id("gitlab", "/0/fingerprint"));
}

#[test]
fn the_agenda_lists_the_documents_and_what_they_say_together() {
    let agenda = Tarn::new().shown("discussion");
    insta::assert_snapshot!("discussion", agenda);
    assert_eq!(
        agenda.matches("# For discussion").count(),
        1,
        "no document has a meeting of its own beside that of all"
    );
}

#[test]
fn the_page_shows_both_places() {
    let page = Tarn::new().shown("html");
    let evidence = &page[page.find("<section id=\"evidence\"").unwrap()..page.find("<section id=\"made\"").unwrap()];
    for words in ["The Board meets four times a year.", "every two months", "./mou.md, clause 3, line 36"] {
        assert!(evidence.contains(words), "{words} is not in {evidence}");
    }
    assert!(!page.contains("Documents in no bundle"), "no document is counted twice");
}

#[test]
fn the_workbook_has_a_row_for_it() {
    use calamine::{Reader, Xlsx};
    let tarn = Tarn::new();
    tarn.check(&["--output", "xlsx=out.xlsx"]);
    let mut book: Xlsx<_> = calamine::open_workbook(tarn.path("out.xlsx")).unwrap();
    let ratings = book.worksheet_range("Ratings").unwrap();
    let rows: Vec<Vec<String>> = ratings.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    let row = rows.iter().find(|row| row[column("rating")] == "red").unwrap();
    assert_eq!(row[column("rule")], RULE);
    assert_eq!(row[column("subject")], "Tarn Valley Partnership Board");
    assert!(row[column("quotes")].contains("mou.md, line 36: every two months"), "{row:?}");
}

#[test]
fn a_question_is_no_better_than_what_the_documents_say_together() {
    let told: Value = serde_json::from_str(&Tarn::new().shown("json")).unwrap();
    let asked = told["bundles"][0]["questions"].as_array().unwrap();
    let asked: Vec<_> = asked.iter().map(|one| (one["question"].as_str().unwrap(), &one["rating"])).collect();
    assert_eq!(
        asked,
        [("practice.together.meetings", &Value::from("red"))],
        "the rule asks the question that it answers"
    );
    let both = Tarn::new().run(&["check", ".", "--select", "hfma.mou.4", "--as-of", "2026-11-22", "--format", "json"]);
    let told: Value = serde_json::from_slice(&both.stdout).unwrap();
    let asked = &told["bundles"][0]["questions"][0];
    assert_eq!((&asked["question"], &asked["rating"]), (&Value::from("hfma.mou.4"), &Value::from("red")));
    assert!(asked["contributors"].as_array().unwrap().iter().any(|one| one["rule"] == RULE), "{asked}");
}
