//! Facts: typed values and records.

use super::super::testing::*;

fn facts(rules: &str, text: &str) -> Vec<String> {
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
