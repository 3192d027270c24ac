//! Each construct on documents that are right, and on documents that look right.
#![allow(clippy::expect_used)]

mod draft;
mod evidence;
mod facts;
mod kinds;
mod properties;
mod regexes;
mod short_names;
mod standing;
mod tables;

use super::testing::*;
use crate::language::model::RuleId;

/// Rates documents by `green when expression`.
fn check(words: &str, expression: &str, cases: &[(&str, &str)]) {
    let engine = green(words, expression);
    for (text, expected) in cases {
        assert_eq!(line(&engine, text), *expected, "{expression}: {text}");
    }
}

#[test]
fn finds_words_as_people_read_them() {
    check(
        r#"words dispute "refer to … chief executive", "dispute""#,
        "dispute",
        &[
            ("All disputes end.", "green: All disputes end."),
            (
                "They are referred to the interim\nchief executive.",
                "green: They are referred to the interim chief executive.",
            ),
            (
                "Referred to one of six or eight chief executives.",
                "green: Referred to one of six or eight chief executives.",
            ),
            ("Referred to one of all six or eight other chief executives.", "red"),
            ("They are referred to it. The chief executive reads.", "red"),
            ("They are referred to, chief executives said.", "green: They are referred to, chief executives said."),
            ("# On disputes\n\n## Dispute\n\nNothing here.", "red"),
        ],
    );
    check(
        r#"words board 'the board'"#,
        "board",
        &[("THE BOARD meets.", "green: THE BOARD meets."), ("The boards meet.", "red")],
    );
    check(
        r#"words named "<Name> <Name>""#,
        "named",
        &[
            ("Ann Hill keeps time.", "green: Ann Hill keeps time."),
            ("It is kept. The Chair keeps time.", "red"),
            ("Each Member keeps time.", "red"),
        ],
    );
    check(
        r#"words may 'may'"#,
        "may",
        &[
            ("It may rest.", "green: It may rest."),
            ("Then May members speak.", "green: Then May members speak."),
            ("It ends by 31 May.", "red"),
            ("It ends in May 2027.", "red"),
        ],
    );
    check(
        r#"words mediate "mediate~""#,
        "mediate",
        &[("A mediator helps.", "green: A mediator helps."), ("A medium.", "red")],
    );
    check(
        r"words law /\b\d+ U\.?S\.?C\b/",
        "law",
        &[("Under 42 U.S.C. 1395 it pays.", "green: Under 42 U.S.C. 1395 it pays."), ("Under 42 it pays.", "red")],
    );
}

#[test]
fn leaves_out_what_is_not_meant() {
    check(
        r#"words conflict "conflict"
  but not "conflict of interest""#,
        "conflict",
        &[
            ("A conflict arises.", "green: A conflict arises."),
            ("A conflict of interest arises.", "red"),
            ("Conflicts of interest and conflicts arise.", "green: Conflicts of interest and conflicts arise."),
        ],
    );
}

#[test]
fn a_clause_has_its_words_and_its_context() {
    check(
        "words quorum \"quorum\"\nwords member \"member\"",
        "clause having (quorum and member)",
        &[
            ("The quorum is four members.", "green: The quorum is four members."),
            ("The quorum is four. Others are members.", "green: The quorum is four. Others are members."),
            ("## Quorum\n\nFour members.", "green: Four members."),
            ("**Quorum:** four members", "green: Quorum: four members"),
            (
                "| Quorum | Chair |\n|---|---|\n| four members of those named | the first |",
                "green: four members of those named",
            ),
            ("The members have a quorum of:\n\n- four", "green: The members have a quorum of: / four"),
            ("The quorum shall be:\n\n- four members", "green: four members / The quorum shall be:"),
            ("## Quorum of members\n\nFour.", "red"),
            ("The quorum is four.\n\nMembers attend.", "red"),
            ("## Quorum\n\n## Other\n\nFour members.", "red"),
        ],
    );
}

#[test]
fn headed_means_any_label() {
    check(
        "words quorum \"quorum\"\nwords member \"member\"",
        "clause headed quorum having member",
        &[
            ("## Quorum\n\n### How\n\nFour members.", "green: Four members."),
            ("**Quorum.** Four members.", "green: Quorum. Four members."),
            ("**Quorum:** one of\n\n- four members", "green: four members"),
            (
                "| Matter | Rule |\n|---|---|\n| Quorum | Four members |\n| Chair | The first |",
                "green: Quorum | Four members",
            ),
            ("For a quorum there must be:\n\n- four members", "red"),
            ("The quorum is four members.", "red"),
            ("# Quorum\n\nFour members.", "red"),
        ],
    );
}

#[test]
fn headed_may_ask_what_no_label_says() {
    check(
        "words attend \"attend\"\nwords clerk \"clerk\"",
        "clause headed (not attend) having clerk",
        &[
            ("Members are:\n\n- the clerk", "green: the clerk"),
            ("The following also attend:\n\n- the clerk", "red"),
            ("**Also attending:**\n\n- the clerk", "red"),
            ("## Attending\n\nThe clerk.", "red"),
        ],
    );
}

#[test]
fn headers_of_rows_are_evidence_only_in_a_list_of_their_own() {
    check(
        r#"words quorum "quorum""#,
        "sentence having quorum",
        &[
            (
                "| Matter | Rule |\n|---|---|\n| Quorum | Four of them |\n| Chair | One |",
                "green: Quorum | Four of them",
            ),
            ("| Matter | Rule |\n|---|---|\n| Quorum | |\n| Chair | One |", "red"),
            ("| Matter | Rule |\n|---|---|\n| Quorum | [TBC] |\n| Chair | One |", "red"),
            ("|  |  |\n|---|---|\n| Quorum | Four of them |\n| Chair | One |", "red"),
        ],
    );
}

#[test]
fn a_section_includes_its_subsections() {
    check(
        "words meeting \"meeting\"\nwords vote \"vote\"",
        "section headed meeting having (sentence having vote)",
        &[
            ("## Meetings\n\nThey meet.\n\n### Voting\n\nEach votes. All eat.", "green: Each votes."),
            ("## Meetings\n\nThey meet.\n\n## Voting\n\nEach votes.", "red"),
        ],
    );
}

#[test]
fn nearness_stays_in_a_sentence() {
    let words = "words review \"review\"\nwords term \"terms\"";
    check(
        words,
        "review near term",
        &[
            ("These terms are under review.", "green: These terms are under review."),
            ("**Review:** the terms are read. All is well.", "green: Review: the terms are read."),
            ("They review each year:\n\n- terms", "green: terms / They review each year:"),
            ("They review. The terms hold.", "red"),
        ],
    );
    check(
        words,
        "review within 2 words of term",
        &[
            ("They review all the terms.", "green: They review all the terms."),
            ("They review each of the terms.", "red"),
            ("**Review:** terms hold.", "red"),
        ],
    );
    check(
        words,
        "review before term",
        &[
            ("They review each and all of the terms.", "green: They review each and all of the terms."),
            ("The terms have a review.", "red"),
            ("**Review:** the terms hold.", "green: Review: the terms hold."),
        ],
    );
}

#[test]
fn counts_matches_kinds_and_differences() {
    let words = "words paper \"plan\", \"report\"";
    check(
        words,
        "at least 2 paper",
        &[("A plan. A report.", "green: A plan. A report."), ("A plan. A plan.", "green: A plan."), ("A plan.", "red")],
    );
    check(
        words,
        "at least 2 different paper",
        &[("A plan. A plan. A report.", "green: A plan. / A report."), ("A plan. A plan.", "red")],
    );
    check(
        "words plan \"plan\"\nwords report \"report\"\nwords budget \"budget\"",
        "clause having at least 2 of (plan, report, budget)",
        &[
            ("A plan and a budget.", "green: A plan and a budget."),
            ("A plan and a plan.", "red"),
            ("A plan.\n\nA budget.", "red"),
        ],
    );
}

#[test]
fn not_and_or_hold_as_they_read() {
    check(
        "words plan \"plan\"\nwords report \"report\"\nwords draft \"draft\"",
        "sentence having ((plan or report) and not draft)",
        &[("A report.", "green: A report."), ("A draft report. A plan.", "green: A plan."), ("A draft report.", "red")],
    );
}

#[test]
fn every_needs_one() {
    let engine = rule(
        "words plan \"plan\"\nwords day \"date\"",
        "  find plans = sentence having plan\n  green when every plans has day\n  red otherwise because \"no\"",
    );
    for (text, expected) in [
        ("A plan with a date. Some plans and dates.", "green: A plan with a date. Some plans and dates."),
        ("A plan with a date. A plan.", "red"),
        ("A date.", "red"),
    ] {
        assert_eq!(line(&engine, text), expected, "{text}");
    }
}

#[test]
fn arms_are_tried_from_the_top() {
    let engine = rule(
        "words dispute \"dispute\"\nwords step \"mediation\"",
        r#"  find mention = sentence having dispute
  green when mention and step
  amber when mention because "only {mention}"
  red otherwise because "nothing"
"#,
    );
    for (text, expected) in [
        ("A dispute. It goes to mediation.", "green: A dispute. It goes to mediation."),
        ("A dispute.", "amber partial: A dispute."),
        ("Nothing.", "red"),
    ] {
        assert_eq!(line(&engine, text), expected);
    }
    let (_, verdict) = rate(&engine, "It is so. Some disputes last.");
    assert_eq!(verdict.ratings[0].message, "only disputes");
}

#[test]
fn evidence_is_one_run_of_at_most_sixty_words() {
    let long = format!("{}a plan {}", "one two three four ".repeat(30), "five six seven eight, ".repeat(30));
    let (document, verdict) = rate(&green("words plan \"plan\"", "plan"), &long);
    let quote = document.text.slice(verdict.ratings[0].evidence[0].span);
    assert_eq!(quote.split_whitespace().count(), 60);
    assert!(quote.contains("a plan five"), "{quote}");
}

#[test]
fn what_stands_under_its_own_heading_is_quoted_first() {
    let crews = "One crew is a crew.\n\nTwo crew are a crew.\n\nThree crew are a crew.";
    check(
        r#"words crew "crew""#,
        "sentence having crew",
        &[
            (
                &format!("## Boats\n\n{crews}\n\nFour are.\n\n## Crew\n\nThe crew is six."),
                "green: The crew is six. / One crew is a crew. / Two crew are a crew.",
            ),
            (
                &format!("## Boats\n\n{crews}\n\n## Quay\n\nThe crew is six."),
                "green: One crew is a crew. / Two crew are a crew. / Three crew are a crew.",
            ),
        ],
    );
}

#[test]
fn a_value_belongs_to_what_it_stands_nearest() {
    let words = "words meet \"meet\", \"meeting\"\nwords report \"report\"";
    let shared = [
        ("The board reports at its monthly meeting.", "green: The board reports at its monthly meeting."),
        ("The board meets to receive a monthly report.", "red"),
        ("The board reports monthly.", "red"),
    ];
    check(words, "cadence not within 1 word of report", &shared);
    let rather = "cadence within 8 words of meet rather than report";
    check(words, rather, &shared);
    let both = "The board meets monthly and reports quarterly.";
    check(words, rather, &[(both, "green: The board meets monthly and reports quarterly.")]);
}

#[test]
fn runs_the_examples_of_rules() {
    let engine = rule(
        "words dispute \"dispute\"\nwords step \"mediation\"",
        r#"
  find path = clause having (dispute and step)
  green when path
  red otherwise because "no path"
  suggest """
    Disputes go to mediation.
    """
  example green "Disputes go to mediation."
  example red "Disputes are rare"
  example green "Disputes are rare."
"#,
    );
    let runs = engine.run_examples(RuleId(0));
    assert_eq!(runs.iter().map(|run| run.passes()).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(engine.check_suggestions().len(), 1);
    assert_eq!(engine.looked_for(RuleId(0)), ["dispute", "mediation"]);
}

#[test]
fn the_words_looked_for_are_such_that_tell_what_is_missing() {
    let engine = rule(
        "words light \"the\", \"for the\", \"a … of\"\n\
         words cut \"will sit no\", \"sits every\", \"at times as\", \"sits … in\", \"in session\"\n\
         words term \"term\"\nwords seat \"seat\", \"accountable for\", \"chair\"",
        r#"
  find held = sentence having (light near term) | sentence having cut
  find seats = sentence having (seat and "for what")
  green when held
  the usual for seats
  red otherwise because "nothing"
  example green "The board is in session."
  example red "There is a path."
"#,
    );
    assert_eq!(engine.looked_for(RuleId(0)), ["seat", "accountable for", "term", "in session"]);
}

#[test]
fn a_title_tells_whose_body_is_meant() {
    let words = r#"words some-body "committee", "cabinet""#;
    check(
        words,
        "sentence having some-body not in title",
        &[
            ("# Audit Committee\n\nThe committees eat. The cabinet meets.", "green: The cabinet meets."),
            ("# Audit Committee\n\nThe committee eats.", "red"),
            ("# Audit Charter\n\nThe cabinet meets.", "red"),
        ],
    );
    check(
        words,
        "sentence having some-body in title",
        &[
            ("# Audit Committee\n\nThe cabinet meets. The committee eats.", "green: The committee eats."),
            ("# Audit Charter\n\nThe committee eats.", "red"),
        ],
    );
}

#[test]
fn not_looks_at_own_words_and_still_has_evidence() {
    check(
        r#"words terms "terms""#,
        "sentence having (\"review\" and not terms)",
        &[
            ("## Terms\n\nThe review is yearly.", "green: The review is yearly."),
            ("## Dates\n\nThe review of the terms is yearly.", "red"),
        ],
    );
    check("", "clause headed \"dates\" having not \"terms\"", &[("## Dates\n\nAll year.", "green: All year.")]);
}

#[test]
fn a_labelled_place_stands_as_it_opens() {
    check(
        "",
        "clause headed \"purpose\"",
        &[
            ("## Purpose\n\nThe body advises. It may dine.", "green: The body advises."),
            ("## Purpose\n\nThere is no purpose.", "red"),
        ],
    );
}
