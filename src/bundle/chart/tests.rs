//! Charts of small bundles.
#![allow(clippy::unwrap_used)]

use super::super::{Bundled, Known};
use super::*;
use crate::engine::{Engine, Settings};
use crate::language::{RuleFile, compile};
use crate::read::markdown;

const RULES: &str = r#"pack test "Test"
  version "1"

kind pact "Pact"
  titled "pact"
kind charter "Charter"
  titled "charter"

area first "First"

question test.first.1 "Is it so?"

names body capitalised ending "Board", "Committee", "Group"
words under "works under"
words allow "may approve"
words sits  "sits"
words post  "master", "executive" as role

fact own-body : first name for charter as own-name
  drawn as "Body"
  = body of title

fact named-body : name for pact
  drawn as "Organ"
  = sentence having ("set up" and body)

fact line : record for pact, charter
  drawn "works under" from lower or own-name up to upper as "Body"
  = sentence having (under and body) { lower: body before under, upper: body after under }

fact deal : record for charter
  drawn "lets" from own-name to holder as "Post" labelled holder, limit
  = sentence having (allow and money) { holder: role before allow, limit: money }

fact seat : record for charter
  drawn "seats" on own-name labelled who
  = sentence having sits { who: role }

words orders "orders"
words head   "answers to"

fact grid : record for charter
  drawn "grants" from own-name to holder as "Post" labelled thing, limit
  = cell headed orders having money { holder: row label, thing: column label, limit: each bare money }

fact row-head : record for charter
  drawn "answers to" from own-name up to head
  = row of table having columns (head) { head: row label }

bundle-rule have-charters "All bodies have charters"
  answers test.first.1
  basis   criterion
  drawn missing

  for each committee in pact.named-body
  green when charter where charter.own-body is committee
  green when charter where charter.title is committee
  amber otherwise because "{committee} has no charter" at committee
"#;

fn chart(documents: &[(&str, &str)]) -> Chart {
    let (program, problems) = compile(&[RuleFile { name: "test.rules".to_owned(), text: RULES.into() }]);
    let errors: Vec<_> =
        problems.iter().filter(|problem| problem.severity == crate::diagnostic::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let engine = Engine::new(program);
    let settings = Settings { as_of: jiff::civil::date(2026, 11, 22), kind: None };
    let paper = |&(title, text): &(&str, &str)| {
        let document = markdown(format!("# {title}\n\n{text}").as_bytes()).unwrap();
        Paper::of(engine.program(), title, &document, &engine.rate(&document, title, settings))
    };
    let papers: Vec<Paper> = documents.iter().map(paper).collect();
    let bundled = Bundled::new(engine.program(), &papers, &Known::default());
    let rated = bundled.rate();
    bundled.chart(rated.iter())
}

/// Nodes as `sort name`, those of which something is missing with a mark; lines as they are read aloud.
fn told(chart: &Chart) -> (Vec<String>, Vec<String>) {
    let node = |node: &ChartNode| {
        let mark = if node.missing.is_some() { " (missing)" } else { "" };
        format!("{} {}{mark}", node.sort.as_deref().unwrap_or("-"), node.name)
    };
    let line = |line: &ChartLine| {
        let [from, to] = [line.from, line.to].map(|at| &*chart.nodes[at].name);
        format!("{from} {} {to} [{}]", line.caption, line.labels.join("; "))
    };
    (chart.nodes.iter().map(node).collect(), chart.lines.iter().map(line).collect())
}

#[test]
fn each_is_drawn_once_however_it_is_called_and_what_lacks_a_paper_is_missing() {
    let pact = "A Harbour Board and a Dredging Group are set up. The Harbour Board works under the Ports Committee.";
    let charter = "The Board works under the Ports Committee. The Harbour Master may approve up to £500.";
    let chart = chart(&[("Pact", pact), ("Harbour Board: charter", charter)]);
    let (nodes, lines) = told(&chart);
    let expected =
        ["Body Harbour Board", "Organ Dredging Group (missing)", "Body Ports Committee", "Post Harbour Master"];
    assert_eq!(nodes, expected);
    let expected = ["Harbour Board works under Ports Committee []", "Harbour Board lets Harbour Master [up to £500]"];
    assert_eq!(lines, expected);
    let says: Vec<usize> = chart.lines[0].said.iter().map(|&place| chart.places[place].paper).collect();
    assert_eq!(says, [0, 1], "both documents say it");
    assert!(chart.lines[0].up && !chart.lines[1].up);
}

#[test]
fn a_short_name_is_that_of_the_only_paper_it_can_be_short_for() {
    let pact = "A Harbour Board and a Performance Group are set up.";
    let charters =
        [("Salt Coast Harbour Board: charter", "x"), ("Finance and Performance Group: charter", "x"), ("Pact", pact)];
    let (nodes, _) = told(&chart(&charters));
    let expected = ["Body Salt Coast Harbour Board", "Body Finance and Performance Group", "Organ Performance Group"];
    assert_eq!(nodes, expected);
}

#[test]
fn what_is_said_of_a_body_stands_beside_it() {
    let chart = chart(&[(
        "Harbour Board: charter",
        "The Harbour Master sits. The Chief Executive sits. The Harbour Master sits.",
    )]);
    let [note] = &*chart.nodes[0].notes else { panic!("{:?}", chart.nodes) };
    assert_eq!((&*note.caption, &*note.words), ("seats", &["Harbour Master".to_owned(), "Chief Executive".into()][..]));
}

#[test]
fn a_paper_that_says_not_whose_it_is_stands_for_itself() {
    let (nodes, lines) = told(&chart(&[("Charter", "The Harbour Master may approve up to £500.")]));
    assert_eq!(nodes, ["Charter Charter", "Post Harbour Master"]);
    assert_eq!(lines, ["Charter lets Harbour Master [up to £500]"]);
}

#[test]
fn a_span_of_sums_is_one_matter() {
    let charter = "| Who | Orders | Small orders |\n| --- | --- | --- |\n| Harbour Master | £501 to £2,000 | £20 (ropes); £90 (paint) |\n\
                   | Chief Executive | £9,000 | |\n";
    let (_, lines) = told(&chart(&[("Harbour Board: charter", charter)]));
    let expected = [
        "Harbour Board grants Harbour Master [Orders: £501–£2,000; Small orders: £20, £90]",
        "Harbour Board grants Chief Executive [Orders: £9,000]",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn what_a_cell_says_is_nobody() {
    let lines = |upper: &str| {
        let table = format!("| Task | Answers to |\n| --- | --- |\n| Silt | {upper} |\n");
        let charter = format!("The Board works under the Ports Committee.\n\n{table}");
        told(&chart(&[("Harbour Board: charter", &charter)])).1
    };
    let under = "Harbour Board works under Ports Committee []";
    assert_eq!(lines("Ports Committee"), [under, "Harbour Board answers to Ports Committee []"]);
    assert_eq!(lines("the owners of the boats; in winter, nobody"), [under]);
}
