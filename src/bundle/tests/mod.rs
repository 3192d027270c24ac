//! Rules across documents on small bundles, right ones and such as look right.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod names;

use proptest::prelude::*;

use super::fold::fold;
use super::{BundleRating, Bundled, Identity, Known, Paper, changes, name_each_other};
use crate::diagnostic::Severity;
use crate::engine::{Alias, Engine, Settings};
use crate::language::model::RuleId;
use crate::language::{RuleFile, compile};
use crate::read::markdown;

const HEAD: &str = r#"pack test "Test"
  version "1"

kind pact "Pact"
  titled "pact"
kind charter "Charter"
  titled "charter"
kind ledger "Ledger"
  titled "ledger"

area first "First"

question test.first.1 "Is it so?"

names body capitalised ending "Board", "Committee", "Group"
words reports "report to"
words quorum "quorum"
words meet "meet"
words allow "may approve"

fact named-body : name for pact
  = sentence having ("set up" and body)

fact own-body : first name for charter as own-name
  = body of title

fact line : record for pact, charter
  = sentence having (reports and body) { lower: body before reports, upper: body after reports }

fact quorum-size : count for charter
  = count within 6 words of quorum

fact pact-quorum : record for pact
  = sentence having (quorum and body and count) { body: body, members: count }

fact seat : record for charter
  = sentence having ("seat" and count) { number: count }

fact pace : cadence for pact, charter
  = cadence near meet

fact cited : record for pact
  = sentence having "is listed in" { paper: "<word> ledger" after "is listed in" }

fact deal : record for pact, ledger
  = sentence having (allow and money) { holder: role before allow, matter: "<word>" after allow, limit: money }
"#;

fn engine(rule: &str) -> Engine {
    let head = "bundle-rule one \"Rule\"\n  answers test.first.1\n  basis criterion\n";
    let file = RuleFile { name: "test.rules".to_owned(), text: format!("{HEAD}\n{head}{rule}").into() };
    let (program, problems) = compile(&[file]);
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    Engine::new(program)
}

fn papers(engine: &Engine, documents: &[(&str, &str)]) -> Vec<Paper> {
    let settings = Settings { as_of: jiff::civil::date(2026, 11, 22), kind: None };
    let paper = |&(title, text): &(&str, &str)| {
        let document = markdown(format!("# {title}\n\n{text}").as_bytes()).unwrap();
        let verdict = engine.rate(&document, title, settings);
        Paper::of(engine.program(), title, &document, &verdict)
    };
    documents.iter().map(paper).collect()
}

fn rated(rule: &str, documents: &[(&str, &str)], known: &Known) -> Vec<BundleRating> {
    let engine = engine(rule);
    let papers = papers(&engine, documents);
    let all = Bundled::new(engine.program(), &papers, known).rate();
    assert!(all.iter().all(|rating| rating.rule == RuleId(0)));
    all
}

/// Ratings as `colour subject: message`.
fn lines(rule: &str, documents: &[(&str, &str)]) -> Vec<String> {
    let line = |rating: BundleRating| {
        let subject = rating.subject.map_or_else(String::new, |subject| format!(" {subject}"));
        format!("{}{subject}: {}", rating.colour.word(), rating.message)
    };
    rated(rule, documents, &Known::default()).into_iter().map(line).collect()
}

#[test]
fn words_of_one_meaning_are_alike_where_texts_are_compared() {
    let rule = |words: &str| {
        format!(
            "  for each law in pact.statute\n  green when ledger.statute.what is like law.what\n  red otherwise because \"another\"\n\n\
             fact statute : record for pact, ledger\n  = sentence having \"of\" {{ what: sentence }}\n{words}"
        )
    };
    let documents = [("Pact", "The purchase of boats."), ("Ledger", "The buying of boats.")];
    assert_eq!(lines(&rule(""), &documents), ["red The purchase of boats: another"]);
    let one = rule("words buying \"buy\", \"purchase\" as one");
    assert_eq!(lines(&one, &documents), ["green The purchase of boats: the documents agree"]);
    let near = rule("").replace("what is like", "what is near");
    assert_eq!(lines(&near, &documents), ["green The purchase of boats: the documents agree"]);
    assert_eq!(lines(&near, &[documents[0], ("Ledger", "The sale of land.")]), ["red The purchase of boats: another"]);
    let documents = [("Pact", "Co-op boats of wood."), ("Ledger", "Coop boats of wood.")];
    assert_eq!(lines(&rule(""), &documents), ["green Co-op boats of wood: the documents agree"]);
}

#[test]
fn the_words_of_one_text_may_all_stand_in_another() {
    let rule = "  for each one-deal in pact.deal\n  green when one-deal.matter is within ledger.title\n  red otherwise because \"another\"\n";
    let pact = ("Pact", "The Clerk may approve moorings for £5.");
    assert_eq!(lines(rule, &[pact, ("Ledger of moorings and boats", "x")]), ["green moorings: the documents agree"]);
    assert_eq!(lines(rule, &[pact, ("Ledger of boats", "x")]), ["red moorings: another"]);
}

#[test]
fn a_tally_counts_one_for_what_says_no_number() {
    let rule = "  for each paper-own in charter.own-body\n  red when charter.quorum-size more than tally of charter.bench because \"too many\"\n  green otherwise\n\n\
                fact bench : record for charter\n  = sentence having \"sit\" { seat: each (\"chair\" | \"clerk\" | count) }\n";
    let charter = |quorum: &str| {
        format!("The chair, two pilots, at most three divers and the clerk sit. The quorum is {quorum}.")
    };
    for (quorum, colour) in [("seven", "green"), ("eight", "red")] {
        let documents = [("Charter of the Tide Board", &*charter(quorum)), ("Pact", "x")];
        assert!(lines(rule, &documents)[0].starts_with(colour), "{quorum}");
    }
}

#[test]
fn papers_of_no_kind_are_looked_at_by_title() {
    let rule = |head: &str| {
        format!(
            "  for each part in pact.pointer\n  green when {head} where {head}.title is part\n  red otherwise because \"not here\"\n\nfact pointer : reference for pact\n  = reference\n"
        )
    };
    let documents = [
        ("Pact", "The boats are in Annex 2, the map in Annex B."),
        ("Charter of the Tide Board", "x"),
        ("Annex 2: boats", "x"),
        ("The map (Annex B)", "x"),
    ];
    let told = ["green Annex 2: the documents agree", "green Annex B: the documents agree"];
    assert_eq!(lines(&rule("paper"), &documents), told);
    assert_eq!(lines(&rule("document"), &documents), ["red Annex 2: not here", "red Annex B: not here"]);
    assert_eq!(lines(&rule("paper"), &documents[..2]), ["red Annex 2: not here", "red Annex B: not here"]);
}

#[test]
fn a_paper_of_no_kind_is_called_as_its_file_is() {
    let rule = "  for each part in pact.pointer\n  green when paper where paper.title is part\n  red otherwise because \"not here\"\n\nfact pointer : reference for pact\n  = reference\n";
    let engine = engine(rule);
    let settings = Settings { as_of: jiff::civil::date(2026, 11, 22), kind: None };
    let mut papers = papers(&engine, &[("Pact", "The boats are in Annex B."), ("Charter of the Tide Board", "x")]);
    let boats = markdown(b"# Boats\n\nThe Gannet.").unwrap();
    let colour = |papers: &[Paper]| Bundled::new(engine.program(), papers, &Known::default()).rate()[0].colour.word();
    assert_eq!(colour(&papers), "red");
    papers.push(Paper::of(engine.program(), "port/annex-b.md", &boats, &engine.rate(&boats, "annex-b.md", settings)));
    assert_eq!(colour(&papers), "green");
}

const TERMS: &str = r#"
  for each committee in pact.named-body
  find terms = charter where charter.own-body is committee
  green when terms
  amber when committee is outside because "{committee} is elsewhere"
  red when charter where charter.own-body is like committee because "{committee}: is {charter.own-body} the same?"
  amber otherwise because "{committee} has no terms" at committee
"#;

#[test]
fn each_body_is_looked_for_by_who_it_is() {
    let pact = ("Pact", "A Finance Committee, a Clinical Reference Group (CRG) and a Harbour Board are set up.");
    let all = [
        pact,
        ("Charter of the Clinical Reference Group", "x"),
        ("FINANCE COMMITTEES: CHARTER", "x"),
        ("Charter: Harbour Committee", "x"),
    ];
    assert_eq!(
        lines(TERMS, &all),
        [
            "green Finance Committee: the documents agree",
            "green Clinical Reference Group: the documents agree",
            "amber Harbour Board: Harbour Board has no terms"
        ]
    );
}

#[test]
fn places_stand_in_both_documents() {
    let documents = [("Pact", "A Finance Committee is set up."), ("Charter of the Finance and Audit Committee", "x")];
    let rating = &rated(TERMS, &documents, &Known::default())[0];
    let papers: Vec<usize> = rating.places.iter().map(|place| place.paper).collect();
    assert_eq!(papers, [1, 0]);
}

const QUORUM: &str = r#"
  for each committee in charter.own-body
  find terms = charter where charter.own-body is committee
  find said = pact.pact-quorum where pact.pact-quorum.body is committee
  red when terms.quorum-size conflicting with said.members because "{terms.quorum-size} and {said.members}"
  red when terms.quorum-size more than sum of terms.seat.number because "{terms.quorum-size} of so many"
  green when terms.quorum-size and said
  skip otherwise because "said once"
"#;

#[test]
fn amounts_are_compared_and_added_up() {
    let charter = |text| ("Charter of the Finance Committee", text);
    let pact = |text| ("Pact", text);
    let said = "The quorum of the Finance Committee is four members.";
    assert_eq!(
        lines(QUORUM, &[pact(said), charter("The quorum is 3 members.")]),
        ["red Finance Committee: 3 and four"]
    );
    assert_eq!(
        lines(QUORUM, &[pact(said), charter("The quorum is 4 members.")]),
        ["green Finance Committee: the documents agree"]
    );
    assert_eq!(
        lines(QUORUM, &[pact("x"), charter("The quorum is 4 members.")]),
        ["not-applicable Finance Committee: said once"]
    );
    let few =
        "The quorum is 9 members.\n\n- The guild has a seat for three people.\n- The town has a seat for two people.";
    assert_eq!(lines(QUORUM, &[pact("x"), charter(few)]), ["red Finance Committee: 9 of so many"]);
}

#[test]
fn a_sentence_shows_all_values_and_what_they_come_to() {
    let rule = "  find parts = pact.part\n  red when at least 2 parts because \"{each parts.part} come to {sum of parts.part}\"\n  \
                green otherwise\n\nfact part : record for pact\n  = sentence having share { part: each share }\n";
    let told = lines(rule, &[("Pact", "The ports pay 60%, 30%, 30% and 5%."), ("Ledger", "x")]);
    assert_eq!(told, ["red: 60%, 30% and 5% come to 125%"]);
}

#[test]
fn paces_that_say_the_same_do_not_conflict() {
    let rule = "
  applies pact, charter
  red when pact.pace conflicting with charter.pace because \"no\"
  green otherwise
";
    let colour = |one: &str, other: &str| {
        let documents = [("Pact", &*format!("They meet {one}.")), ("Charter", &*format!("They meet {other}."))];
        rated(rule, &documents, &Known::default())[0].colour.word()
    };
    assert_eq!(colour("every two months", "six times a year"), "green");
    assert_eq!(colour("at least quarterly", "monthly"), "green");
    assert_eq!(colour("monthly", "quarterly"), "red");
}

const LINES: &str = r#"
  for each committee in charter.own-body
  find top = pact.named-body
  red when committee is committee following (document.line.lower to document.line.upper) because "round"
  green when committee following (document.line.lower to document.line.upper) is top
  amber when committee following (document.line.lower to document.line.upper) because "a dead end"
  red otherwise because "nowhere"
"#;

#[test]
fn lines_are_followed() {
    let colours = |pact: &str, charter: &str| {
        let documents = [("Pact", pact), ("Charter of the Finance Committee", charter)];
        rated(LINES, &documents, &Known::default()).into_iter().map(|rating| rating.message).collect::<Vec<_>>()
    };
    let up = "The Committee reports to the Tide Group.";
    assert_eq!(
        colours("A Harbour Board is set up. The Tide Group reports to the Harbour Board.", up),
        ["the documents agree"]
    );
    assert_eq!(colours("The Tide Group reports to the Finance Committee.", up), ["round"]);
    assert_eq!(colours("A Harbour Board is set up.", up), ["a dead end"]);
    assert_eq!(colours("x", "x"), ["nowhere"]);
}

#[test]
fn one_document_is_no_bundle() {
    assert!(lines(TERMS, &[("Pact", "A Finance Committee is set up.")]).is_empty());
}

#[test]
fn the_partnership_s_own_name_may_stand_in_front() {
    let mut paper = Paper { own: vec!["Harbour Partnership".to_owned()], ..Paper::default() };
    let known = Known::default();
    let identity = Identity::of(std::slice::from_ref(&paper), &known);
    let same = |a: &str, b: &str| identity.key(0, a) == identity.key(0, b);
    assert!(same("Harbour Partnership Finance Committee", "the Finance Committee"));
    assert!(!same("Harbour Partnership Board", "Board"), "what is left is no name by itself");
    paper.own.clear();
    let identity = Identity::of(&[paper], &known);
    assert_ne!(identity.key(0, "Harbour Partnership Finance Committee"), identity.key(0, "Finance Committee"));
}

#[test]
fn names_are_folded_as_people_read_them() {
    for (one, other) in [
        ("the Finance & Audit Committee", "Finance and Audit Committees"),
        ("Sub-Committee of Trade", "Subcommittee of trade"),
        ("Trustees’ Board", "trustees Board"),
        ("Task-and-Finish Group", "Task and Finish Group"),
    ] {
        assert_eq!(fold(one), fold(other));
    }
    for (one, other) in [("v3", "3"), ("V3.0", "3.0"), ("3.0", "3"), ("version v2.1", "version 2.1")] {
        assert_eq!(fold(one), fold(other));
    }
    assert_ne!(fold("3.0"), fold("3.1"));
    assert_ne!(fold("Finance Board"), fold("Finance Committee"));
    assert_ne!(fold("Finance Group"), fold("Finance Sub-Group"));
}

fn name() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Finance", "Audit", "the", "The", "&", "and", "Tide's", "sub", "Sub-", "gas", "buses", "CRG", "Ébb", "’s", ".",
    ]);
    let ending = prop::sample::select(vec!["Board", "Boards", "Committee", "Group", "Bodies", "Class"]);
    (prop::collection::vec(word, 0..5), ending).prop_map(|(words, ending)| format!("{} {ending}", words.join(" ")))
}

const COMPARED: &str = r#"
  green otherwise

words holds "has"

fact size : record for pact, charter
  compared as "number of seats" by whose
  = sentence having (body and count) { whose: body before holds, number: count }

fact turn : cadence for pact, charter
  compared as "pace"
  = cadence near meet
"#;

/// Changes as `thing, of what: was -> now`.
fn versions(engine: &Engine, was: &str, now: &str) -> Vec<String> {
    let papers = papers(engine, &[("Pact", was), ("Pact", now)]);
    let told = |change: super::Change| {
        let value = |value: &super::ValueChange| format!("{:?} -> {:?}", value.was, value.now);
        let values: Vec<String> = change.values.iter().map(value).collect();
        format!("{}, {}: {}", change.caption, change.about.join(", "), values.join("; "))
    };
    changes(engine.program(), &Known::default(), &papers[0], &papers[1]).into_iter().map(told).collect()
}

#[test]
fn versions_are_compared_by_what_is_meant() {
    let engine = engine(COMPARED);
    let told = |was: &str, now: &str| versions(&engine, was, now);
    let board = "The Harbour Board has 5 seats. ";
    assert_eq!(
        told(board, "The Harbour Board has 7 seats."),
        [r#"number of seats, Harbour Board: Some("5") -> Some("7")"#]
    );
    assert_eq!(told(board, "The Harbour Board has five seats."), [""; 0]);
    let two = format!("{board} {board}");
    assert_eq!(told(board, &two), [""; 0], "what is said twice is said once");
    assert_eq!(told(&two, board), [""; 0]);
    assert_eq!(told(board, "The Quay Group has 5 seats.").len(), 2, "one is new, one is gone");
    assert_eq!(told("They meet every two months.", "They meet six times a year."), [""; 0]);
    assert_eq!(told("They meet every two months.", "They meet every three months.").len(), 1);
}

proptest! {
    #[test]
    fn what_changes_one_way_changes_back(
        was in prop::collection::vec((0usize..3, 1u32..4), 0..5),
        now in prop::collection::vec((0usize..3, 1u32..4), 0..5),
    ) {
        let engine = engine(COMPARED);
        let text = |seats: &[(usize, u32)]| -> String {
            let seat = |&(body, number): &(usize, u32)| format!("The {} has {number} seats. ", ["Harbour Board", "Quay Group", "Tide Committee"][body]);
            seats.iter().map(seat).collect()
        };
        let [was, now] = [text(&was), text(&now)];
        prop_assert_eq!(versions(&engine, &was, &was), [""; 0]);
        prop_assert_eq!(versions(&engine, &was, &now).len(), versions(&engine, &now, &was).len());
    }


    #[test]
    fn folding_twice_changes_nothing(name in name(), any in ".{0,40}") {
        prop_assert_eq!(fold(&fold(&name)), fold(&name));
        prop_assert_eq!(fold(&fold(&any)), fold(&any));
    }

    #[test]
    fn keys_are_keys_of_themselves(one in name(), other in name(), short in name()) {
        let alias = Alias { short, name: other };
        let paper = Paper { aliases: vec![alias], ..Paper::default() };
        let identity = Identity::of(&[paper], &Known::default());
        if let Some(key) = identity.key(0, &one) {
            // What a name stands for stands for itself, unless the document says otherwise of that too.
            let again = identity.key_of_words(0, &key);
            prop_assert_eq!(identity.key_of_words(0, &again), again);
        }
    }

    #[test]
    fn sorts_of_body_are_never_merged(first in "[A-Z][a-z]{3,9}", one in 0..3usize, other in 0..3usize) {
        let endings = ["Board", "Committee", "Group"];
        let identity = Identity::of(&[Paper::default()], &Known::default());
        let key = |ending: usize| identity.key(0, &format!("{first} {}", endings[ending]));
        prop_assert_eq!(key(one) == key(other), one == other);
    }
}
