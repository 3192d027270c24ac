//! Who is meant by a name.

use super::*;

#[test]
fn a_post_may_be_called_by_letters_of_whose_it_is() {
    let rule = "  for each deal-here in pact.deal\n  green when ledger.deal.holder is deal-here.holder\n  red otherwise because \"another\"\n\nwords keeper 'treasurer' as sure-role\n";
    let (pact, ledger) = ("Ebb Tide Guild's Treasurer may approve £5.", "The Treasurer of ETG may approve £5.");
    assert_eq!(
        lines(rule, &[("Pact", pact), ("Ledger", ledger)]),
        ["green Ebb Tide Guild's Treasurer: the documents agree"]
    );
    assert_eq!(lines(rule, &[("Pact", ledger), ("Ledger", pact)]), ["green Treasurer of ETG: the documents agree"]);
    let other = "The Treasurer of QXZ may approve £5.";
    assert!(lines(rule, &[("Pact", pact), ("Ledger", other)])[0].starts_with("red"));
}

#[test]
fn documents_name_others_by_their_owner_or_their_whole_title() {
    let documents = [
        ("Pact", "A Finance Committee and a Harbour Board are set up. What is lost is listed in the property ledger."),
        ("FINANCE COMMITTEES: CHARTER", "x"),
        ("Charter: Harbour Committee", "x"),
        ("Property ledgers", "x"),
        ("Ledger", "x"),
        ("Pact", "A Quay Board is set up."),
    ];
    let papers = papers(&engine(TERMS), &documents);
    assert_eq!(name_each_other(&papers, &Known::default()), [true, true, false, true, false, false]);
}

#[test]
fn near_names_are_told_and_not_merged() {
    let documents = [("Pact", "A Finance Committee is set up."), ("Charter of the Finance and Audit Committee", "x")];
    assert_eq!(
        lines(TERMS, &documents),
        ["red Finance Committee: Finance Committee: is Finance and Audit Committee the same?"]
    );
}

#[test]
fn the_configuration_names_what_stands_outside_or_for_another() {
    let documents = [("Pact", "A Finance Committee and a Tide Board are set up."), ("Charter of the Purse Group", "x")];
    let mut known = Known::default();
    known.outside.insert("the Tide Board".to_owned());
    known.aliases.insert("Purse Group".to_owned(), "Finance Committee".to_owned());
    let colours: Vec<_> = rated(TERMS, &documents, &known).iter().map(|rating| rating.message.clone()).collect();
    assert_eq!(colours, ["the documents agree", "Tide Board is elsewhere"]);
}

#[test]
fn a_bare_name_means_what_its_document_means() {
    let rule = "
  for each committee in charter.own-body
  find said = document.line where document.line.lower is committee
  green when said
  red otherwise because \"no\"
";
    let documents = [
        ("Charter of the Finance Committee", "The Committee reports to the Harbour Board."),
        ("Pact", "The Board reports to the Tide Board."),
    ];
    assert_eq!(lines(rule, &documents), ["green Finance Committee: the documents agree"]);
    let documents =
        [("Charter of the Finance Committee", "x"), ("Pact", "The Committee reports to the Harbour Board.")];
    assert_eq!(lines(rule, &documents), ["red Finance Committee: no"]);
}

#[test]
fn a_short_name_of_several_words_holds_in_every_document() {
    let pact = ("Pact", "The Joint Tide and Quay Board (the “Quay Board”) is told. A Quay Board is set up.");
    let own = ("Charter of the Joint Tide and Quay Board", "x");
    let of = |documents: &[(&str, &str)]| lines(TERMS, documents);
    assert_eq!(of(&[pact, own]), ["green Quay Board: the documents agree"]);
    let other = ("Pact", "A Quay Board is set up.");
    let told = ("Pact", "The Joint Tide and Quay Board (“Quay Board”) reports to the Ebb Board.");
    assert_eq!(of(&[other, told, own]), ["green Quay Board: the documents agree"]);
    // The body's own paper speaks for itself alone.
    let alone = ("Charter of the Joint Tide and Quay Board", told.1);
    assert!(of(&[other, alone])[0].starts_with("red Quay Board"));
    // Where a body has that name for its own it is no short name.
    let third = ("Charter of the Quay Board", "x");
    let named = "  for each committee in charter.own-body\n  green when pact.named-body is committee\n  red otherwise because \"unnamed\"\n";
    let colours = lines(named, &[other, told, own, third]);
    assert_eq!(colours, ["red Joint Tide and Quay Board: unnamed", "green Quay Board: the documents agree"]);
}

#[test]
fn a_post_with_its_branch_is_not_that_with_another() {
    let rule = "  for each deal-here in pact.deal\n  green when ledger.deal.holder is deal-here.holder\n  red otherwise because \"another\"\n\nwords keeper 'treasurer' as sure-role\nwords trade \"works\", \"moorings\"\n";
    let of = |one: &str, other: &str| {
        let says = |post: &str| format!("The {post} may approve £5.");
        lines(rule, &[("Pact", &says(one)), ("Ledger", &says(other))])[0].starts_with("green")
    };
    assert!(of("Treasurer (Works)", "Treasurer (Works)"));
    assert!(of("Treasurer (Works)", "Treasurer") && of("Treasurer", "Treasurer (Works)"));
    assert!(!of("Treasurer (Works)", "Treasurer (Moorings)"));
    assert!(of("Treasurer (Jane Smith)", "Treasurer (Bob Hill)"), "who holds it is no branch");
    assert!(of("Treasurer (Acting)", "Treasurer"));
}

#[test]
fn the_letters_of_the_partnership_may_stand_in_front_of_a_body() {
    let pact = ("Tide Quay Works: Pact", "A Silt Group is set up.");
    let of = |pact: (&'static str, &'static str), own: &'static str| {
        lines(TERMS, &[pact, (own, "x")])[0].starts_with("green")
    };
    assert!(of(pact, "Charter of the TQ Silt Group"));
    assert!(of(pact, "TQW SILT GROUP: CHARTER"));
    // Letters of nobody, or of somebody who is called by them.
    assert!(!of(pact, "Charter of the EB Silt Group"));
    let party = ("Tide Quay Works: Pact", "A Silt Group and a Tide Quarry Group (TQ) are set up.");
    assert!(!of(party, "Charter of the TQ Silt Group"));
    // A body that has the bare name for its own is another.
    let papers = [pact, ("Charter of the TQ Silt Group", "x"), ("Charter of the Silt Group", "x")];
    let named = "  for each committee in charter.own-body\n  green when pact.named-body is committee\n  red otherwise because \"unnamed\"\n";
    assert_eq!(lines(named, &papers), ["red TQ Silt Group: unnamed", "green Silt Group: the documents agree"]);
}

#[test]
fn a_short_name_is_no_second_name_that_ends_alike() {
    let rule = "
  for each committee in charter.own-body
  find said = document.line where document.line.lower is committee
  green when said
  red otherwise because \"no\"
";
    let pact = "A Grower Advisory Board (the “Growers Board”) is set up. The Growers Board is set up. The Board reports to the Ebb Committee.";
    assert_eq!(
        lines(rule, &[("Pact", pact), ("Charter of the Grower Advisory Board", "x")]),
        ["green Grower Advisory Board: the documents agree"]
    );
}
