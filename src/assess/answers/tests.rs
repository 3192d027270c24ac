use jiff::civil::date;

use super::*;
use crate::diagnostic::{Diagnostic, FileId};
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::Question;

fn program() -> Program {
    let question = |id: &str| Question { id: id.into(), ..Question::default() };
    Program { questions: vec![question("p.a.1"), question("p.a.2")], ..Program::default() }
}

/// The entries of a file.
fn entered(text: &str) -> Vec<(Entry, Spot)> {
    let (cells, problems) = read(FileId(0), text);
    assert_eq!(problems, [], "{text}");
    entries(&program(), &cells, None).unwrap_or_else(|problems| panic!("{text}\n{problems:#?}"))
}

/// The codes of what is wrong with a file.
fn codes(text: &str) -> Vec<&'static str> {
    let (cells, problems) = read(FileId(0), text);
    let wrong = entries(&program(), &cells, Some(date(2026, 11, 22))).err().unwrap_or_default();
    problems.iter().chain(&wrong).map(|problem| problem.code).collect()
}

fn answers(text: &str) -> Answers {
    let mut answers = Answers::default();
    for (entry, _) in entered(text) {
        match entry {
            Entry::Given(given) => answers.given.push(given),
            Entry::Agreed(agreed) => answers.agreed.push(agreed),
        }
    }
    answers
}

const COUNCIL: &str = r#"
[by]
organisation = "The  Council"
who = "Ada"
date = 2026-11-01

[[answer]]
question = "p.a.1"
rating = "Amber"
upon = ["none mou.md", "0a1b two words.md"]

[[answer]]
question = "p.a.2"
rating = ""
organisation = ""

[[agreed]]
question = "p.a.2"
rating = "not applicable"
meeting = "Board"
date = "3 November 2026"
reason = "=1+1\n\"quoted\" \\ and\u0007\t'''x'''"
review = "2027-11-03"
"#;

#[test]
fn what_is_said_once_holds_for_all_and_what_is_empty_is_no_answer() {
    let answers = answers(COUNCIL);
    let [given] = &*answers.given else { panic!("{answers:#?}") };
    assert_eq!((&*given.organisation, &*given.who, given.note.rating), ("The Council", "Ada", Colour::Amber));
    let upon: Vec<String> = given.note.upon.iter().map(ToString::to_string).collect();
    assert_eq!(upon, ["none mou.md", "0a1b two words.md"]);
    let [agreed] = &*answers.agreed else { panic!("{answers:#?}") };
    assert_eq!((agreed.note.rating, agreed.note.review), (Colour::NotApplicable, Some(date(2027, 11, 3))));
}

#[test]
fn what_is_written_reads_the_same() {
    let before = answers(COUNCIL);
    let blocks = [given(&before.given[0]), agreed(&before.agreed[0])];
    let file = added("", &blocks);
    assert_eq!(answers(&file), before);
    let more = added(&file, &blocks[..1]);
    assert!(more.starts_with(&file), "what stands there is left as it is");
    assert_eq!(answers(&more).given.len(), 2);
}

#[test]
fn every_mistake_is_told() {
    let entry = |lines: &str| format!("[[answer]]\nquestion = \"p.a.1\"\norganisation = \"C\"\nwho = \"A\"\n{lines}");
    for (text, wrong) in [
        (entry("rating = \"gren\"\ndate = 2026-11-01"), &["bad-rating"][..]),
        (entry("rating = \"unclear\"\ndate = 2026-11-01"), &["bad-rating"]),
        (entry("rating = \"red\"\ndate = \"31/02/2026\"\ndue = \"soon\""), &["bad-date", "bad-date"]),
        (entry("rating = \"red\"\ndate = 2026-11-23"), &["bad-date"]),
        (entry("rating = \"red\""), &["missing"]),
        (entry("reason = \"because\"\ndate = 2026-11-01"), &["missing"]),
        (entry("rating = \"not-applicable\"\ndate = 2026-11-01"), &["missing"]),
        (entry("rating = 3\ndate = 2026-11-01"), &["bad-answers"]),
        (entry("rating = \"red\"\ndate = 2026-11-01T10:00:00Z"), &["bad-answers"]),
        (entry("rating = \"red\"\ndate = 2026-11-01\nupon = \"all of it\""), &["bad-words"]),
        (entry("rating = \"red\"\ndate = 2026-11-01\nraeson = \"x\""), &["unknown-key"]),
        (entry(&format!("rating = \"red\"\ndate = 2026-11-01\nreason = \"{}\"", "x".repeat(8_001))), &["too-long"]),
        ("answer = 1\nanser = []\n[by]\nrating = [1]".to_owned(), &["bad-answers", "unknown-key", "bad-answers"]),
        ("[[answer]]\nrating = \"red\"".to_owned(), &["missing", "missing", "missing", "missing"]),
        (
            "[[agreed]]\nquestion = \"p.a.3\"\nrating = \"red\"\ndate = 2026-11-01".to_owned(),
            &["unknown-question", "missing"],
        ),
        ("[[answer]\n".to_owned(), &["bad-answers"]),
    ] {
        assert_eq!(codes(&text), wrong, "{text}");
    }
}

/// What merging a return into a file gives: new answers, new agreements, those known already.
fn merging(file: &str, returned: &str) -> Result<(usize, usize, usize), Vec<Diagnostic>> {
    let view = |_: &str| (Colour::Amber, vec![Upon { document: "mou.md".into(), words: Some("0a".into()) }]);
    let merged = merge(&answers(file), entered(returned), view)?;
    for note in merged.given.iter().map(|given| &given.note).chain(merged.agreed.iter().map(|agreed| &agreed.note)) {
        assert!(note.suggested == Some(Colour::Amber) && !note.upon.is_empty());
    }
    Ok((merged.given.len(), merged.agreed.len(), merged.known))
}

#[test]
fn a_return_adds_what_is_not_there_and_nothing_twice() {
    assert_eq!(merging("", COUNCIL), Ok((1, 1, 0)));
    assert_eq!(merging(COUNCIL, COUNCIL), Ok((0, 0, 2)));
    let changed = COUNCIL.replace("rating = \"Amber\"", "rating = \"red\"\nreason = \"looked again\"");
    assert_eq!(merging(COUNCIL, &changed), Ok((1, 0, 1)));
    let other = COUNCIL.replace("The  Council", "The Trust");
    assert_eq!(merging(COUNCIL, &other), Ok((1, 0, 1)));
    let seen_otherwise = COUNCIL.replace("none mou.md", "ff mou.md");
    assert_eq!(merging(COUNCIL, &seen_otherwise), Ok((0, 0, 2)), "what was in view is no part of what is said");
}

#[test]
fn a_suggested_rating_is_overruled_with_a_reason() {
    let bare = COUNCIL.replace("\"Amber\"", "\"green\"");
    let codes =
        |result: Result<_, Vec<Diagnostic>>| result.err().map(|wrong| wrong.iter().map(|one| one.code).collect());
    assert_eq!(codes(merging("", &bare)), Some(vec!["no-reason"]));
    let reasoned = bare.replace("rating = \"green\"", "rating = \"green\"\nreason = \"x\"");
    assert_eq!(merging("", &reasoned), Ok((1, 1, 0)));
}

#[test]
fn one_organisation_answers_once_a_day() {
    let twice = COUNCIL.replace(
        "[[agreed]]",
        "[[answer]]\nquestion = \"p.a.1\"\norganisation = \"the council\"\nrating = \"amber\"\nreason = \"y\"\n\n[[agreed]]",
    );
    let wrong = merging("", &twice).err().unwrap_or_default();
    assert_eq!(wrong.iter().map(|one| one.code).collect::<Vec<_>>(), ["two-answers"]);
}

#[test]
fn a_workbook_that_says_not_whose_it_is_is_told_so_once() {
    let row = |row: u32| {
        let spot = Spot::Cell("return.xlsx".into(), "Quays".into(), row, String::new());
        let question = (program().questions[0].id.clone(), spot.clone());
        let rating = ("red".to_owned(), spot.clone());
        Cells { agreed: false, spot, cells: [(Field::Question, question), (Field::Rating, rating)].into() }
    };
    let problems = entries(&program(), &[row(2), row(3), row(4)], None).err().unwrap_or_default();
    let told: Vec<&str> = problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(problems.iter().all(|problem| problem.notes[1] == "2 more answers lack it"), "{problems:#?}");
}
