//! What ends the use of a checker within a week: words that look like an answer and are none, and the other way round.

#![allow(clippy::unwrap_used)]

use govlint::assess::Assessed;
use govlint::engine::{Certainty, Colour};
use govlint::workspace::{RuleSet, Session};

fn session() -> Session {
    Session::new(RuleSet::load_to_run(&[]).unwrap(), jiff::civil::date(2026, 11, 22), None)
}

fn read(session: &Session, source: &str) -> Assessed {
    session.assess("paper.md", source.as_bytes())
}

/// What some shipped rules make of a document.
fn ratings<const N: usize>(source: &str, rules: [&str; N]) -> [Colour; N] {
    let session = session();
    let assessed = read(&session, source);
    rules.map(|id| {
        let is_it = |at: usize| session.program().rules[at].id == id;
        assessed.ratings().iter().find(|rating| is_it(rating.rule.at())).unwrap().colour
    })
}

const QUORUM: &str = "practice.tor.quorum";
const MEETINGS: &str = "hfma.mou.meeting-frequency";
const DISPUTES: &str = "hfma.mou.conflict-resolution";
const INTERESTS: &str = "hfma.decision.conflicts-of-interest";

#[test]
fn lines_of_a_contents_list_are_no_evidence() {
    let source = "# Terms of reference of the Harbour Panel\n\n## Contents\n\n1. Purpose ........ 2\n2. Quorum of four members ........ 3\n\
                  3. The Panel meets monthly ........ 4\n\n## Purpose\n\nThe Panel looks after the piers.\n";
    assert_eq!(ratings(source, [QUORUM, MEETINGS]), [Colour::Red, Colour::Red]);
    let linked = "# Terms of reference of the Harbour Panel\n\n- [Purpose](#purpose)\n- [Quorum: four members](#quorum)\n\
                  - [The Panel meets monthly](#meetings)\n\n## Purpose\n\nThe Panel looks after the piers.\n";
    assert_eq!(ratings(linked, [QUORUM, MEETINGS]), [Colour::Red, Colour::Red]);
}

#[test]
fn running_headers_are_no_evidence() {
    let header = "Harbour Panel, quorum four members, meets monthly";
    let page = |at: usize| {
        format!(
            "{header}\n\nPage {at} of 4\n\n## Part {at}\n\nThe Panel looks after pier {at} and paints it when it must.\n\n"
        )
    };
    let pages: String = (1..5).map(page).collect();
    let source = format!("# Terms of reference of the Harbour Panel\n\n{pages}");
    assert_eq!(ratings(&source, [QUORUM, MEETINGS]), [Colour::Red, Colour::Red]);
}

#[test]
fn which_paper_prevails_is_no_answer_to_disputes_or_interests() {
    let source = "# Memorandum of understanding\n\nShould this memorandum conflict with the harbours' own rules, those rules prevail. \
                  In a conflict between the two texts, the one in Welsh prevails.\n";
    assert_eq!(ratings(source, [DISPUTES, INTERESTS]), [Colour::Red, Colour::Red]);
}

#[test]
fn another_bodys_quorum_and_meetings_are_not_its_own() {
    let source = "# Terms of reference of the Lights Panel\n\nThe Panel advises the Harbour Board on lights. The quorum of the Harbour \
                  Board is nine, and the Board meets monthly.\n";
    assert_eq!(ratings(source, [QUORUM, MEETINGS]), [Colour::Red, Colour::Red]);
}

#[test]
fn reports_and_reviews_are_no_meetings() {
    for words in [
        "The Panel reports quarterly to the Harbour Board.",
        "These terms are reviewed yearly.",
        "It pays its dues each month.",
        "The Panel, when it meets, receives a monthly report on catches.",
    ] {
        let source = format!("# Terms of reference of the Lights Panel\n\n{words}\n");
        assert_ne!(ratings(&source, [MEETINGS]), [Colour::Green], "{words}");
    }
}

#[test]
fn the_same_pace_said_twice_is_one_pace() {
    let source = "# Terms of reference of the Lights Panel\n\nThe Panel meets monthly.\n\n## Meetings\n\nMeetings of the Panel are held \
                  twelve times a year, on the first Monday of each month.\n";
    assert_eq!(ratings(source, [MEETINGS]), [Colour::Green]);
    let session = session();
    let assessed = read(&session, source);
    let facts = &assessed.outcome.as_ref().unwrap().verdict.facts;
    let mut paces: Vec<&str> =
        facts.iter().filter(|fact| fact.name.ends_with("meeting-frequency")).map(|fact| &*fact.value).collect();
    paces.dedup();
    assert_eq!(paces, ["12 per year"]);
}

#[test]
fn what_tells_a_kind_says_how_sure_it_is() {
    let session = session();
    let told = |source: &str| {
        let kind = read(&session, source).outcome.unwrap().verdict.kind.unwrap();
        (&*session.program().kinds[kind.kind.at()].name, kind.because.certainty())
    };
    let rules = "\n\nThe treasurer counts the takings each night.\n";
    assert_eq!(told(&format!("# Financial regulations of the pier{rules}")), ("sod", Certainty::Doubtful));
    assert_eq!(told(&format!("# Scheme of delegation of the pier{rules}")), ("sod", Certainty::Likely));
    assert_eq!(told(&format!("---\nkind: tor\n---\n\n# Financial regulations{rules}")), ("tor", Certainty::Certain));
}
