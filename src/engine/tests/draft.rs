//! Whether a document fits together as a draft.

use super::check;

#[test]
fn spans_of_money_gap_or_overlap_with_those_beside_them() {
    let table = "| Sum | Who |\n| --- | --- |\n| up to £5 | A |\n| £6 to £20 | B |\n| over £30 | C |";
    let whole = table.replace("£30", "£20");
    let twice = table.replace("£30", "£15");
    let header = "| | up to £5 | £5 to £20 | over £30 |\n| --- | --- | --- | --- |\n| Who | A | B | C |";
    let paragraphs = "Ann signs up to £5.\n\nBen signs above £5 and up to £20.\n\nCol signs above £30.";
    let items = "Who pays:\n\n- up to £5: Ann;\n- £5 to £20: Ben;\n- from £30 upwards: Col;\n- over £30: Dee.";
    check(
        "",
        "cell that is gapping",
        &[
            (table, "green: £6 to £20 | B / over £30 | C"),
            (&whole, "red"),
            (&twice, "red"),
            (header, "green: £5 to £20 / over £30"),
            ("The clerk pays up to £5, and over £30 the board.", "red"),
        ],
    );
    check(
        "",
        "cell that is overlapping",
        &[(&twice, "green: £6 to £20 | B / over £15 | C"), (table, "red"), (&whole, "red")],
    );
    check(
        "",
        "clause that is gapping",
        &[
            (items, "green: £5 to £20: Ben; / from £30 upwards: Col;"),
            (table, "green: £6 to £20 | B / over £30 | C"),
            (paragraphs, "green: Ben signs above £5 and up to £20. / Col signs above £30."),
            ("Ann may give up to £5.\n\nBids above £30 are put out to tender.", "red"),
        ],
    );
}

#[test]
fn a_name_is_undefined_where_nothing_says_what_it_is() {
    check(
        "names term capitalised ending \"Date\", \"Council\", \"Director\"",
        "term that is undefined",
        &[
            ("It ends on the Start Date.", "green: It ends on the Start Date."),
            ("It ends on the Start Date. “Start Date” means 1 May.", "red"),
            ("It ends on the start date.", "red"),
            ("It ends on the Date.", "red"),
            ("It ends on Start Date.", "red"),
            ("It ends on the Start Date Fund.", "red"),
            ("It ends on the Start Date Council.", "green: It ends on the Start Date Council."),
            ("It ends on the Start Date of Spring.", "red"),
        ],
    );
}

#[test]
fn values_conflict_where_they_cannot_both_hold() {
    check(
        "words meet \"meet\"",
        "(cadence within 5 words of meet) conflicting",
        &[
            ("They meet monthly. They meet quarterly.", "green: They meet monthly. They meet quarterly."),
            ("They meet every two months. They meet six times a year.", "red"),
            ("They meet at least quarterly. They meet monthly.", "red"),
            ("They meet monthly. They do not meet quarterly.", "red"),
            ("They meet monthly, and meet quarterly with others.", "red"),
            ("They meet monthly. It opens quarterly.", "red"),
        ],
    );
    let words = "words meet \"meet\"\nnames body capitalised ending \"Board\"";
    check(
        words,
        "(cadence within 5 words of meet) conflicting for one body",
        &[
            ("The Oar Board meets monthly. The Sail Board meets quarterly.", "red"),
            (
                "The Oar Board meets monthly. The Oar Board meets quarterly.",
                "green: The Oar Board meets monthly. The Oar Board meets quarterly.",
            ),
            (
                "# Oar Board\n\nThe Oar Board meets monthly.\n\n## Meetings\n\nThey meet quarterly.",
                "green: The Oar Board meets monthly. / They meet quarterly.",
            ),
            ("# Oar Board\n\nIt meets monthly.\n\n## Sail Board\n\nIt meets quarterly.", "red"),
        ],
    );
}

#[test]
fn limits_differ_that_can_both_hold() {
    check(
        "words pay \"pay\"\nnames body capitalised ending \"Board\"",
        "(money within 8 words of pay) differing for one body",
        &[
            (
                "The Oar Board may pay up to £50. The Oar Board may pay up to £80.",
                "green: The Oar Board may pay up to £50. The Oar Board may pay up to £80.",
            ),
            ("The Oar Board may pay up to £50. The Sail Board may pay up to £80.", "red"),
            ("The Oar Board may pay up to £50. The Oar Board may pay up to £50.00.", "red"),
            ("The Oar Board may pay up to £50. The Oar Board tells us when it pays over £40.", "red"),
            ("The Oar Board may pay up to £50. The Oar Board may pay up to €80.", "red"),
        ],
    );
}
