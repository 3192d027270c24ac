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
fn a_baseline_that_is_begun_knows_what_is_found_with_its_configuration() {
    let tarn = Tarn::new();
    let board = "tor-partnership-board.md";
    fs::create_dir(tarn.path("boards")).unwrap();
    fs::rename(tarn.path(board), tarn.path("boards").join(board)).unwrap();
    let run = |arguments: &[&str]| tarn.run(&[arguments, &["--as-of", "2026-11-22"]].concat());
    assert_eq!(run(&["init", "."]).status.code(), Some(0));
    let check = run(&["check", ".", "--format", "short"]);
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stdout));
    let known = fs::read_to_string(tarn.path("govlint-baseline.toml")).unwrap();
    assert!(known.contains(RULE), "the documents are rated together: {known}");
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
    assert!(row[column("quotes")].contains("mou.md, line 36: Partnership Board every two months"), "{row:?}");
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

impl Tarn {
    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn change(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "`{from}` is not in {name}");
        self.write(name, &text.replace(from, to));
    }

    /// The status of a check, and its report.
    fn report(&self, arguments: &[&str]) -> (Option<i32>, Value) {
        let output = self.check(&[&["--format", "json"], arguments].concat());
        (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
    }
}

/// The rating of the board's meetings.
fn board(report: &Value) -> &Value {
    let ratings = report["bundles"][0]["ratings"].as_array().unwrap();
    ratings.iter().find(|rating| rating["subject"] == "Tarn Valley Partnership Board").unwrap()
}

/// The codes of what is said of the run as a whole.
fn problems(report: &Value) -> Vec<&str> {
    report["problems"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap()).collect()
}

#[test]
fn a_configuration_waives_what_documents_say_together() {
    let tarn = Tarn::new();
    let waive = |rest: &str| {
        let text = format!(
            "bundle = \"Tarn Valley\"\n[[waive]]\nrule = \"{RULE}\"\nreason = \"seen in spring\"\nwho = \"Clerk\"\n{rest}\n"
        );
        tarn.write("govlint.toml", &text);
    };
    let open = "until = 2027-01-31\n";
    for (rest, status, told) in [
        (open.to_owned(), 0, vec![]),
        (format!("{open}path = \"mou.md\"\nclause = \"3\""), 0, vec![]),
        (format!("{open}clause = \"Meetings\""), 0, vec![]),
        (format!("{open}path = \"tor-dev*.md\""), 1, vec!["waiver-unused"]),
        (format!("{open}clause = \"9\""), 1, vec!["waiver-unused"]),
        ("until = 2026-11-21".to_owned(), 1, vec!["waiver-overdue"]),
    ] {
        waive(&rest);
        let (found, report) = tarn.report(&[]);
        assert_eq!((found, problems(&report)), (Some(status), told), "{rest}");
        assert_eq!(board(&report)["rating"], "red");
        assert_eq!(board(&report)["waived"].is_object(), status == 0, "{rest}");
    }
    waive(open);
    assert_eq!(board(&tarn.report(&[]).1)["waived"]["until"], "2027-01-31");
    for format in ["short", "github", "gitlab", "rdjson", "text"] {
        let shown = String::from_utf8(tarn.check(&["--format", format]).stdout).unwrap();
        assert!(!shown.contains(RULE), "{format}: {shown}");
    }
    let text = String::from_utf8(tarn.check(&[]).stdout).unwrap();
    assert!(text.contains("1 gap is waived."), "{text}");
    let log: Value = serde_json::from_slice(&tarn.check(&["--format", "sarif"]).stdout).unwrap();
    assert!(log["runs"][0]["results"][0]["suppressions"][0]["justification"].as_str().unwrap().contains("Clerk"));
}

#[test]
fn a_comment_waives_what_its_clause_says_with_other_documents() {
    let sentence = "The Board meets four times a year.";
    let comment = |until: &str| {
        format!("<!-- govlint: waive {RULE} reason=\"seen in spring\" who=\"Clerk\" until={until} -->\n\n")
    };
    for (until, behind, status, told) in [
        ("2027-01-31", sentence.to_owned(), Some(0), vec![]),
        ("2026-11-21", sentence.to_owned(), Some(1), vec!["waiver-overdue"]),
        ("2027-01-31", format!("The clerk keeps the minutes.\n\n{sentence}"), Some(1), vec!["waiver-unused"]),
        ("2027-01-31", "The Board meets every two months.".to_owned(), Some(0), vec!["waiver-unused"]),
    ] {
        let tarn = Tarn::new();
        tarn.change("tor-partnership-board.md", sentence, &(comment(until) + &behind));
        let (found, report) = tarn.report(&[]);
        assert_eq!((found, problems(&report)), (status, told), "{until} {behind}");
        for problem in report["problems"].as_array().unwrap() {
            assert_eq!(problem["path"], "./tor-partnership-board.md");
        }
    }
}

#[test]
fn a_baseline_knows_what_documents_say_together() {
    let tarn = Tarn::new();
    let baseline = |paths: &[&str]| {
        let named = ["baseline", "-o", "known.toml", "--select", RULE, "--as-of", "2026-11-22"];
        let output = tarn.run(&[&named, paths].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        fs::read_to_string(tarn.path("known.toml")).unwrap()
    };
    let known = baseline(&["."]);
    let gaps: Vec<&str> = known.lines().filter(|line| line.contains(RULE)).collect();
    assert_eq!(gaps.len(), 1, "{known}");
    assert!(gaps[0].contains("path = \"tor-partnership-board.md\", with = [\"mou.md\"]"), "{known}");
    assert!(gaps[0].contains("subject = \"Tarn Valley Partnership Board\""), "{known}");
    assert_eq!(baseline(&["mou.md"]), known, "what a document says with others that are not read stays known");
    let check = || tarn.report(&["--baseline", "known.toml"]);
    let (status, report) = check();
    assert_eq!((status, &board(&report)["known"], problems(&report)), (Some(0), &Value::from(true), vec![]));
    let alone = tarn.run(&["check", "mou.md", "--as-of", "2026-11-22", "--baseline", "known.toml"]);
    assert!(!String::from_utf8_lossy(&alone.stdout).contains("baseline-stale"), "one document tells nothing of others");
    tarn.change("mou.md", "every two months", "every fortnight");
    assert_eq!(check().0, Some(0), "other words in the same clauses");
    tarn.change("mou.md", "every fortnight", "four times a year");
    let (status, report) = check();
    assert_eq!((status, problems(&report)), (Some(0), vec!["baseline-stale"]));
    assert!(!baseline(&["."]).contains(RULE), "what was mended is left out when the list is written anew");
    tarn.change("mou.md", "four times a year", "every two months");
    assert_eq!(check().0, Some(1), "and is new when it is there again");
}

#[test]
fn people_answer_what_documents_say_together_and_look_again_when_it_changes() {
    let tarn = Tarn::new();
    tarn.write("govlint.toml", "bundle = \"Tarn Valley\"\n");
    let asked = tarn.run(&["assess", ".", "--select", RULE, "--as-of", "2026-11-22"]);
    let asked = String::from_utf8(asked.stdout).unwrap();
    let folded = asked.replace("\n# ", " ");
    assert!(folded.contains("all documents together: red, Tarn Valley Partnership Board meets"), "{asked}");
    let answer = |field: &str, value: &str| (format!("{field} = \"\""), format!("{field} = \"{value}\""));
    let mut returned = asked.clone();
    for (from, to) in [
        answer("organisation", "Tarnside Council"),
        answer("who", "A. Reed"),
        answer("date", "2026-11-20"),
        answer("rating", "green"),
        answer("reason", "the board has settled on four meetings; the table is to be mended"),
    ] {
        assert!(returned.contains(&from), "{from} is not in {asked}");
        returned = returned.replacen(&from, &to, 1);
    }
    tarn.write("return.toml", &returned);
    let taken = tarn.run(&["assess", ".", "--select", RULE, "--as-of", "2026-11-22", "--import", "return.toml"]);
    assert_eq!(taken.status.code(), Some(0), "{}", String::from_utf8_lossy(&taken.stderr));
    let (status, report) = tarn.report(&[]);
    assert_eq!((status, &board(&report)["rating"]), (Some(0), &Value::from("red")), "the rating keeps its colour");
    let question = &report["bundles"][0]["questions"][0];
    assert_eq!([&question["rating"], &question["suggested"], &question["by"]], ["green", "red", "person"]);
    let short = String::from_utf8(tarn.check(&["--format", "short"]).stdout).unwrap();
    assert!(!short.contains(RULE), "{short}");
    tarn.change("mou.md", "every two months", "every fortnight");
    let (status, report) = tarn.report(&[]);
    let again = &report["bundles"][0]["questions"][0]["people"]["recheck"];
    assert_eq!((status, &again[0]["why"]), (Some(1), &Value::from("words")), "{again}");
}

#[test]
fn what_documents_say_together_otherwise_is_told_with_its_cause() {
    let tarn = Tarn::new();
    let since = || tarn.report(&["--since", "run.json"]).1["since"]["bundles"].clone();
    tarn.check(&["--save", "run.json"]);
    assert_eq!(
        since(),
        serde_json::json!([]),
        "nothing is another, and no document of a bundle without a name joined it"
    );
    tarn.change("tor-partnership-board.md", "four times a year", "every two months");
    let told = &since()[0]["ratings"];
    assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    let one = &told[0];
    assert_eq!([&one["rule"], &one["subject"]], [RULE, "Tarn Valley Partnership Board"]);
    let [was, now] = [&one["was"], &one["now"]].map(|stand| (&stand["rating"], &stand["reason"]));
    assert_eq!((was, now), ((&"red".into(), &"conflicting".into()), (&"green".into(), &"present".into())));
    assert_eq!(one["because"], serde_json::json!(["document"]));
    let said = [("short", "since[practice.together.meetings-agree]"), ("text", "what they say together")];
    for (format, words) in said {
        let shown = String::from_utf8(tarn.check(&["--since", "run.json", "--format", format]).stdout).unwrap();
        assert!(shown.contains(words) && shown.contains("Tarn Valley Partnership Board: "), "{format}: {shown}");
    }
    fs::remove_file(tarn.path("tor-development-and-lettings-group.md")).unwrap();
    let gone = since();
    let gone =
        gone[0]["ratings"].as_array().unwrap().iter().find(|one| one["subject"] == "Development & Lettings Group");
    let gone = gone.unwrap();
    assert_eq!((&gone["now"], gone["because"].to_string().contains("documents")), (&Value::Null, true), "{gone}");
}

#[test]
fn ids_differ_where_two_documents_have_one_title() {
    let tarn = Tarn::new();
    let terms = fs::read_to_string(tarn.path("tor-partnership-board.md")).unwrap();
    tarn.write("tor-partnership-board-2.md", &terms);
    let run = tarn.run(&["check", ".", "--select", "practice.together", "--as-of", "2026-11-22", "--format", "json"]);
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    let ratings = report["bundles"][0]["ratings"].as_array().unwrap();
    let keys: Vec<_> =
        ratings.iter().map(|one| (&one["rule"], &one["subject"])).map(|key| format!("{key:?}")).collect();
    let count = |all: Vec<String>| all.into_iter().collect::<std::collections::BTreeSet<_>>().len();
    assert!(count(keys) < ratings.len(), "no two subjects are called the same, so that this tells nothing");
    assert_eq!(count(ratings.iter().map(|one| one["id"].to_string()).collect()), ratings.len());
}
