//! Which words of a document are quoted.

use super::super::testing::*;
use super::super::{Colour, Settings};
use crate::language::model::KindId;

const WORDS: &str = r#"words meet "meet"
words pace "monthly", "weekly"
"#;

#[test]
fn what_follows_one_another_in_a_clause_is_one_run() {
    let engine = green(WORDS, "sentence having meet");
    for (text, expected) in [
        ("The crew meets. It meets at sea. It sails.", "green: The crew meets. It meets at sea."),
        ("The crew meets. It sails. It meets at sea.", "green: The crew meets. / It meets at sea."),
        ("The crew meets.\n\nIt meets at sea.", "green: The crew meets. / It meets at sea."),
        (
            "It meets. It meets at sea.\n\nIt meets on land.\n\nIt meets.\n\nIt meets.",
            "green: It meets. It meets at sea. / It meets on land. / It meets.",
        ),
    ] {
        assert_eq!(line(&engine, text), expected);
    }
    let long = format!("The crew meets {}. It meets at sea.", "far out ".repeat(30).trim());
    assert!(line(&engine, &long).ends_with(" / It meets at sea."));
}

#[test]
fn a_run_in_label_is_quoted_with_what_it_names() {
    let engine = green(WORDS, "clause having pace");
    assert_eq!(line(&engine, "**Sittings:** monthly. It sails."), "green: Sittings: monthly.");
    assert_eq!(line(&engine, "**Sittings:** at sea. It is monthly."), "green: It is monthly.");
}

#[test]
fn a_cell_of_few_words_is_quoted_with_its_row() {
    let engine = green(WORDS, "sentence having (meet or pace)");
    let table = |row: &str| format!("| No. | What | When |\n|---|---|---|\n{row}");
    for (row, expected) in [
        ("| 1.1 | Crew | monthly |", "green: 1.1 | Crew | monthly"),
        ("| 1.1 | Crew meets | monthly |\n| 1.2 | Cook |  |", "green: 1.1 | Crew meets | monthly"),
        ("| 1.1 | The whole crew meets at sea | now |", "green: The whole crew meets at sea"),
    ] {
        assert_eq!(line(&engine, &table(row)), expected);
    }
    let long = format!("| 1.1 | {} | monthly |", "far out ".repeat(40));
    assert_eq!(line(&engine, &table(&long)), "green: monthly");
}

#[test]
fn arms_behind_that_say_the_same_are_quoted_while_there_is_room() {
    let arms = r#"
  green when sentence having (meet near pace)
  amber when sentence having "ship" because "a ship"
  green when sentence having pace
  green when sentence having meet that is denied
  green when sentence having meet
  red otherwise because "none"
"#;
    let engine = rule(WORDS, arms);
    for (text, expected) in [
        (
            "It meets monthly.\n\nIt meets.\n\nThe ship is weekly.\n\nIt does not meet.",
            "green: It meets monthly. / The ship is weekly. / It meets.",
        ),
        ("The ship is weekly.\n\nIt meets.", "amber partial: The ship is weekly."),
        ("It is weekly.\n\nIt meets.", "green: It is weekly. / It meets."),
    ] {
        assert_eq!(line(&engine, text), expected);
    }
}

#[test]
fn what_is_wrong_is_quoted() {
    let arms = r#"
  red when sentence having placeholder because "a blank is left"
  green when sentence having meet
  red when not (sentence having pace) because "no pace is given"
  red otherwise because "none"
"#;
    let engine = rule(WORDS, arms);
    for (text, expected) in [
        ("The crew meets.\n\nIt sails from [insert port].", "red partial: It sails from [insert port]."),
        ("It sails.", "red partial: "),
        ("It is weekly.", "red"),
    ] {
        assert_eq!(line(&engine, text), expected);
    }
}

#[test]
fn a_lead_in_is_quoted_with_its_first_item() {
    let engine = green(WORDS, "sentence having meet");
    assert_eq!(line(&engine, "The crew meets to:\n\n- sail;\n- eat."), "green: The crew meets to: / sail;",);
    assert_eq!(
        line(&engine, "The crew meets to:\n\n- sail;\n\nIt meets.\n\nThey meet."),
        "green: sail; / It meets. / They meet.",
    );
    assert_eq!(
        line(&engine, "The crew of the ship meets to:\n\n- sail;\n\nIt meets.\n\nThey meet."),
        "green: The crew of the ship meets to: / It meets. / They meet.",
    );
}

#[test]
fn the_same_words_are_quoted_once() {
    let engine = green(WORDS, "sentence having meet");
    let text = "The crew meets.\n\nIt sails.\n\nThe crew meets.\n\nIt meets.";
    assert_eq!(line(&engine, text), "green: The crew meets. / It meets.");
}

#[test]
fn what_is_not_found_is_left_open_where_not_all_could_be_read() {
    let engine = rule(WORDS, "  green when sentence having meet\n  red otherwise because \"nothing says it\"");
    let settings = Settings { as_of: TODAY, kind: Some(KindId(0)) };
    for (text, doubted, told) in
        [("It sails.", Colour::Unclear, "nothing says it; but page 2 is a picture"), ("It meets.", Colour::Green, "")]
    {
        let mut document = read(text);
        let sure = engine.rate(&document, "", settings).ratings.remove(0);
        assert_ne!(sure.colour, Colour::Unclear);
        document.doubt = Some("page 2 is a picture".to_owned());
        let rating = engine.rate(&document, "", settings).ratings.remove(0);
        assert_eq!(rating.colour, doubted);
        assert!(rating.message == if told.is_empty() { &sure.message } else { told }, "{}", rating.message);
    }
}
