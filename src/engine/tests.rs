//! Each construct on documents that are right, and on documents that look right.
#![allow(clippy::expect_used)]

use super::testing::*;
use crate::language::model::{Condition, Expr, Outcome, Unit};
use crate::prose::Recogniser;

/// Rates documents by `green when expr`.
fn check(make: impl FnOnce(&mut Kit) -> Expr, cases: &[(&str, &str)]) {
    let mut kit = Kit::default();
    let expr = make(&mut kit);
    kit.green(expr);
    let engine = kit.engine();
    for (text, expected) in cases {
        assert_eq!(line(&engine, text), *expected, "{text}");
    }
}

#[test]
fn finds_words_as_people_read_them() {
    check(
        |kit| kit.words(&["refer to … chief executive", "dispute"]),
        &[
            ("All disputes end.", "green present: All disputes end."),
            (
                "They are referred to the interim\nchief executive.",
                "green present: They are referred to the interim chief executive.",
            ),
            (
                "They are referred to one of six or eight other chief executives.",
                "green present: They are referred to one of six or eight other chief executives.",
            ),
            ("They are referred to one of all the six or eight other chief executives.", "red absent: "),
            ("They are referred to it. The chief executive reads.", "red absent: "),
            ("# On disputes\n\n## Dispute\n\nNothing here.", "red absent: "),
        ],
    );
}

#[test]
fn leaves_out_what_is_not_meant() {
    check(
        |kit| Expr::Words(kit.group(&["conflict"], &["conflict of interest"])),
        &[
            ("A conflict arises.", "green present: A conflict arises."),
            ("A conflict of interest arises.", "red absent: "),
            ("Conflicts of interest and conflicts arise.", "green present: Conflicts of interest and conflicts arise."),
        ],
    );
}

#[test]
fn a_clause_has_its_words_and_its_context() {
    let make = |kit: &mut Kit| {
        let both = Expr::And(vec![kit.words(&["quorum"]), kit.words(&["member"])]);
        having(unit(Unit::Clause), both)
    };
    check(
        make,
        &[
            ("The quorum is four members.", "green present: The quorum is four members."),
            ("The quorum is four. Others are members.", "green present: The quorum is four. / Others are members."),
            ("## Quorum\n\nFour members.", "green present: Four members."),
            ("**Quorum:** four members", "green present: four members"),
            (
                "| Quorum | Chair |\n|---|---|\n| four members of those named | the first |",
                "green present: four members of those named",
            ),
            ("The members have a quorum of:\n\n- four", "green present: The members have a quorum of:"),
            ("The quorum shall be:\n\n- four members", "green present: four members / The quorum shall be:"),
            ("## Quorum of members\n\nFour.", "red absent: "),
            ("The quorum is four.\n\nMembers attend.", "red absent: "),
            ("## Quorum\n\n## Other\n\nFour members.", "red absent: "),
        ],
    );
}

#[test]
fn headed_means_any_label() {
    let make = |kit: &mut Kit| {
        let label = kit.words(&["quorum"]);
        let own = kit.words(&["member"]);
        having(headed(Unit::Clause, label), own)
    };
    check(
        make,
        &[
            ("## Quorum\n\n### How\n\nFour members.", "green present: Four members."),
            ("**Quorum.** Four members.", "green present: Four members."),
            ("**Quorum:** one of\n\n- four members", "green present: four members"),
            (
                "| Matter | Rule |\n|---|---|\n| Quorum | Four members |\n| Chair | The first |",
                "green present: Four members",
            ),
            ("The quorum is four members.", "red absent: "),
            ("# Quorum\n\nFour members.", "red absent: "),
        ],
    );
}

#[test]
fn a_section_includes_its_subsections() {
    let make = |kit: &mut Kit| {
        let label = kit.words(&["meeting"]);
        let inner = kit.words(&["vote"]);
        having(headed(Unit::Section, label), having(unit(Unit::Sentence), inner))
    };
    check(
        make,
        &[
            ("## Meetings\n\nThey meet.\n\n### Voting\n\nEach votes. All eat.", "green present: Each votes."),
            ("## Meetings\n\nThey meet.\n\n## Voting\n\nEach votes.", "red absent: "),
        ],
    );
}

#[test]
fn nearness_stays_in_a_sentence() {
    let near = |kit: &mut Kit| Expr::Near(Box::new(kit.words(&["review"])), Box::new(kit.words(&["terms"])));
    check(
        near,
        &[
            ("These terms are under review.", "green present: These terms are under review."),
            ("**Review:** the terms are read. All is well.", "green present: the terms are read."),
            ("They review each year:\n\n- terms", "green present: terms / They review each year:"),
            ("They review. The terms hold.", "red absent: "),
        ],
    );
    let within = |kit: &mut Kit| Expr::Within(Box::new(kit.words(&["review"])), 2, Box::new(kit.words(&["terms"])));
    check(
        within,
        &[
            ("They review all the terms.", "green present: They review all the terms."),
            ("They review each of the terms.", "red absent: "),
            ("**Review:** terms hold.", "red absent: "),
        ],
    );
    let before = |kit: &mut Kit| Expr::Before(Box::new(kit.words(&["review"])), Box::new(kit.words(&["terms"])));
    check(
        before,
        &[
            ("They review each and all of the terms.", "green present: They review each and all of the terms."),
            ("The terms have a review.", "red absent: "),
            ("**Review:** the terms hold.", "green present: the terms hold."),
        ],
    );
}

#[test]
fn counts_matches_kinds_and_differences() {
    let two = |different| {
        move |kit: &mut Kit| {
            let of = Box::new(kit.words(&["plan", "report"]));
            Expr::AtLeast { number: 2, different, of }
        }
    };
    check(two(false), &[("A plan. A plan.", "green present: A plan. / A plan."), ("A plan.", "red absent: ")]);
    check(
        two(true),
        &[("A plan. A plan. A report.", "green present: A plan. / A report."), ("A plan. A plan.", "red absent: ")],
    );
    let kinds = |kit: &mut Kit| {
        let of = Expr::AtLeastOf(2, vec![kit.words(&["plan"]), kit.words(&["report"]), kit.words(&["budget"])]);
        having(unit(Unit::Clause), of)
    };
    check(
        kinds,
        &[
            ("A plan and a budget.", "green present: A plan and a budget."),
            ("A plan and a plan.", "red absent: "),
            ("A plan.\n\nA budget.", "red absent: "),
        ],
    );
}

#[test]
fn not_and_or_hold_as_they_read() {
    let make = |kit: &mut Kit| {
        let either = Expr::Or(vec![kit.words(&["plan"]), kit.words(&["report"])]);
        let not = Expr::Not(Box::new(kit.words(&["draft"])));
        having(unit(Unit::Sentence), Expr::And(vec![either, not]))
    };
    check(
        make,
        &[
            ("A report.", "green present: A report."),
            ("A draft report. A plan.", "green present: A plan."),
            ("A draft report.", "red absent: "),
        ],
    );
}

#[test]
fn every_needs_one() {
    let make = |kit: &mut Kit| {
        let plan = kit.words(&["plan"]);
        let find = kit.find(having(unit(Unit::Sentence), plan));
        let Expr::Find(id) = find else { return find };
        Expr::Every(id, Box::new(kit.words(&["date"])))
    };
    check(
        make,
        &[
            ("A plan with a date. Some plans and dates.", "green present: A plan with a date. / Some plans and dates."),
            ("A plan with a date. A plan.", "red absent: "),
            ("A date.", "red absent: "),
        ],
    );
}

#[test]
fn arms_are_tried_from_the_top() {
    let mut kit = Kit::default();
    let dispute = kit.words(&["dispute"]);
    let mention = kit.find(having(unit(Unit::Sentence), dispute));
    let path = Expr::And(vec![mention.clone(), kit.words(&["mediation"])]);
    kit.arm(Outcome::Green, Condition::When(path));
    kit.arm(Outcome::Amber, Condition::When(mention));
    let engine = kit.engine();
    assert_eq!(line(&engine, "A dispute. It goes to mediation."), "green present: A dispute. / It goes to mediation.");
    assert_eq!(line(&engine, "A dispute."), "amber partial: A dispute.");
    assert_eq!(line(&engine, "Nothing."), "red absent: ");
}

#[test]
fn evidence_is_one_run_of_at_most_sixty_words() {
    let long = format!("{}a plan {}", "one two three four ".repeat(30), "five six seven eight, ".repeat(30));
    let mut kit = Kit::default();
    let plan = kit.words(&["plan"]);
    kit.green(plan);
    let engine = kit.engine();
    let (document, verdict) = rate(&engine, &long);
    let quote = document.text.slice(verdict.ratings[0].evidence[0].span);
    assert_eq!(quote.split_whitespace().count(), 60);
    assert!(quote.contains("a plan five"), "{quote}");
}

#[test]
fn a_value_belongs_to_what_it_stands_nearest() {
    let cases = [
        (
            "The board meets monthly and reports quarterly.",
            "green present: The board meets monthly and reports quarterly.",
        ),
        ("The board reports at its monthly meeting.", "green present: The board reports at its monthly meeting."),
        ("The board meets to receive a monthly report.", "red absent: "),
        ("The board reports monthly.", "red absent: "),
    ];
    let cadence = || Box::new(Expr::Value(Recogniser::Cadence));
    let rather = |kit: &mut Kit| {
        let near = Expr::Within(cadence(), 8, Box::new(kit.words(&["meet", "meeting"])));
        Expr::Rather(Box::new(near), Box::new(kit.words(&["report"])))
    };
    check(rather, &cases);
    let apart = |kit: &mut Kit| Expr::Apart(cadence(), 0, Box::new(kit.words(&["report"])));
    check(apart, &cases);
}
