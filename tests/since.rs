//! A run is kept, and a later one says what changed since and why: the command as a whole, on copies of the samples.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

const DAY: [&str; 2] = ["--as-of", "2026-11-22"];
const A_YEAR_LATER: [&str; 2] = ["--as-of", "2027-11-22"];

/// A folder with copies of files of the project, to run govlint in.
struct Copy(TempDir);

impl Copy {
    fn of(files: &[&str]) -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        for file in files {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            fs::copy(from, copy.0.path().join(Path::new(file).file_name().unwrap())).unwrap();
        }
        copy
    }

    fn sample() -> Self {
        Self::of(&[
            "samples/dyffryn-hefin/govlint.toml",
            "samples/dyffryn-hefin/mou.md",
            "samples/dyffryn-hefin/scheme-of-delegation.md",
            "samples/dyffryn-hefin/tor-joint-board.md",
        ])
    }

    fn harbour() -> Self {
        Self::of(&["tests/data/cmd/quay.md", "tests/data/cmd/shore.rules"])
    }

    fn run(&self, arguments: &[&[&str]]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_govlint"));
        command.current_dir(&self.0).args(["check", "."]).args(arguments.concat()).output().unwrap()
    }

    /// What changed since `run.json`.
    fn since(&self, arguments: &[&[&str]]) -> Value {
        let output = self.run(&[&["--format", "json", "--since", "run.json"], &arguments.concat()]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["since"].clone()
    }

    fn change(&self, file: &str, from: &str, to: &str) {
        let path = self.0.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "`{from}` is not in {file}");
        fs::write(path, text.replace(from, to)).unwrap();
    }
}

/// The state of each document, with the path that it had.
fn states(since: &Value) -> Vec<(&str, Option<&str>, &str)> {
    let documents = since["documents"].as_array().unwrap().iter();
    documents
        .map(|document| {
            (document["path"].as_str().unwrap(), document["moved_from"].as_str(), document["state"].as_str().unwrap())
        })
        .collect()
}

/// Each change as `question: was (reason), now (reason): causes`.
fn changes(since: &Value) -> Vec<String> {
    let stand = |stand: &Value| match stand["rating"].as_str() {
        Some(rating) => format!("{rating} ({})", stand["reason"].as_str().unwrap_or("-")),
        None => "not asked".to_owned(),
    };
    let documents = since["documents"].as_array().unwrap().iter();
    let changes = documents.flat_map(|document| document["changes"].as_array().unwrap());
    changes
        .map(|change| {
            let causes: Vec<&str> =
                change["because"].as_array().unwrap().iter().map(|cause| cause.as_str().unwrap()).collect();
            let question = change["question"].as_str().unwrap();
            format!("{question}: {}, now {}: {}", stand(&change["was"]), stand(&change["now"]), causes.join(" "))
        })
        .collect()
}

#[test]
fn a_year_later_with_a_changed_document() {
    let copy = Copy::sample();
    copy.run(&[&DAY, &["--save", "run.json"]]);
    copy.change(
        "mou.md",
        "A procedure for dealing with disagreements between the signatories is to be adopted by 26 February 2027.",
        "Disagreements between the signatories go to the Leaders, who decide within 20 working days; their word is final.",
    );
    fs::rename(copy.0.path().join("tor-joint-board.md"), copy.0.path().join("board.md")).unwrap();
    fs::remove_file(copy.0.path().join("scheme-of-delegation.md")).unwrap();
    fs::write(copy.0.path().join("new.md"), "---\nkind: tor\n---\n\n# Terms of reference: Bus Group\n").unwrap();
    let since = copy.since(&[&A_YEAR_LATER]);
    assert_eq!(since["as_of"], "2026-11-22");
    assert_eq!(
        states(&since),
        [
            ("./board.md", Some("./tor-joint-board.md"), "same"),
            ("./mou.md", None, "changed"),
            ("./new.md", None, "new"),
            ("./scheme-of-delegation.md", None, "gone"),
        ]
    );
    assert_eq!(
        since["bundles"][0]["name"], "Partneriaeth Dyffryn Hefin",
        "the folder that govlint is run in is a bundle"
    );
    insta::assert_snapshot!("a_year_later", changes(&since).join("\n"));
    let text = copy.run(&[&A_YEAR_LATER, &["--since", "run.json", "--quiet", "--color", "never"]]).stdout;
    let text = String::from_utf8(text).unwrap();
    insta::assert_snapshot!("a_year_later_text", &text[text.find("Since 22 November").unwrap()..]);
}

#[test]
fn a_document_is_told_unread_where_it_could_be_read_at_one_of_both_times_alone() {
    let copy = Copy::harbour();
    let rules = ["--rules", "shore.rules", "--select", "shore"];
    let broken = b"PK\x03\x04 word/ and nothing behind";
    for file in ["both.docx", "mended.docx", "other.docx"] {
        fs::write(copy.0.path().join(file), broken).unwrap();
    }
    fs::copy(copy.0.path().join("quay.md"), copy.0.path().join("torn.md")).unwrap();
    copy.run(&[&DAY, &rules, &["--save", "run.json"]]);
    let word = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/word/cranes.docx");
    fs::copy(word, copy.0.path().join("mended.docx")).unwrap();
    fs::write(copy.0.path().join("other.docx"), b"PK\x03\x04 word/ and still nothing behind").unwrap();
    fs::write(copy.0.path().join("torn.md"), b"\x89PNG\r\n\x1a\n").unwrap();
    assert_eq!(
        states(&copy.since(&[&DAY, &rules])),
        [
            ("./both.docx", None, "same"),
            ("./mended.docx", None, "read-now"),
            ("./other.docx", None, "still-unread"),
            ("./quay.md", None, "same"),
            ("./torn.md", None, "unread"),
        ]
    );
    let text = copy.run(&[&DAY, &rules, &["--since", "run.json", "--quiet", "--color", "never"]]).stdout;
    let text = String::from_utf8(text).unwrap();
    for told in [
        "./mended.docx: can be read now, and could not be then",
        "./other.docx: can be read neither then nor now",
        "./torn.md: cannot be read now, and could be then",
        "2 documents stand as then.",
    ] {
        assert!(text.contains(told), "{told} is not in {text}");
    }
}

#[test]
fn each_cause_is_told_alone() {
    let rules = ["--rules", "shore.rules", "--select", "shore"];
    let copy = Copy::harbour();
    copy.run(&[&DAY, &rules, &["--save", "run.json"]]);
    assert_eq!(changes(&copy.since(&[&DAY, &rules])), [""; 0], "nothing is another");
    assert_eq!(
        changes(&copy.since(&[&A_YEAR_LATER, &rules])),
        ["shore.quay.2: amber (promised), now red (promised-lapsed): date"]
    );
    let fewer = ["--rules", "shore.rules", "--select", "shore.quay.1"];
    assert_eq!(
        changes(&copy.since(&[&DAY, &fewer])),
        [2, 3, 4].map(|number| match number {
            2 => "shore.quay.2: amber (promised), now not asked: settings".to_owned(),
            other => format!("shore.quay.{other}: red (absent), now not asked: settings"),
        })
    );
    copy.change("shore.rules", "version \"1.0\"", "version \"1.1\"");
    copy.change(
        "shore.rules",
        "red otherwise because \"nothing says when",
        "amber otherwise because \"nothing says when",
    );
    let text = fs::read_to_string(copy.0.path().join("shore.rules")).unwrap();
    let (before, review) = text.split_at(text.find("rule review").unwrap());
    fs::write(copy.0.path().join("shore.rules"), before.to_owned() + &review.replace("example red ", "example amber"))
        .unwrap();
    let since = copy.since(&[&DAY, &rules]);
    assert_eq!(changes(&since), ["shore.quay.4: red (absent), now amber (partial): rules"]);
    assert_eq!(since["packs"], json!([{ "id": "shore", "was": "1.0", "now": "1.1" }]));
    copy.change("quay.md", "what it spends on the quay.", "what it spends. This agreement is reviewed every year.");
    assert_eq!(
        changes(&copy.since(&[&A_YEAR_LATER, &rules])),
        [
            "shore.quay.2: amber (promised), now red (promised-lapsed): date",
            "shore.quay.4: red (absent), now green (present): document rules",
        ],
        "what may have had a part is named; the day, which had none in the second, is not"
    );
}

#[test]
fn a_changed_profile_is_told() {
    let copy = Copy::of(&["tests/data/config/pool.rules", "tests/data/config/books.md"]);
    let config = copy.0.path().join("govlint.toml");
    let rules = ["--rules", "pool.rules", "--select", "pool", "--kind", "harbour"];
    fs::write(&config, "[profile]\npurse = \"no\"\n").unwrap();
    let first = copy.run(&[&DAY, &rules, &["--save", "run.json", "--format", "short"]]);
    assert!(copy.0.path().join("run.json").exists(), "{}", String::from_utf8_lossy(&first.stderr));
    fs::write(&config, "[profile]\npurse = \"yes\"\n").unwrap();
    let found = changes(&copy.since(&[&A_YEAR_LATER, &rules]));
    assert!(!found.is_empty() && found.iter().all(|change| change.ends_with(": profile")), "{found:?}");
}

#[test]
fn an_answer_is_told_with_what_it_comes_from() {
    let copy = Copy::of(&[
        "tests/data/answers/govlint.toml",
        "tests/data/answers/wharf.rules",
        "tests/data/answers/wharf.md",
        "tests/data/answers/govlint-answers.toml",
    ]);
    let told = |since: &Value| {
        let questions =
            since["bundles"].as_array().unwrap().iter().flat_map(|one| one["questions"].as_array().unwrap());
        let word = |word: &Value| {
            format!("{} by {}", word["rating"].as_str().unwrap(), word["by"].as_str().unwrap_or("nobody"))
        };
        let one = |one: &Value| {
            let causes: Vec<&str> =
                one["because"].as_array().unwrap().iter().map(|cause| cause.as_str().unwrap()).collect();
            let (id, causes) = (one["question"].as_str().unwrap(), causes.join(" "));
            format!("{id}: {}, now {}: {causes}", word(&one["was"]), word(&one["now"]))
        };
        questions.map(one).collect::<Vec<_>>()
    };
    let day = ["--as-of", "2026-11-02"];
    copy.run(&[&day, &["--save", "run.json"]]);
    assert_eq!(told(&copy.since(&[&day])), [""; 0], "nothing is another");
    assert_eq!(
        told(&copy.since(&[&A_YEAR_LATER])),
        ["wharf.berths.1: green by person, now green by person: date"],
        "the review date has come"
    );
    let answers = copy.0.path().join("govlint-answers.toml");
    let before = fs::read_to_string(&answers).unwrap();
    let agreed = "\n[[agreed]]\nquestion = \"wharf.trust.0\"\nrating = \"amber\"\nmeeting = \"the owners' meeting\"\ndate = 2026-11-02\n";
    let another = "\n[[answer]]\nquestion = \"wharf.berths.2\"\nrating = \"green\"\norganisation = \"South Owners\"\n\
                   who = \"C. Dale\"\nreason = \"the contract says so\"\ndate = 2026-11-02\n";
    fs::write(&answers, before.clone() + agreed + another).unwrap();
    let changed = [
        "wharf.berths.2: amber by document, now green by person: answer",
        "wharf.trust.0: unclear by person, now amber by person: answer",
    ];
    assert_eq!(told(&copy.since(&[&day])), changed);
    let short = copy.run(&[&day, &["--format", "short", "--since", "run.json"]]).stdout;
    let short = String::from_utf8(short).unwrap();
    assert!(
        short.contains("since[wharf.trust.0] unclear (by people), now amber (by people): answers changed"),
        "{short}"
    );
    fs::write(&answers, before).unwrap();
    assert_eq!(told(&copy.since(&[&day])), [""; 0], "the answers are as they were");
}

#[test]
fn a_run_is_kept_as_the_report_for_programs() {
    let copy = Copy::sample();
    let report = copy.run(&[&DAY, &["--format", "json", "--save", "run.json"]]).stdout;
    assert_eq!(fs::read(copy.0.path().join("run.json")).unwrap(), report);
    let again = copy.run(&[&DAY, &["--quiet", "--since", "run.json", "--save", "run.json"]]);
    assert!(String::from_utf8_lossy(&again.stdout).contains("3 documents stand as then."));
    assert_eq!(fs::read(copy.0.path().join("run.json")).unwrap(), report, "the same run is kept as the same bytes");
}

#[test]
fn what_is_no_run_is_refused() {
    let copy = Copy::harbour();
    let rules = ["--rules", "shore.rules", "--select", "shore"];
    copy.run(&[&DAY, &rules, &["--save", "run.json"]]);
    let whole = fs::read_to_string(copy.0.path().join("run.json")).unwrap();
    let facts = r#"{"version":1,"tool":"govlint 0.1.0","as_of":"2026-11-22","packs":[],"profile":{},"documents":[{"path":"a.md"}]}"#;
    for (text, code) in [
        (whole[..whole.len() / 2].to_owned(), "run-cut-off"),
        (whole.replacen("\"version\":1", "\"version\":2", 1), "newer-run"),
        (facts.to_owned(), "no-run"),
        ("# A document".to_owned(), "no-run"),
        ("\u{1b}[31m".to_owned(), "no-run"),
    ] {
        fs::write(copy.0.path().join("other.json"), text).unwrap();
        let output = copy.run(&[&DAY, &rules, &["--since", "other.json", "--save", "run.json"]]);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.contains(&format!("error[{code}]")), "{code}: {errors}");
        assert!(!errors.contains('\u{1b}') && output.stdout.is_empty(), "{errors:?}");
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(fs::read_to_string(copy.0.path().join("run.json")).unwrap(), whole, "nothing was written");
    }
    let none = copy.run(&[&rules, &["--since", "none.json"]]);
    assert!(String::from_utf8_lossy(&none.stderr).contains("error[not-found]"));
}

#[test]
fn hostile_names_in_a_run_do_no_harm() {
    let copy = Copy::harbour();
    let rules = ["--rules", "shore.rules", "--select", "shore"];
    copy.run(&[&DAY, &rules, &["--save", "run.json"]]);
    copy.change("run.json", "./quay.md", "./\\u001b]0;owned\\u0007\\u202e.md");
    copy.change("quay.md", "four times", "five times");
    for format in ["text", "short"] {
        let shown = copy.run(&[&DAY, &rules, &["--format", format, "--color", "never", "--since", "run.json"]]).stdout;
        let shown = String::from_utf8(shown).unwrap();
        assert!(shown.contains("owned"), "{shown}");
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
    }
}

#[test]
fn a_board_is_told_of_answers_that_lapsed_and_of_documents_that_came_and_went() {
    let copy = Copy::of(&[
        "samples/harrowmere-place/govlint.toml",
        "samples/harrowmere-place/govlint-answers.toml",
        "samples/harrowmere-place/mou.md",
        "samples/harrowmere-place/tor-place-board.md",
    ]);
    copy.run(&[&DAY, &["--save", "run.json"]]);
    fs::rename(copy.0.path().join("tor-place-board.md"), copy.0.path().join("board.md")).unwrap();
    copy.change("board.md", "five voting members", "six voting members");
    fs::write(copy.0.path().join("new.md"), "---\nkind: tor\n---\n\n# Terms of reference: Bus Group\n").unwrap();
    copy.run(&[&["--as-of", "2028-11-22", "--since", "run.json", "--quiet", "--output", "html=report.html"]]);
    let page = fs::read_to_string(copy.0.path().join("report.html")).unwrap();
    let since = &page[page.find("<h3>Since 22 November 2026</h3>").unwrap()..page.find("<h3>Which documents").unwrap()];
    let row = since.split("<tr>").find(|row| row.replace("<wbr>", "").contains("hfma.risk.5")).unwrap();
    assert!(
        row.contains("to be rechecked: the review date of")
            && row.contains("the day alone")
            && row.contains("Harrowmere Place Partnership")
    );
    assert!(since.contains("<li>./new.md: new</li>"), "{since}");
    let (_, areas) = since.split_once("areas whose questions stand otherwise").unwrap();
    let terms = areas.split("<tr>").find(|row| row.contains("Terms of reference")).unwrap();
    assert!(terms.contains("red: ") && terms.contains(", now ") && terms.contains("documents came or went"), "{terms}");
}

#[test]
fn ratings_of_documents_with_one_title_are_told_one_by_one() {
    let copy = Copy::of(&[]);
    let write = |file: &str, text: &str| fs::write(copy.0.path().join(file), text).unwrap();
    let mou = "---\nkind: mou\n---\n\n# Memorandum of understanding\n\nA Tide Group and an Ebb Group are set up. This memorandum ends on 31 March 2028.\n";
    let terms = |body: &str, year: &str| {
        format!(
            "---\nkind: tor\n---\n\n# Terms of reference\n\n## Purpose\n\nThe {body} advises the port. These terms are reviewed in May {year}.\n"
        )
    };
    write("govlint.toml", "bundle = \"Port\"\n");
    write("mou.md", mou);
    write("ebb.md", &terms("Ebb Group", "2027"));
    write("tide.md", &terms("Tide Group", "2029"));
    copy.run(&[&DAY, &["--save", "run.json"]]);
    let moved = |since: &Value| {
        let ratings = since["bundles"][0]["ratings"].as_array().cloned().unwrap_or_default();
        let within = ratings.into_iter().filter(|one| one["rule"] == "practice.together.review-within-term");
        let word = |state: &Value| state["rating"].as_str().unwrap_or("none").to_owned();
        within.map(|one| format!("{} to {}", word(&one["was"]), word(&one["now"]))).collect::<Vec<_>>()
    };
    assert_eq!(moved(&copy.since(&[&DAY])), Vec::<String>::new(), "nothing has changed");
    write("tide.md", &terms("Tide Group", "2027"));
    assert_eq!(moved(&copy.since(&[&DAY])), ["red to green"]);
    fs::remove_file(copy.0.path().join("tide.md")).unwrap();
    assert_eq!(moved(&copy.since(&[&DAY])), ["red to none"]);
    fs::remove_file(copy.0.path().join("ebb.md")).unwrap();
    assert_eq!(moved(&copy.since(&[&DAY])), ["green to none", "red to none"]);
}
