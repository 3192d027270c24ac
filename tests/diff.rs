//! Two versions of documents: what `govlint diff` says changed in meaning, on copies of the samples and in a Git repository.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with two versions of the documents of a sample.
struct Versions(TempDir);

impl Versions {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for side in ["was", "now"] {
            fs::create_dir(folder.path().join(side)).unwrap();
            for file in ["mou.md", "scheme-of-delegation.md", "tor-finance-and-performance-group.md"] {
                let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/harrowmere-place").join(file);
                fs::copy(sample, folder.path().join(side).join(file)).unwrap();
            }
        }
        Self(folder)
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn change(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "`{from}` is not in {file}");
        fs::write(self.path(file), text.replace(from, to)).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let govlint = env!("CARGO_BIN_EXE_govlint");
        let run =
            Command::new(govlint).current_dir(&self.0).args(["diff", "--as-of", "2026-11-22"]).args(arguments).output();
        run.unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let run = self.run(&[&["--format", "json"], arguments].concat());
        serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)))
    }

    fn git(&self, arguments: &[&str]) {
        let who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let run = Command::new("git").current_dir(&self.0).args(who).args(arguments).output().unwrap();
        assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    }
}

/// The changes of all documents, each as `sort: thing, what it is about: was -> now`.
fn changes(report: &Value) -> Vec<String> {
    let all =
        report["documents"].as_array().unwrap().iter().flat_map(|document| document["changes"].as_array().unwrap());
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    all.map(|change| {
        let about: Vec<String> = change["about"].as_array().unwrap().iter().map(text).collect();
        let value = |value: &Value| format!("{} -> {}", text(&value["was"]), text(&value["now"]));
        let values: Vec<String> = change["values"].as_array().unwrap().iter().map(value).collect();
        format!("{}: {} [{}] {}", text(&change["change"]), text(&change["what"]), about.join(", "), values.join("; "))
    })
    .collect()
}

#[test]
fn what_is_meant_otherwise_is_told_with_the_words_of_both() {
    let versions = Versions::new();
    versions.change("now/mou.md", "giving six months' written notice", "giving three months' written notice");
    versions.change("now/mou.md", "within 20 Working Days of the letter", "within 30 Working Days of the letter");
    versions.change(
        "now/mou.md",
        "the Partners concerned appoint a mediator",
        "the Partners concerned talk to the public",
    );
    versions.change("now/mou.md", "A mediated settlement", "A settlement");
    versions.change("now/mou.md", "dissatisfied after mediation", "dissatisfied after that");
    versions.change("now/scheme-of-delegation.md", "| A | up to £25,000 |", "| A | up to £50,000 |");
    versions.change("now/tor-finance-and-performance-group.md", "Four members, who must", "Three members, who must");
    let report = versions.json(&["was", "now"]);
    assert_eq!(
        changes(&report),
        [
            "changed: step of the way out of a dispute [chief executives] within 20 Working Days -> within 30 Working Days",
            "gone: mediation of a dispute [mediator] ",
            "changed: notice of leaving [] six months -> three months",
            "changed: limit [A, Value] up to £25,000 -> up to £50,000",
            "changed: quorum [] four -> three",
        ]
    );
    let limit = &report["documents"][1]["changes"][0];
    assert_eq!((&limit["was"]["start"]["line"], &limit["now"]["start"]["line"]), (&89.into(), &89.into()));
    assert_eq!(report["documents"][0]["reworded"], 4);
    let back = changes(&versions.json(&["now", "was"]));
    assert_eq!(back.len(), 5);
    assert!(back.contains(&"changed: quorum [] three -> four".to_owned()), "{back:?}");
    assert!(back.contains(&"added: mediation of a dispute [mediator] ".to_owned()), "{back:?}");
}

#[test]
fn a_sum_within_a_sentence_is_changed_and_told_once() {
    let versions = Versions::new();
    let scheme = "---\nkind: sod\n---\n# Scheme of delegation: Hay Meadows\n\n## 1 Powers\n\nThe Director may approve spending of \
                  up to £5,000 on small repairs. The Treasurer may sign contracts of up to £50,000 within the budget.\n";
    fs::write(versions.path("was/hay.md"), scheme).unwrap();
    fs::write(versions.path("now/hay.md"), scheme.replace("£5,000", "£7,500").replace("£50,000", "£75,000")).unwrap();
    assert_eq!(
        changes(&versions.json(&["was/hay.md", "now/hay.md"])),
        ["changed: limit [] up to £5,000 -> up to £7,500", "changed: limit [] up to £50,000 -> up to £75,000",]
    );
    let text = String::from_utf8(versions.run(&["was/hay.md", "now/hay.md"]).stdout).unwrap();
    assert!(text.starts_with("was/hay.md → now/hay.md\n\nchanged: limit: up to £5,000 → up to £7,500\n"), "{text}");
    for side in ["was", "now"] {
        let agreement =
            fs::read_to_string(versions.path(&format!("{side}/hay.md"))).unwrap().replace("kind: sod", "kind: mou");
        fs::write(versions.path(&format!("{side}/hay.md")), agreement).unwrap();
    }
    for change in changes(&versions.json(&["was/hay.md", "now/hay.md"])) {
        assert!(change.starts_with("changed: ") && !change.contains("on small repairs ->"), "{change}");
    }
    for side in ["was", "now"] {
        let power = "# Terms of reference: Meadow Board\n\n## 1 Powers\n\nThe Board may:\n\n(a) take independent advice at a cost of up \
                     to £15,000 in any financial year.\n(b) pay for a survey at a cost of up to £2,000 in any financial year.\n";
        fs::write(versions.path(&format!("{side}/board.md")), power).unwrap();
    }
    versions.change("now/board.md", "£15,000", "£20,000");
    let power = changes(&versions.json(&["was/board.md", "now/board.md"]));
    assert_eq!(
        power,
        [
            "changed: power [take independent advice at a cost of up to £20,000 in any financial year] up to £15,000 -> up to £20,000"
        ]
    );
}

#[test]
fn a_rating_that_moved_stands_apart_from_its_question() {
    let versions = Versions::new();
    versions.change("now/tor-finance-and-performance-group.md", "## Quorum", "## Seats");
    versions.change(
        "now/tor-finance-and-performance-group.md",
        "Four members, who must include a finance director from an NHS body and one from the Council.",
        "",
    );
    let text = String::from_utf8(versions.run(&["was", "now"]).stdout).unwrap();
    assert!(
        text.lines().any(|line| line.starts_with("green → red  ") && line.ends_with("(practice.tor.quorum)")),
        "{text}"
    );
}

#[test]
fn wording_numbers_and_formats_are_no_change() {
    let versions = Versions::new();
    assert_eq!(changes(&versions.json(&["was", "now"])), [""; 0]);
    versions.change("now/mou.md", "## 16 ", "## 17 ");
    versions.change("now/mou.md", "A Partner that remains dissatisfied", "A Partner who is still dissatisfied");
    let text = fs::read_to_string(versions.path("now/mou.md")).unwrap();
    fs::write(versions.path("now/mou.md"), text.replace(". It ", ".\nIt ")).unwrap();
    let report = versions.json(&["was", "now"]);
    assert_eq!(changes(&report), [""; 0]);
    let moved = |report: &Value| -> Vec<String> {
        let documents = report["documents"].as_array().unwrap().iter();
        let ratings = documents.flat_map(|document| document["ratings"].as_array().unwrap());
        ratings.map(|moved| moved["question"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(moved(&report), [""; 0], "no check asks of numbers unless it is told to");
    let asked = moved(&versions.json(&["was", "now", "--select", "drafting"]));
    assert!(!asked.is_empty() && asked.iter().all(|question| question.starts_with("drafting.text")), "{asked:?}");
    assert_eq!(report["documents"][0]["reworded"], 1, "the line breaks and the number are none");
    let word = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/converted/harrowmere-place--mou.docx");
    assert_eq!(changes(&versions.json(&["was/mou.md", word.to_str().unwrap()])), [""; 0]);
}

#[test]
fn what_says_the_same_of_a_body_that_nobody_names_in_full_is_no_change() {
    let versions = Versions::new();
    let terms = "# Allotment Board: terms of reference\n\n## Members\n\nThe Chair is appointed by the Council of Growers for two \
                 years.\n\n## Meetings\n\nThe Board meets four times a year.\n\n## Reporting\n\nThe Secretary shall report to the \
                 Board after each meeting, and the Board makes an annual report to the Council of Growers on its work.\n";
    fs::write(versions.path("was/plots.md"), terms).unwrap();
    fs::write(versions.path("now/plots.md"), terms.replace("four times", "six times")).unwrap();
    let told = changes(&versions.json(&["was/plots.md", "now/plots.md"]));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("changed: how often it meets"), "{told:?}");
}

#[test]
fn ratings_move_and_may_fail_the_run() {
    let versions = Versions::new();
    let tor = "now/tor-finance-and-performance-group.md";
    versions.change(
        tor,
        "Four members, who must include a finance director from an NHS body and one from the Council.",
        "",
    );
    versions.change(tor, "## Quorum", "## Seats");
    let run = |arguments: &[&str]| versions.run(arguments).status.code();
    assert_eq!(run(&["was", "now"]), Some(0));
    assert_eq!(run(&["was", "now", "--fail-on", "red"]), Some(1));
    assert_eq!(run(&["now", "was", "--fail-on", "amber"]), Some(0), "what is better fails nothing");
    let report = versions.json(&["was", "now"]);
    let ratings = report["documents"][2]["ratings"].as_array().unwrap();
    let quorum = ratings.iter().find(|moved| moved["question"] == "practice.tor.quorum").unwrap();
    assert_eq!((&quorum["was"]["rating"], &quorum["now"]["rating"]), (&"green".into(), &"red".into()));
    assert!(quorum["was"]["evidence"]["quote"].as_str().unwrap().starts_with("Four members"));
    assert_eq!(quorum["now"]["evidence"], Value::Null);
}

#[test]
fn revisions_are_read_without_a_working_tree() {
    let versions = Versions::new();
    versions.git(&["init", "--quiet", "--initial-branch=main"]);
    versions.git(&["add", "now"]);
    versions.git(&["commit", "--quiet", "--message=first"]);
    versions.git(&["tag", "first"]);
    fs::rename(versions.path("now/tor-finance-and-performance-group.md"), versions.path("now/finance.md")).unwrap();
    versions.change("now/finance.md", "Four members, who must", "Three members, who must");
    let quorum = "changed: quorum [] four -> three";
    let stand = versions.json(&["--git", "first", "--", "now"]);
    assert_eq!(changes(&stand), [quorum], "against the files as they stand");
    versions.git(&["add", "--all", "now"]);
    versions.git(&["commit", "--quiet", "--message=second"]);
    fs::remove_dir_all(versions.path("now")).unwrap();
    let report = versions.json(&["--git", "first", "main"]);
    assert_eq!(changes(&report), [quorum]);
    let renamed =
        report["documents"].as_array().unwrap().iter().find(|one| one["path"] == "main:now/finance.md").unwrap();
    assert_eq!(renamed["was_path"], "first:now/tor-finance-and-performance-group.md");
    for unknown in ["nowhere", "--output=x", "main:now"] {
        let run = versions.run(&["--git", "--", unknown]);
        assert_eq!(run.status.code(), Some(2), "{unknown}");
    }
    let run = versions.run(&["--git", "nowhere"]);
    assert!(String::from_utf8_lossy(&run.stderr).contains("error[no-revision]"));
}

#[test]
fn what_cannot_be_read_or_steers_a_terminal_is_told_safely() {
    let versions = Versions::new();
    fs::write(versions.path("now/mou.md"), b"\x89PNG\r\n\x1a\n").unwrap();
    fs::remove_file(versions.path("was/scheme-of-delegation.md")).unwrap();
    let tor = "now/tor-finance-and-performance-group.md";
    versions.change(tor, "Four members, who must", "Three members, who \u{1b}[2J | <b> must");
    let run = versions.run(&["was", "now"]);
    let text = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(
        text.contains("now/mou.md could not be read") && text.contains("now/scheme-of-delegation.md is new"),
        "{text}"
    );
    assert!(text.contains("quorum: members four → three") && !text.contains('\u{1b}'), "{text}");
    let run = versions.run(&["was", "now", "--format", "md"]);
    let table = String::from_utf8(run.stdout).unwrap();
    assert!(
        !table.contains("<b>")
            && !table.contains('\u{1b}')
            && table.contains("| changed | quorum: members four → three |")
    );
    let run = versions.run(&["was", "now/mou.md"]);
    assert!(String::from_utf8_lossy(&run.stderr).contains("error[unlike]"));
    assert_eq!(versions.run(&["was"]).status.code(), Some(2));
}

#[test]
fn a_revision_without_git_is_told_how_it_is_named() {
    let versions = Versions::new();
    let run = versions.run(&["HEAD", "now"]);
    let said = String::from_utf8_lossy(&run.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(run.status.code(), Some(2));
    assert!(said.contains("no file or folder `HEAD`") && said.contains("`govlint diff --git HEAD -- now`"), "{said}");
}

#[cfg(unix)]
#[test]
fn folders_may_have_names_that_look_like_paths_elsewhere() {
    let versions = Versions::new();
    for (from, to) in [("was", r"was\signed"), ("now", r"now\draft")] {
        fs::rename(versions.path(from), versions.path(to)).unwrap();
    }
    versions.change(r"now\draft/mou.md", "# Harrowmere Place Partnership", "# The Place");
    versions.change(r"now\draft/mou.md", "title: Harrowmere Place Partnership – ", "title: The Place – ");
    let text = String::from_utf8(versions.run(&[r"was\signed", r"now\draft"]).stdout).unwrap();
    assert!(text.contains("3 documents compared") && !text.contains("is new"), "{text}");
}
