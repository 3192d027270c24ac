//! The way of people's answers, as whole commands: a questionnaire, the returns of two organisations, the merged file, and a check a
//! year later.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use serde_json::Value;

const RETURNS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/returns");

/// A copy of the wharf's documents, rules and answers that a command may write to.
struct Wharf(tempfile::TempDir);

impl Wharf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/answers");
        for name in ["govlint.toml", "wharf.rules", "wharf.md", "govlint-answers.toml"] {
            fs::copy(from.join(name), folder.path().join(name)).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn answers(&self) -> String {
        fs::read_to_string(self.path("govlint-answers.toml")).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_govlint"));
        command.current_dir(self.0.path()).args(arguments).output().unwrap()
    }

    fn import(&self, returns: &[&str]) -> Output {
        self.run(&[&["assess", ".", "--as-of", "2026-11-22", "--import"], returns].concat())
    }

    /// The questions of the bundle, as a check on a day tells them.
    fn check(&self, day: &str) -> Vec<Value> {
        let run = self.run(&["check", ".", "--as-of", day, "--format", "json"]);
        let report: Value = serde_json::from_slice(&run.stdout).unwrap();
        report["bundles"][0]["questions"].as_array().unwrap().clone()
    }
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn returned(name: &str) -> String {
    format!("{RETURNS}/{name}")
}

#[test]
fn two_organisations_answer_and_a_year_later_they_look_again() {
    let wharf = Wharf::new();
    let before = wharf.answers();
    let run = wharf.import(&[&returned("south.toml"), &returned("north.xlsx")]);
    assert_eq!(run.status.code(), Some(0), "{}", words(&run.stderr));
    let told = words(&run.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("3 answers added (North Owners, South Owners), 1 agreed rating added"), "{told}");
    assert!(told.contains("wharf.berths.2 people disagree: South Owners amber, North Owners not applicable"), "{told}");
    assert!(wharf.answers().starts_with(&before), "what was there is left as it was");

    let asked = wharf.check("2026-11-22");
    let told: Vec<_> = asked.iter().map(|one| [&one["rating"], &one["by"], &one["suggested"]]).collect();
    let expected = serde_json::json!([
        ["green", "person", "red"],
        ["unclear", "person", "amber"],
        ["amber", "person", "unrated"],
        ["green", "person", "unrated"]
    ]);
    assert_eq!(serde_json::json!(told), expected);
    assert_eq!(asked[2]["people"]["agreed"]["meeting"], "the owners’ meeting");
    assert_eq!(asked[2]["people"]["answers"].as_array().unwrap().len(), 2, "both stay beside what was agreed");
    assert!(asked.iter().all(|one| one["people"]["recheck"].as_array().unwrap().is_empty()));

    let document = fs::read_to_string(wharf.path("wharf.md")).unwrap();
    fs::write(wharf.path("wharf.md"), document.replace("when the mud allows", "when the owners agree to it")).unwrap();
    let asked = wharf.check("2027-11-22");
    let why = |index: usize| asked[index]["people"]["recheck"][0]["why"].as_str().map(str::to_owned);
    assert_eq!([why(0), why(1), why(3)], [Some("review".into()), Some("words".into()), None]);
}

#[test]
fn the_same_return_adds_nothing_twice_whoever_saved_it() {
    let wharf = Wharf::new();
    let run = wharf.import(&[&returned("north.xlsx")]);
    assert_eq!(run.status.code(), Some(0), "{}", words(&run.stderr));
    let once = wharf.answers();
    for again in ["north.xlsx", "north-libreoffice.xlsx", "north-libreoffice.ods"] {
        let run = wharf.import(&[&returned(again)]);
        assert!(words(&run.stdout).contains("0 answers added; 3 entries were there already"), "{}", words(&run.stdout));
        assert_eq!(wharf.answers(), once, "{again}");
    }
}

#[test]
fn answers_are_heard_where_no_configuration_stands_beside_them() {
    let wharf = Wharf::new();
    fs::remove_file(wharf.path("govlint-answers.toml")).unwrap();
    fs::remove_file(wharf.path("govlint.toml")).unwrap();
    let rules = ["--rules", "wharf.rules", "--kind", "wharf", "--select", "wharf"];
    let run = wharf
        .run(&[&["assess", ".", "--as-of", "2026-11-22"][..], &rules, &["--import", &returned("south.toml")]].concat());
    assert_eq!(run.status.code(), Some(0), "{}", words(&run.stderr));
    let run = wharf.run(&[&["check", ".", "--as-of", "2026-11-22", "--format", "json"][..], &rules].concat());
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    let questions = report["bundles"][0]["questions"].as_array().unwrap();
    assert!(questions.iter().any(|question| question["people"]["answers"].is_array()), "{questions:#?}");
    assert_eq!(report["bundles"][0]["answers"]["path"], "govlint-answers.toml");
}

#[test]
fn a_return_with_mistakes_changes_nothing_and_all_are_told() {
    let wharf = Wharf::new();
    let before = wharf.answers();
    let run = wharf.import(&[&returned("south.toml"), &returned("wrong.xlsx"), "none.xlsx"]);
    assert_eq!((run.status.code(), wharf.answers()), (Some(2), before));
    let told = words(&run.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    for wrong in [
        "no question is called `wharf.trust.O`",
        "did you mean `wharf.trust.0`?",
        "`gren` is no rating",
        "sheet “Trust”, row 2, column “Your rating”",
        "`soon` is no day",
        "sheet “Trust”, row 3, column “Due”",
        "the sheet has no column “Owner”",
        "is it the one called “Owners”?",
        "say why the question does not apply",
        "an answer without `organisation`",
        "none.xlsx` cannot be used: there is no file",
    ] {
        assert!(told.contains(wrong), "{wrong}\n{told}");
    }
}

#[test]
fn no_cell_of_a_questionnaire_is_a_formula() {
    let wharf = Wharf::new();
    fs::write(wharf.path("wharf.md"), "# Wharf agreement\n\n=HYPERLINK(\"x\";\"the wharf is dredged\")\n").unwrap();
    let mark = "\n[[answer]]\nquestion = \"wharf.trust.1\"\nrating = \"green\"\norganisation = \"=1+1\"\nwho = \"@x\"\ndate = 2026-10-05\n";
    fs::write(wharf.path("govlint-answers.toml"), wharf.answers() + mark).unwrap();
    let run = wharf.run(&["assess", ".", "--as-of", "2026-11-22", "-o", "out.xlsx"]);
    assert_eq!(run.status.code(), Some(0), "{}", words(&run.stderr));
    let mut book: Xlsx<_> = calamine::open_workbook(wharf.path("out.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Read me first", "Berths", "Trust", "Agreed"]);
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
    }
    let berths = book.worksheet_range("Berths").unwrap();
    assert!(berths.get_value((2, 2)).unwrap().to_string().contains("HYPERLINK"), "the words are there, as words");
}

#[test]
fn the_same_questions_give_the_same_bytes_and_no_file_is_written_over() {
    let wharf = Wharf::new();
    let write = |name: &str| wharf.run(&["assess", ".", "--as-of", "2026-11-22", "-o", name]).status.code();
    assert_eq!((write("a.xlsx"), write("b.xlsx"), write("a.toml")), (Some(0), Some(0), Some(0)));
    assert_eq!(fs::read(wharf.path("a.xlsx")).unwrap(), fs::read(wharf.path("b.xlsx")).unwrap());
    fs::write(wharf.path("a.xlsx"), "mine").unwrap();
    assert_eq!((write("a.xlsx"), write("c.ods")), (Some(2), Some(2)));
    assert_eq!(fs::read(wharf.path("a.xlsx")).unwrap(), b"mine");
    assert_eq!(wharf.run(&["assess", ".", "-o", "a.xlsx", "--force"]).status.code(), Some(0));
    assert!(fs::read(wharf.path("a.xlsx")).unwrap().starts_with(b"PK"));
    let blank = fs::read_to_string(wharf.path("a.toml")).unwrap();
    let run = wharf.import(&["a.toml"]);
    assert!(words(&run.stdout).contains("0 answers added."), "an empty questionnaire says nothing: {blank}");
}

#[test]
fn hostile_workbooks_are_refused() {
    let wharf = Wharf::new();
    let before = wharf.answers();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Question id").unwrap();
    sheet.write_string(1_048_575, 16_383, "far away").unwrap();
    let far = book.save_to_buffer().unwrap();
    let bomb = bomb();
    assert!(bomb.len() < 1 << 20);
    for (name, bytes, code) in [
        ("text.xlsx", b"no workbook".to_vec(), "no-workbook"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "no-workbook"),
        ("cut.xlsx", far[..far.len() / 2].to_vec(), "broken-archive"),
        ("far.xlsx", far, "missing-column"),
        ("bomb.xlsx", bomb, "too-large"),
        (
            "document.xlsx",
            fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/word/cranes.docx")).unwrap(),
            "no-workbook",
        ),
    ] {
        fs::write(wharf.path(name), bytes).unwrap();
        let run = wharf.import(&[name]);
        let told = words(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{name}: {told}");
        assert!(told.contains(&format!("error[{code}]")), "{name}: {told}");
    }
    assert_eq!(wharf.answers(), before);
}

/// A workbook of a few hundred kilobytes whose sheet unpacks to far more.
fn bomb() -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/workbook.xml", options).unwrap();
    archive.write_all(b"<workbook/>").unwrap();
    archive.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    for _ in 0..80 {
        archive.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
