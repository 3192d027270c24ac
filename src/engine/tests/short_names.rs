//! The short names that documents give, and where names begin.

use super::super::testing::*;
use super::facts::{BODIES, facts};

#[test]
fn short_names_are_read_from_brackets_and_definitions() {
    let text = "A Clinical Reference Group (CRG) is set up. The Harbour Board (“the Board”) meets (twice a year). \
        “the Committee” means the Finance Committee. The Ebb Group (see clause 4) meets.";
    let (_, verdict) = rate(&engine(BODIES), &format!("# Note\n\n{text}"));
    let aliases: Vec<_> = verdict.aliases.iter().map(|alias| format!("{} = {}", alias.short, alias.name)).collect();
    assert_eq!(aliases, ["CRG = Clinical Reference Group", "Board = Harbour Board", "Committee = Finance Committee"]);
}

#[test]
fn a_name_may_have_several_short_names_wherever_they_are_given() {
    let of = |text: &str| {
        let (_, verdict) = rate(&engine(BODIES), &format!("# Note\n\n{text}"));
        let aliases = verdict.aliases.iter().map(|alias| format!("{} = {}", alias.short, alias.name));
        aliases.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        of("The Joint Tide Board (the “Tide Board” or \"JTB\") meets."),
        "Tide Board = Joint Tide Board, JTB = Joint Tide Board"
    );
    assert_eq!(
        of("The Reed Group (the “Group”, known in the town as “RG”) meets."),
        "Group = Reed Group, RG = Reed Group"
    );
    assert_eq!(of("The Reed Works Group (in these terms, “the Group”) meets."), "Group = Reed Works Group");
    assert_eq!(
        of("2.2 \"Ebb Panel\" is small. \"**Board**\" means the Tide Board. \"Group\" means the Reed Group."),
        "Board = Tide Board, Group = Reed Group"
    );
    assert_eq!(of("In all papers “the Board” means the Tide Board described below."), "Board = Tide Board");
    assert_eq!(
        of("The Reed Works Group, called in the pact “the Works Group”, meets."),
        "Works Group = Reed Works Group"
    );
    assert_eq!(of("The Reed Group, referred to below as the “RG”, meets."), "RG = Reed Group");
    assert_eq!(of("The Joint Reed Group (the “Governors’ Group”) meets."), "Governors’ Group = Joint Reed Group");
    assert_eq!(of("“RG” means the Port’s Reed Group."), "RG = Port’s Reed Group");
    assert_eq!(
        of("The Joint Reed Works Group (the Reed Group for short) meets."),
        "Reed Group = Joint Reed Works Group"
    );
    assert_eq!(of("“Board”, used by itself, means the Tide Board and no other."), "Board = Tide Board");
    // What another is called.
    assert_eq!(of("The Reed Group (see the “Works Board”) meets."), "");
    assert_eq!(of("The Reed Group (which reports to the “Works Board”) meets."), "");
    assert_eq!(of("The Reed Group, referred to in the “Works Board” papers, meets."), "");
    assert_eq!(of("The Reed Group, called upon by the “Works Board”, meets."), "");
    assert_eq!(of("The role of the “Works Board” means the Reed Group rests."), "");
    assert_eq!(
        of("“Works Board” or “TWB” means the Tide Works Board."),
        "TWB = Tide Works Board, Works Board = Tide Works Board"
    );
    assert_eq!(of("“Ebb” is small; “TWB” means the Tide Works Board."), "TWB = Tide Works Board");
    // What is longer than the name is short for nothing.
    assert_eq!(of("The Board that runs the Group (the Tide Works Board) meets."), "");
    assert_eq!(of("A “good friend” is the Reed Group."), "");
    assert_eq!(of("The Reed Group, called upon by all, meets “when it can”."), "");
}

#[test]
fn short_names_are_read_from_the_title_and_headings() {
    let text = "# Terms of Reference of the Harbour and Coast Board (HCB)\n\n## 2. The Ebb Group (“the EG”)\n\nIt meets.\n\n## Tide Group (four members)\n\nIt rests.";
    let (_, verdict) = rate(&engine(BODIES), text);
    let aliases: Vec<_> = verdict.aliases.iter().map(|alias| format!("{} = {}", alias.short, alias.name)).collect();
    assert_eq!(aliases, ["HCB = Harbour and Coast Board", "EG = Ebb Group"]);
}

#[test]
fn short_names_stand_without_marks_at_the_head_of_clauses_rows_and_sections() {
    let of = |text: &str| {
        let (_, verdict) = rate(&engine(BODIES), &format!("# Note\n\n{text}"));
        let aliases = verdict.aliases.iter().map(|alias| format!("{} = {}", alias.short, alias.name));
        aliases.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(of("## Words\n\n**ROG** – the Reed Oversight Group (part 4)."), "ROG = Reed Oversight Group");
    assert_eq!(of("2.1 *Works Board*: the Port Works Board."), "Works Board = Port Works Board");
    assert_eq!(
        of("| Term | In this note |\n|---|---|\n| Board | the Tide Board set up under part 4 |\n| Quay | a wall |"),
        "Board = Tide Board"
    );
    assert_eq!(of("| | |\n|---|---|\n| ROG | Reed Oversight Group |"), "ROG = Reed Oversight Group");
    assert_eq!(
        of("**6. The Works Group.** There is a Works and Dredging Group, which dredges."),
        "Works Group = Works and Dredging Group"
    );
    // Whom a body reports to, and whose part another is.
    assert_eq!(of("| Body | Reports to |\n|---|---|\n| Board | the Tide Board |"), "");
    assert_eq!(of("**Reports to:** the Tide Board."), "");
    assert_eq!(of("RAB – the Reed Oversight Group."), "");
    assert_eq!(of("**Works Group.** It sends minutes to the Works and Dredging Group."), "");
}

#[test]
fn a_document_may_open_with_a_name() {
    let (_, verdict) = rate(&engine(BODIES), "Harbour Board meets.");
    assert_eq!(verdict.aliases, []);
}

#[test]
fn a_number_in_front_is_no_part_of_a_name() {
    let told = facts(
        "names body capitalised ending \"Board\"\n\nfact named : name for note = body",
        "See HB/02 Harbour Board. Ask Board.",
    );
    assert_eq!(told, ["named = Harbour Board", "named = Ask Board"]);
}
