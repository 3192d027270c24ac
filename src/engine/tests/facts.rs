//! Facts: typed values and records.

use super::super::testing::*;

pub(super) fn facts(rules: &str, text: &str) -> Vec<String> {
    let (_, verdict) = rate(&engine(rules), &format!("# Note\n\n{text}"));
    verdict.facts.iter().map(|fact| format!("{} = {}", fact.name, fact.value)).collect()
}

#[test]
fn values_stand_in_what_the_fact_finds() {
    let rules = "words meet \"meet\"\nwords often \"frequency\"\n\nfact frequency : cadence for note\n  \
        = cadence within 6 words of meet | clause headed often having cadence";
    assert_eq!(facts(rules, "The board meets every month. Reports come weekly."), ["frequency = 12 per year"]);
    assert_eq!(facts(rules, "**Frequency:** at least quarterly"), ["frequency = at least 4 per year"]);
    assert_eq!(facts(rules, "The board meets monthly, that is twelve times a year."), ["frequency = 12 per year"]);
    assert_eq!(facts(rules, "Reports come weekly."), [""; 0]);
}

#[test]
fn records_read_rows_and_sentences() {
    let rules = r#"words delegate "delegate"
words decision "decision"
words holder "delegated to"

fact delegation : record for note
  = row of table having columns (decision, holder) { decision: row label, holder: column label, limit: money }
  | sentence having delegate { what: "land", limit: money after "up to" }
"#;
    let table = "| Decision | Delegated to | Limit |\n|---|---|---|\n| Buy land | Chief Executive | £50,000 |\n\
        | Hire staff | Head of People | none |";
    assert_eq!(
        facts(rules, table),
        [
            "delegation = decision: Buy land; holder: Chief Executive; limit: £50,000",
            "delegation = decision: Hire staff; holder: Head of People"
        ]
    );
    assert_eq!(
        facts(rules, "It owns £90. The sale of land for £100 is delegated up to £2,000 a year."),
        ["delegation = what: land; limit: up to £2,000"]
    );
}

#[test]
fn numbers_are_shown_without_the_capital_that_opens_a_sentence() {
    let rules = "words sit \"quorum\"\n\nfact quorum : record for note\n  = sentence having (sit and (count | share)) { number: (count | share), said: sit }\n\
        fact size : count for note\n  = count within 4 words of sit";
    assert_eq!(facts(rules, "Four members are the quorum."), ["quorum = number: four; said: quorum", "size = four"]);
    assert_eq!(facts(rules, "A third of the quorum.")[0], "quorum = number: a third; said: quorum");
}

#[test]
fn a_run_in_label_is_a_field() {
    let rules = r#"words words-mean "definitions"
words term /^[A-Z][a-z]+/
words some "the"

fact meaning : record for note
  = clause headed words-mean having some { term: label having term, means: clause }
"#;
    let text = "## Definitions\n\n**Berth:** the place of a boat. It has a number.\n\nA pier is the thing beside it.";
    let facts = facts(rules, text);
    assert_eq!(facts.len(), 2, "{facts:?}");
    assert_eq!(facts[0], "meaning = term: Berth; means: Berth: the place of a boat. It has a number");
    assert_eq!(facts[1], "meaning = means: A pier is the thing beside it");
}

#[test]
fn a_row_speaks_of_what_opens_its_table_or_stands_over_it() {
    let rules = r#"names body capitalised ending "Board", "Group"
words what "what"
words most "up to"

fact power : record for note
  = row of table having columns (what, most) { what: row label, of: about body }
"#;
    let table = "| What | Up to |\n|---|---|\n| Land | £5 |";
    assert_eq!(facts(rules, &format!("## Mere Board\n\n{table}")), ["power = what: Land; of: Mere Board"]);
    let opened = format!("## Mere Board\n\nThe Reed Group may spend:\n\n{table}");
    assert_eq!(facts(rules, &opened), ["power = what: Land; of: Reed Group"]);
    let beside = format!("## Mere Board\n\nThe Reed Group may not.\n\n{table}");
    assert_eq!(facts(rules, &beside), ["power = what: Land; of: Mere Board"]);
}

#[test]
fn a_field_leaves_out_what_it_is_told_to() {
    let rules = r#"words hand-on "delegate"
words post "<Name> Master"

fact delegation : record for note
  = sentence having hand-on { what: sentence without (hand-on | post), whole: sentence }
"#;
    assert_eq!(
        facts(rules, "It is delegated to the Harbour Master to hire boats. It delegates."),
        [
            "delegation = what: It is to the to hire boats; whole: It is delegated to the Harbour Master to hire boats",
            "delegation = what: It; whole: It delegates"
        ]
    );
}

#[test]
fn a_matrix_gives_a_record_for_each_mark() {
    let rules = r#"words matter "matter"
words board "board"

fact decides : record for note
  = row of table having columns (matter, board) { what: row label, who: column label }
"#;
    let table = "| Matter | Board | Officer |\n|---|---|---|\n| Land | X | |\n| Staff | | X |\n| Money | X | X |";
    assert_eq!(
        facts(rules, table),
        [
            "decides = what: Land; who: Board",
            "decides = what: Staff; who: Officer",
            "decides = what: Money; who: Board",
            "decides = what: Money; who: Officer"
        ]
    );
}

#[test]
fn what_is_named_is_told_once_by_its_full_name() {
    let rules = r#"words trade "guild" as party
words helper "deputy" as role-rank

fact parties : party for note
  = party

fact posts : role for note
  = role

rule two "Two parties are named"
  answers test.first.1
  applies note
  basis criterion
  area first
  green when document having at least 2 different party
  red otherwise because "there is one"
"#;
    let one = "The Ebb Guild (“the Guild”) pays. The Guild's deputy chair and the Deputy Chair of the Guild sign for the Guild.";
    assert_eq!(facts(rules, one), ["parties = Ebb Guild", "posts = deputy chair", "posts = Deputy Chair, Ebb Guild"]);
    let two = "The Ebb Guild (“the Guild”) pays. The Guild and the Flood Guild meet.";
    assert_eq!(facts(rules, two), ["parties = Ebb Guild", "parties = Flood Guild"]);
    let engine = engine(rules);
    assert!(line(&engine, one).starts_with("red"), "a short name is no second party");
    assert!(line(&engine, two).starts_with("green"));
}

pub(super) const BODIES: &str = r#"names body capitalised ending "Board", "Committee", "Group"
words reports "report to"
words trade "guild" as party

fact own-body : first name for note as own-name
  = body of title
  | sentence having ("paper" before body)

fact named-body : name for note
  = sentence having body

fact line : record for note
  = sentence having (reports and body) { lower: each body before reports, upper: body after reports }

fact lead : role for note
  = role of title

fact parts : reference for note
  = reference of headings

fact bench : record for note
  = sentence having "sit" { seat: each ("a <word>" | role | count) }

fact power : record for note
  = sentence having (role and "may") { holder: role, by: owner of role }
"#;

fn of(fact: &str, title: &str, text: &str) -> Vec<String> {
    let (_, verdict) = rate(&engine(BODIES), &format!("# {title}\n\n{text}"));
    verdict.facts.into_iter().filter(|found| found.name == fact).map(|found| found.value).collect()
}

#[test]
fn the_title_tells_whose_paper_it_is() {
    for (title, own) in [
        ("Note of the Finance Committee", "Finance Committee"),
        ("FINANCE COMMITTEE: NOTE", "FINANCE COMMITTEE"),
        ("Note for Finance and Audit Committee", "Finance and Audit Committee"),
        ("Finance committee – note", "Finance committee"),
        ("Harbour Partnership: Ebb Board note 2026", "Ebb Board"),
    ] {
        assert_eq!(of("own-body", title, "This is the paper of the Ebb Group."), [own], "{title}");
    }
    assert_eq!(of("own-body", "Note", "This is the paper of the Ebb Group. The Tide Board pays."), ["Ebb Group"]);
    assert_eq!(of("lead", "Note to the Treasurer", "x"), ["Treasurer"]);
}

#[test]
fn headings_tell_what_parts_there_are() {
    let text = "See Annex C.\n\n## Annex A: boats\n\nThe Gannet.\n\n## Annex B\n\n### Part 2\n\nOars.";
    assert_eq!(of("parts", "Note with Schedule 4", text), ["Schedule 4", "Annex A", "Annex B", "Part 2"]);
}

#[test]
fn of_matches_that_overlap_each_takes_the_outermost() {
    let text = "The Treasurer, a secretary, a pilot and two divers sit.";
    assert_eq!(of("bench", "Note", text), ["seat: Treasurer", "seat: a secretary", "seat: a pilot", "seat: two"]);
}

#[test]
fn the_owner_of_a_post_is_told_in_full() {
    let text =
        "The Ebb Guild (EG) pays. The EG's Treasurer may sign. The Treasurer may read. The Treasurer of EG may go.";
    let told = ["holder: EG's Treasurer; by: Ebb Guild", "holder: Treasurer", "holder: Treasurer of EG; by: Ebb Guild"];
    assert_eq!(of("power", "Note", text), told);
}

#[test]
fn a_name_begins_behind_somebody_who_is_called_by_letters() {
    let text = "The TSG's Harbour Board and the ICB’s Board meet, and so do the Children's Group and the TIDE'S GROUP.";
    assert_eq!(of("named-body", "Note", text), ["Harbour Board", "Children's Group", "TIDE'S GROUP"]);
}

#[test]
fn endings_in_a_row_are_one_name() {
    assert_eq!(
        of("named-body", "Note", "The Tide Group Board meets. The Group and the Board meet."),
        ["Tide Group Board", "Group", "Board"]
    );
}

#[test]
fn names_are_told_once_and_end_where_their_article_stands() {
    let text = "The Note of the Finance Committee and the Ebb Board are read. The Ebb Board meets.";
    assert_eq!(of("named-body", "Note", text), ["Finance Committee", "Ebb Board"]);
}

#[test]
fn a_name_goes_on_over_words_that_others_end_with() {
    let text = "Ask the Harbour Board Quay Committee. The Ebb Board’s Finance Committee and the Tide Board meet.";
    assert_eq!(
        of("named-body", "Note", text),
        ["Harbour Board Quay Committee", "Ebb Board", "Finance Committee", "Tide Board"]
    );
}

#[test]
fn a_word_with_a_hyphen_is_one_of_a_name() {
    let text = "Ask the Tasking and Co-ordination Board. The well-known Ebb Board meets, and the sub-Board.";
    assert_eq!(of("named-body", "Note", text), ["Tasking and Co-ordination Board", "Ebb Board"]);
}

#[test]
fn words_end_behind_the_bracket_that_they_open() {
    let rules = "words who \"who\"\nwords most \"up to\"\n\nfact power : record for note\n  \
        = row of table having columns (who, most) { who: row label, most: money }";
    let table = "| Who | Up to |\n|---|---|\n| Ebb Group (“the EG”) | £5 |\n| Tide Group (four | £9 |";
    assert_eq!(
        facts(rules, table),
        ["power = who: Ebb Group (“the EG”); most: £5", "power = who: Tide Group (four; most: £9"]
    );
}

#[test]
fn a_record_is_quoted_by_a_sentence_that_holds_of_it() {
    let rules = "words set-up \"set up\"\nwords pay \"pays\"\n\nfact fee : record for note\n  = clause having (set-up and pay) { sum: money }";
    let (document, verdict) = rate(&engine(rules), "# Note\n\nThe ports set up a fund. Each pays £500.");
    let quotes: Vec<_> = verdict.facts.iter().map(|fact| document.text.slice(fact.span)).collect();
    assert_eq!(quotes, ["Each pays £500."]);
}

#[test]
fn a_field_may_ask_for_each_of_its_matches() {
    let text = "The Ebb Group and the Tide Group report to the Harbour Board.";
    assert_eq!(
        of("line", "Note", text),
        ["lower: Tide Group; upper: Harbour Board", "lower: Ebb Group; upper: Harbour Board"]
    );
}

#[test]
fn fields_keep_sort_and_place() {
    let text = "The Ebb Group reports to the Harbour Board.";
    let (document, verdict) = rate(&engine(BODIES), &format!("# Note\n\n{text}"));
    let line = verdict.facts.iter().find(|fact| fact.name == "line").expect("a line is found");
    let fields: Vec<_> =
        line.fields.iter().map(|field| (&*field.name, document.text.slice(field.span), field.named)).collect();
    assert_eq!(fields, [("lower", "Ebb Group", true), ("upper", "Harbour Board", true)]);
}

const PACES: &str = r#"names body capitalised ending "Board", "Group"
words meet 'meets', 'meet'

fact pace : record for note
  = cell headed "often" having cadence { of: about body, pace: cadence }
  | sentence having (meet and cadence) { of: about body, pace: cadence }
"#;

#[test]
fn a_field_may_be_what_the_place_speaks_of() {
    let of = |text: &str| facts(PACES, text);
    // What opens the sentence, though another stands nearer.
    assert_eq!(
        of("The Reed Group reports to the Mere Board and meets weekly."),
        ["pace = of: Reed Group; pace: weekly"]
    );
    // A pronoun stands for what opened the sentence before, not for what stands in its own.
    let two = "The Reed Group cuts reeds. It reports to the Mere Board and meets weekly.";
    assert_eq!(of(two), ["pace = of: Reed Group; pace: weekly"]);
    let next = "The Reed Group cuts reeds.\n\nIt meets weekly.";
    assert_eq!(of(next), ["pace = of: Reed Group; pace: weekly"]);
    // What the sentence before brings in goes before what opens it, and before another clause.
    let set_up = "1. The Mere Board (“MB”) meets.\n2. The parties set up the Reed Group. It meets weekly.";
    assert_eq!(of(set_up), ["pace = of: Reed Group; pace: weekly"]);
    let has = "The Mere Board has a Reed Group. It meets weekly.";
    assert_eq!(of(has), ["pace = of: Reed Group; pace: weekly"]);
    let two = "The Mere Board has a Tide Group and a Reed Group. It meets weekly.";
    assert_eq!(of(two), ["pace = of: Mere Board; pace: weekly"]);
    let takes = "The Mere Board takes up the Reed Group's papers. It meets weekly.";
    assert_eq!(of(takes), ["pace = of: Mere Board; pace: weekly"]);
    let helped = "The Mere Board is helped by the Reed Group. It meets weekly.";
    assert_eq!(of(helped), ["pace = of: Mere Board; pace: weekly"]);
    // Run-in labels, headings, headers of rows, lead-ins.
    assert_eq!(
        of("The Mere Board is one.\n\n**Reed Group.** It meets weekly."),
        ["pace = of: Reed Group; pace: weekly"]
    );
    assert_eq!(of("## Reed Group\n\nMembers meet weekly."), ["pace = of: Reed Group; pace: weekly"]);
    assert_eq!(of("The Reed Group shall:\n\n- meet weekly"), ["pace = of: Reed Group; pace: weekly"]);
    let table = "## Mere Board\n\n| Body | How often |\n|---|---|\n| Reed Group | weekly |\n| Others | monthly |";
    assert_eq!(of(table), ["pace = of: Reed Group; pace: weekly", "pace = pace: monthly"]);
    // A label that is short for the name behind it, and a pronoun behind the mark of an item.
    let short = "**Reed Group.** There is a Reed and Willow Group. It meets weekly.";
    assert_eq!(of(short), ["pace = of: Reed and Willow Group; pace: weekly"]);
    let item = "## Reed Group\n\nThree sit on it. (d) It reports to the Mere Board and meets weekly.";
    assert_eq!(of(item), ["pace = of: Reed Group; pace: weekly"]);
    // Under the heading of a body the later sentences of other items tell of others.
    let items = "## Reed Group\n\n1. Three sit on it. The Mere Board invites them.\n2. It meets weekly.";
    assert_eq!(of(items), ["pace = of: Reed Group; pace: weekly"]);
    let bare = "## Who meets\n\n1. Three boards meet. The Mere Board is one.\n2. It meets weekly.";
    assert!(of(bare).contains(&"pace = of: Mere Board; pace: weekly".to_owned()));
    // Nothing names it.
    assert_eq!(of("It reports to the Mere Board and meets weekly."), ["pace = pace: weekly"]);
}

#[test]
fn a_field_may_leave_out_the_bound_of_a_value() {
    let rules = "fact most : record for note\n  = sentence having money { sum: bare money }";
    let (_, verdict) = rate(&engine(rules), "# Note\n\nHe may spend up to £500.");
    let value = verdict.facts[0].fields[0].typed.as_ref().expect("the limit is a sum of money");
    assert_eq!((value.amount, value.bound), (Some(500.0), crate::prose::Bound::Exactly));
}

#[test]
fn a_row_goes_by_the_first_cell_that_is_no_number() {
    let rules = "fact sums : record for note\n  = cell headed \"head\" having money { what: row label, sum: money }";
    let table = "| No. | Matter | Head |\n|---|---|---|\n| 4.1 | Land | £500 |\n| Reeds | – | £20 |";
    assert_eq!(facts(rules, table), ["sums = what: Land; sum: £500", "sums = what: Reeds; sum: £20"]);
}
