//! Rows, columns, cells, definitions, signature blocks and metadata.

use super::check;

const MATRIX: &str = "| Decision | Delegated to | Limit |\n|---|---|---|\n\
    | Buy land | Chief Executive | £50,000 |\n| Hire staff | Head of People | none |";

#[test]
fn rows_are_those_of_tables_with_the_columns() {
    let words = "words decision \"decision\"\nwords holder \"delegated to\"\nwords land \"land\"";
    check(
        words,
        "row of table having columns (decision, holder) having money",
        &[
            (MATRIX, "green: Buy land | Chief Executive | £50,000"),
            ("| Decision | Limit |\n|---|---|\n| Buy land | £50,000 |", "red"),
            ("| Decision delegated to | Limit |\n|---|---|\n| Buy land | £50,000 |", "red"),
            ("Decision delegated to: £50,000", "red"),
        ],
    );
    check(
        words,
        "row of table having columns (decision, holder) having (land and money)",
        &[(MATRIX, "green: Buy land | Chief Executive | £50,000"), (&MATRIX.replace("land", "boats"), "red")],
    );
}

#[test]
fn operands_stand_in_any_block_of_a_place() {
    let numbered =
        "| No | Power | Holder |\n|---|---|---|\n| 1 | Sale of land | Harbour Board |\n| 2 | Repairs | Clerk |";
    let apart =
        numbered.replace("Harbour Board", "Clerk").replace("| Repairs | Clerk |", "| Repairs | Harbour Board |");
    let words = "words land \"land\"\nwords board \"harbour board\"";
    check(
        words,
        "row having (land and board)",
        &[(numbered, "green: 1 | Sale of land | Harbour Board"), (&apart, "red")],
    );
    check(
        words,
        "table having (land and board)",
        &[
            (&apart, "green: 1 | Sale of land | Clerk / 2 | Repairs | Harbour Board"),
            ("Land of the Harbour Board.", "red"),
        ],
    );
    check(
        words,
        "section having (land and board and not \"repair\")",
        &[
            ("## One\n\nWe hold land.\n\nThe Harbour Board meets.", "green: We hold land. / The Harbour Board meets."),
            ("## One\n\nWe hold land.\n\nThe Harbour Board repairs it.", "red"),
            ("## One\n\nWe hold land.\n\n## Two\n\nThe Harbour Board meets.", "red"),
        ],
    );
}

#[test]
fn the_cell_behind_its_number_names_a_row() {
    let numbered =
        "| No | Power | Holder |\n|---|---|---|\n| 1 | Sale of land | Harbour Board |\n| 2 | Repairs | Clerk |";
    let words = "words land \"land\"\nwords board \"harbour board\"\nwords clerk \"clerk\"";
    check(
        words,
        "cell headed land having (board or clerk)",
        &[(numbered, "green: 1 | Sale of land | Harbour Board"), (&numbered.replace("land", "boats"), "red")],
    );
    check(words, "clause having (land and clerk)", &[(numbered, "red")]);
}

#[test]
fn a_form_may_hold_its_first_answer_in_the_header() {
    let form = "| Frequency | Quarterly |\n| --- | --- |\n| Venue | Town Hall |\n| Clerk | Ann Hill |";
    let words = "words often \"frequency\"";
    check(
        words,
        "clause headed often having cadence",
        &[(form, "green: Quarterly"), (&form.replace("Quarterly", "Place"), "red")],
    );
    check(words, "row having (often and cadence)", &[(form, "green: Quarterly")]);
    check(
        words,
        "clause having cadence",
        &[("| Frequency | Quarterly | Place |\n|---|---|---|\n| Board | X | Hall |\n| Forum |  | Hall |", "red")],
    );
}

#[test]
fn the_header_of_a_column_gives_its_numbers_their_currency() {
    let table = |header: &str| format!("| Post | {header} |\n|---|---|\n| Clerk | 15,000 |\n| Bursar | 10 – 40 |");
    for (header, expected) in [
        ("Limit (£)", "green: Clerk | 15,000"),
        ("£", "green: Clerk | 15,000"),
        ("Limit", "red"),
        ("Up to £500 each", "red"),
        ("Days", "red"),
    ] {
        check("", "money at least £15k", &[(&table(header), expected)]);
    }
    check(
        "",
        "money at least £40k",
        &[(&table("Limit, £000"), "green: Clerk | 15,000 / Bursar | 10 – 40"), (&table("Limit (£)"), "red")],
    );
    check("", "money", &[("| Post | Staff (£) |\n|---|---|\n| Clerk | 4 days |", "red")]);
}

#[test]
fn the_header_of_a_column_makes_its_numbers_shares() {
    let table = |header: &str| format!("| Partner | {header} |\n|---|---|\n| Pier | 38.5 |\n| Quay | 12 June |");
    for (header, expected) in [
        ("Share (%)", "green: Pier | 38.5"),
        ("Per cent of the costs", "green: Pier | 38.5"),
        ("Percent", "green: Pier | 38.5"),
        ("Share", "red"),
    ] {
        check("", "share at least 38%", &[(&table(header), expected)]);
    }
}

#[test]
fn cells_have_their_headers_for_labels() {
    let words = "words limit \"limit\"\nwords hire \"hire\"";
    check(
        words,
        "cell headed limit having money",
        &[(MATRIX, "green: Buy land | Chief Executive | £50,000"), ("## Limit\n\nUp to £50,000.", "red")],
    );
    check(
        words,
        "clause headed (limit and hire) having \"none\"",
        &[(MATRIX, "green: Hire staff | Head of People | none"), (&MATRIX.replace("Hire", "Fire"), "red")],
    );
    check(
        words,
        "table having money",
        &[(MATRIX, "green: Buy land | Chief Executive | £50,000"), ("It costs £50,000.", "red")],
    );
}

#[test]
fn a_definition_says_what_a_term_means() {
    check(
        "words board \"board\"",
        "definition having board",
        &[
            ("“Board” means those who sit.", "green: “Board” means those who sit."),
            ("**Board** means those who sit.", "green: Board means those who sit."),
            ("The board sits by all means.", "red"),
            ("The board sits.", "red"),
        ],
    );
}

#[test]
fn values_compare_with_quantities() {
    check(
        "words meet \"meet\"",
        "sentence having (meet and cadence at least 4 times a year)",
        &[
            ("They meet monthly.", "green: They meet monthly."),
            ("They meet at least quarterly.", "green: They meet at least quarterly."),
            ("They meet once a year.", "red"),
        ],
    );
    check(
        "",
        "money at most £50k",
        &[("It may spend £20,000.", "green: It may spend £20,000."), ("It may spend £1 million.", "red")],
    );
    check("", "cadence that is ambiguous", &[("Bi-monthly.", "green: Bi-monthly."), ("Monthly.", "red")]);
    check(
        "",
        "date that is past",
        &[("On 1 May 2020 it began.", "green: On 1 May 2020 it began."), ("On 1 May 2030 it begins.", "red")],
    );
}

#[test]
fn values_compare_with_those_of_other_finds() {
    check(
        "words begin \"begin\"\nwords review \"review\"",
        "(date within 3 words of review) less than (date within 3 words of begin | metadata begins having date)",
        &[
            ("It begins on 1 May 2027. Review: 1 May 2026.", "green: Review: 1 May 2026."),
            ("It begins on 1 May 2027. Review: 1 May 2027.", "red"),
            ("It begins in May 2027. Review: 31 May 2027.", "red"),
            ("It begins on 1 May 2027, or begins on 1 May 2025. Review: 1 May 2026.", "red"),
            ("Review: 1 May 2026.", "red"),
            ("---\nbegins: 1 May 2027\n---\n\nThey review it on 1 May 2026.", "green: They review it on 1 May 2026."),
        ],
    );
    check(
        "words spend \"spend\"\nwords hold \"hold\"",
        "(money within 3 words of spend) more than (money within 3 words of hold)",
        &[
            ("It holds £500. It spends £600.", "green: It spends £600."),
            ("It holds £500. It spends at most £600.", "red"),
            ("It holds £500. It spends €600.", "red"),
            ("It holds at most £500. It spends at least £600.", "green: It spends at least £600."),
        ],
    );
}

#[test]
fn words_for_what_has_ended_have_its_last_day() {
    let words = "words old \"Rutlow County\" until 1974-03-31\nwords other \"Ambridge\"";
    check(
        words,
        "old less than date",
        &[
            ("Since 1 April 1974 Rutlow County pays.", "green: Since 1 April 1974 Rutlow County pays."),
            ("Since 31 March 1974 Rutlow County pays.", "red"),
            ("Rutlow County pays.", "red"),
        ],
    );
    check(
        words,
        "(sentence having (old | other)) at most \"1 May 1974\"",
        &[("Rutlow County pays.", "green: Rutlow County pays."), ("Ambridge pays.", "red")],
    );
}

#[test]
fn metadata_are_read_outside_the_text() {
    check(
        "words draft \"draft\"",
        "metadata status having draft",
        &[
            ("---\nstatus: First draft\n---\n\nText.", "green: "),
            ("---\nstatus: final\n---\n\nA draft.", "red"),
            ("A draft.", "red"),
        ],
    );
    check(
        "",
        "metadata review having (date that is past)",
        &[("---\nreview: 2020-05-01\n---\n\nText.", "green: "), ("---\nreview: 2030-05-01\n---\n\nText.", "red")],
    );
}
