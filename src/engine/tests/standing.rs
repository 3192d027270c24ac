//! Arms that ask how a thing is said, the usual arms, near misses and reasons.

use super::super::testing::*;

/// A rule with the usual arms.
const DISPUTES: &str = r#"  find path = clause having (dispute and step)
  green when path
  the usual for dispute
  red otherwise because "nothing ends a dispute" at clause headed (governance or dispute)
"#;
const WORDS: &str = "words dispute \"dispute\"\nwords step \"mediation\"\nwords governance \"governance\"";

#[test]
fn the_usual_arms_take_near_promises_and_pointers() {
    let engine = rule(WORDS, DISPUTES);
    for (text, expected) in [
        ("Disputes go to mediation.", "green: Disputes go to mediation."),
        (
            "A dispute procedure will be agreed by 31 March 2027.",
            "amber promised: A dispute procedure will be agreed by 31 March 2027.",
        ),
        ("A dispute procedure will be agreed by 31 March 2028.", "red promised-late: "),
        ("A dispute procedure will be agreed by 31 March 2026.", "red promised-lapsed: "),
        ("A dispute procedure will be agreed in due course.", "red promised-undated: "),
        ("No dispute procedure has been agreed.", "red denied: "),
        (
            "The dispute procedure is set out in the Constitution of the Trust.",
            "amber elsewhere: The dispute procedure is set out in the Constitution of the Trust.",
        ),
        ("## Disputes\n\n## Other\n\nText.", "red empty-heading: "),
        ("|  |  |\n|---|---|\n| Disputes |  |\n| Chair | One |", "red empty-heading: "),
        ("☐ Disputes go to mediation. ☐ Disputes go to a judge.", "red unfilled: "),
        ("☐ Disputes go to mediation. ☑ Disputes go to a judge.", "red unfilled: "),
        ("☑ Disputes go to mediation. ☐ A judge decides.", "green: Disputes go to mediation."),
        ("The annex is attached ☐\n\nDisputes go to mediation.", "green: Disputes go to mediation."),
        ("- [ ] Disputes go to mediation", "red unfilled: "),
        ("- [x] Disputes go to mediation", "green: Disputes go to mediation"),
        ("## Disputes\n\n[TBC]\n\n## Other\n\nText.", "red unfilled: "),
        ("## Disputes\n\n[how they end]\n\n[who hears them]\n\n[who pays for it]", "red unfilled: "),
        ("## Chair of the dispute panel\n\n[TBC]\n\n## Other\n\nText.", "red"),
        ("**Where disputes are kept:** [TBC]", "red"),
        ("**Dispute and governance:** [TBC]", "red"),
        ("Nothing of the sort.", "red"),
    ] {
        assert_eq!(line(&engine, text), expected, "{text}");
    }
}

#[test]
fn a_label_that_any_word_would_fit_names_nothing() {
    let engine = rule(
        "words dispute \"dispute\"\nwords something \"<word>\", \"<number>\"",
        r#"  find path = sentence having dispute | clause headed dispute having something
  green when path
  the usual for path
  red otherwise because "nothing ends a dispute"
"#,
    );
    assert_eq!(line(&engine, "|  |  |\n|---|---|\n| Day of approval | TBC |\n| Next look | May 2027 |"), "red");
    assert_eq!(line(&engine, "**Adopted on:** [TBC]"), "red");
    assert_eq!(line(&engine, "**Disputes:** [TBC]"), "red unfilled: ");
}

#[test]
fn a_promise_counts_to_the_last_day_of_six_months() {
    let engine = rule(WORDS, DISPUTES);
    for (day, colour) in
        [("22 November 2026", "amber"), ("22 May 2027", "amber"), ("23 May 2027", "red"), ("21 November 2026", "red")]
    {
        let said = line(&engine, &format!("A dispute procedure will be agreed by {day}."));
        assert!(said.starts_with(colour), "{day}: {said}");
    }
}

#[test]
fn a_combination_stands_as_its_least_firm_part() {
    let engine = rule(WORDS, DISPUTES);
    for (text, expected) in [
        ("Disputes end. Mediation will be arranged by 31 March 2027.", "red"),
        (
            "Disputes go to mediation; a note of them will be agreed by 31 March 2027.",
            "green: Disputes go to mediation; a note of them will be agreed by 31 March 2027.",
        ),
    ] {
        assert_eq!(line(&engine, text), expected, "{text}");
    }
}

#[test]
fn near_misses_are_told_best_first() {
    let text =
        "# Note\n\nNo dispute was told.\n\nDisputes may arise.\n\nA dispute policy will be agreed in due course.";
    let (document, verdict) = rate(&rule(WORDS, DISPUTES), text);
    let near: Vec<_> = verdict.ratings[0]
        .near
        .iter()
        .map(|miss| (miss.reason.word(), document.text.slice(miss.evidence.matched)))
        .collect();
    assert_eq!(near.first(), Some(&("promised-undated", "dispute")));
    assert!(near.len() > 1 && verdict.ratings[0].evidence.is_empty(), "{near:?}");
}

#[test]
fn the_day_of_a_promise_says_how_it_counts_whatever_the_line_that_asks() {
    let engine = rule(
        WORDS,
        r#"  find path = sentence having dispute
  amber when path that is planned because "planned"
  red otherwise because "nothing"
"#,
    );
    for (text, reason) in [
        ("A dispute path will be agreed in due course.", "promised-undated"),
        ("A dispute path will be agreed by January 2027.", "promised"),
        ("A dispute path will be agreed by January 2029.", "promised-late"),
        ("A dispute path will be agreed by January 2024.", "promised-lapsed"),
    ] {
        let (_, verdict) = rate(&engine, &format!("# Note\n\n{text}"));
        assert_eq!(verdict.ratings[0].reason.word(), reason, "{text}");
    }
}

#[test]
fn a_gap_is_shown_where_it_belongs() {
    let engine = rule(WORDS, DISPUTES);
    for (text, home) in [
        ("# Note\n\n## Purpose\n\nText.\n\n## 3. Governance and money\n\nText.", Some("Governance and money")),
        ("# Note\n\n## Disputes\n\n## Purpose\n\nText.", Some("Disputes")),
        ("# Note\n\n## Purpose\n\nText.", None),
    ] {
        let (document, verdict) = rate(&engine, text);
        assert_eq!(verdict.ratings[0].home.map(|home| document.text.slice(home)), home, "{text}");
    }
}

#[test]
fn arms_ask_for_a_standing() {
    let engine = rule(
        WORDS,
        r#"  find path = sentence having dispute
  green when path that is denied
  amber when path that is planned within 6 months because "soon"
  unclear when path that is hedged because "perhaps"
  skip when path because "it is so"
  red otherwise because "nothing"
"#,
    );
    for (text, expected) in [
        ("There is no dispute.", "green: There is no dispute."),
        (
            "A dispute path will be agreed by January 2027.",
            "amber promised: A dispute path will be agreed by January 2027.",
        ),
        ("A dispute might be heard.", "unclear hedged: A dispute might be heard."),
        ("Disputes are heard.", "not-applicable partial: Disputes are heard."),
    ] {
        assert_eq!(line(&engine, text), expected, "{text}");
    }
}
