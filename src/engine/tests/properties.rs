//! What holds for any Markdown under a fixed set of rules that uses every construct, and how hostile input fares.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::testing::*;
use crate::document::{BlockId, Document};
use crate::engine::{Engine, Evidence, Reason, Verdict};
use crate::source::Span;

/// Rules that use every construct of the language.
const RULES: &str = r#"
words meet     "meet", "meeting"
words dispute  "dispute", "refer to … chief"
  but not "no dispute"
words step     "mediate~", 'final', /\b[a-z]{3}ing\b/
words decision "decision", "matter"
words holder   "holder", "delegated to"
words report   "report"
names body capitalised ending "Board", "Committee"

fact often : cadence for note
  = cadence within 6 words of meet | clause headed meet having cadence
fact delegation : record for note
  = row of table having columns (decision, holder) { decision: row label, holder: column label, limit: money }
  | sentence having decision { holder: holder after "to", limit: money before "a" }

rule first-rule "First"
  answers test.first.1
  applies note
  basis criterion
  area first
  find path = clause headed dispute having step | clause having (dispute and step) | sentence having (dispute near meet)
  find bodies = body
  find wide = section headed (meet or dispute) having (sentence having (meet and not report))
  green when path having at least 2 of (step, duration, meet)
  green when every bodies has (meet or report)
  amber when wide and not bodies because "{wide} and {bodies}"
  amber when path that is planned within 6 months because "soon"
  the usual for dispute
  red otherwise because "nothing" at clause headed (decision or dispute)

rule second-rule "Second"
  answers test.first.1
  applies note
  basis criterion
  area first
  find rows = row of table having columns (decision, holder) having (money or count)
  find near-cadence = cadence within 8 words of meet rather than report
  find defined = definition having (dispute or meet)
  find signed = signature-block having (date or "signed")
  green when near-cadence having cadence at least 2 times a year
  unclear when rows because "{rows}"
  amber when at least 2 different body because "two"
  skip when defined and metadata status having "draft" because "a draft"
  amber when (meet before report) or (cell headed holder having role) because "parts"
  amber when signed that is unfilled or (table having money) or (document having at least 3 meet) because "more"
  amber when date that is past because "past"
  the usual for near-cadence
  red otherwise because "nothing"
"#;

/// Markdown made of what the rules look for and of what they do not.
fn markdown() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "The Board",
        "Audit Committee",
        "meets",
        "meeting",
        "dispute",
        "mediation",
        "no dispute",
        "monthly",
        "twice a year",
        "report",
        "decision",
        "holder",
        "delegated to",
        "£50,000",
        "will be agreed by 31 March 2027",
        "may",
        "not",
        "[TBC]",
        "refer to the",
        "chief",
        "20 working days",
        "means",
        "“Board”",
        "in Schedule 1",
        "and",
        "the",
        ". ",
        "; ",
        ", ",
        "Signed: ____",
        "final",
        "save that",
        "two",
        "é—…",
        "bi-monthly",
        "on 1 May 2020",
    ]);
    let line = (
        prop::sample::select(vec![
            "",
            "# ",
            "## ",
            "### ",
            "- ",
            "  - ",
            "1. ",
            "(a) ",
            "**Disputes:** ",
            "| ",
            "> ",
            "Meetings: ",
            "|---|---|\n| ",
        ]),
        prop::collection::vec(words, 0..12),
        prop::sample::select(vec!["\n\n", "\n", ":\n\n", " |\n", " | x |\n", ".\n\n"]),
    );
    let lines = prop::collection::vec(line, 0..16);
    let front = prop::sample::select(vec!["", "---\nstatus: draft\n---\n\n", "# Note\n\n"]);
    (front, lines).prop_map(|(front, lines)| {
        let body: String = lines.iter().map(|(head, words, end)| format!("{head}{}{end}", words.join(" "))).collect();
        format!("{front}{body}")
    })
}

/// What must hold of one run.
fn is_quotable(document: &Document, evidence: &Evidence) -> bool {
    let shape = document.block(evidence.block);
    // Of a row its cells from the first to the last.
    let row = shape.cell.map(|cell| {
        let first = document.table(cell.table).blocks.start + cell.row * document.table(cell.table).columns;
        let last = first + document.table(cell.table).columns - 1;
        Span::new(document.block(BlockId(first)).span.start, document.block(BlockId(last)).span.end)
    });
    let block = row.unwrap_or(shape.span);
    let words = document.text.slice(evidence.span).split_whitespace().count();
    block.contains(evidence.span) && evidence.span.contains(evidence.matched) && (1..=60).contains(&words)
}

fn is_sound(document: &Document, verdict: &Verdict) -> Result<(), String> {
    for rating in &verdict.ratings {
        let quotable = rating.evidence.iter().chain(rating.near.iter().map(|near| &near.evidence));
        if let Some(bad) = quotable.into_iter().find(|evidence| !is_quotable(document, evidence)) {
            return Err(format!("{bad:?} is no quotation"));
        }
        if rating.evidence.len() > 3 || rating.near.len() > 3 {
            return Err("more than three".to_owned());
        }
        if rating.reason == Reason::Absent && !rating.evidence.is_empty() {
            return Err("what is not there has evidence".to_owned());
        }
        let runs: Vec<_> = rating.evidence.iter().map(|evidence| evidence.span).collect();
        if runs.iter().enumerate().any(|(index, run)| runs[..index].contains(run)) {
            return Err("one run twice".to_owned());
        }
        if rating.home.is_some_and(|home| home.is_empty() || home.end > document.text.len()) {
            return Err("a home outside the text".to_owned());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_rated_soundly_and_alike(texts in prop::collection::vec(markdown(), 1..4)) {
        let engine = engine(RULES);
        let first: Vec<_> = texts.iter().map(|text| rate(&engine, text)).collect();
        for (document, verdict) in &first {
            prop_assert_eq!(is_sound(document, verdict), Ok(()));
            prop_assert_eq!(verdict.ratings.len(), 2);
        }
        // Buffers that other documents were rated with leave no trace.
        for (text, (_, verdict)) in texts.iter().zip(&first).rev() {
            prop_assert_eq!(&rate(&engine, text).1, verdict);
        }
    }

    #[test]
    fn any_text_is_rated(text in "\\PC{0,400}") {
        let (document, verdict) = rate(&engine(RULES), &text);
        prop_assert_eq!(is_sound(&document, &verdict), Ok(()));
    }
}

/// The time that a document takes to be rated.
fn time(engine: &Engine, name: &str, text: &str) -> Duration {
    let start = Instant::now();
    let (document, verdict) = rate(engine, text);
    let taken = start.elapsed();
    assert_eq!(is_sound(&document, &verdict), Ok(()), "{name}");
    assert_eq!(verdict.ratings.len(), 2, "{name}");
    taken
}

/// Regexes that need words, signs, or nothing that is known.
const REGEXES: [&str; 7] = [
    r"\b(?i:leave|order) of\b",
    r"(?i)\bby (his|her) ?\(",
    r"\[[a-z ]+\]",
    r"^\W*(\d+[.)]? )?(?i:to) [a-z]+",
    r"[£$]\d",
    r"\bof (the )?\p{Lu}",
    r"\bleave\W+(by|of)\b",
];
const PIECES: [&str; 22] = [
    "leave ", "Order ", "of ", "the ", "The ", "by ", "HIS ", "her", "(", ") ", "[", "name", "] ", "to ", "2. ", "£",
    "$5 ", ". ", "\n\n", "## ", "-", "- ",
];

/// For each of the regexes an engine, and one for the same as a part of a regex that needs nothing.
static LOOKING: LazyLock<Vec<[Engine; 2]>> = LazyLock::new(|| {
    let looking = |regex: String| green("", &format!("(sentence having /{regex}/) or (clause headed /{regex}/)"));
    REGEXES.map(|regex| [looking(regex.to_owned()), looking(format!("{regex}|qqqq"))]).into()
});

proptest! {
    #[test]
    fn what_a_regex_needs_hides_no_match(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..40)) {
        let text = pieces.concat();
        for [narrow, wide] in &*LOOKING {
            prop_assert_eq!(line(narrow, &text), line(wide, &text));
        }
    }
}

#[test]
fn hostile_documents_cost_no_more_than_their_size() {
    let engine = engine(RULES);
    let header = "| Decision | Holder |\n|---|---|\n";
    let row = format!("|{}\n", " dispute meeting |".repeat(50));
    let nested: String = (0..60).map(|depth| format!("{}- dispute meeting:\n", "  ".repeat(depth))).collect();
    let documents: [(&str, &dyn Fn(usize) -> String); 9] = [
        ("one endless sentence", &|size| "dispute meeting mediation monthly report Board decision ".repeat(size)),
        ("many sentences", &|size| "The Board may meet monthly on a dispute. ".repeat(size)),
        ("many headings", &|size| "## Meeting\n\n### Dispute\n\nIt is mediated.\n\n".repeat(size)),
        ("many items", &|size| format!("The meeting shall:\n\n{}", "- dispute mediation\n".repeat(size))),
        ("a wide table", &|size| format!("{row}|{}\n{}", "---|".repeat(50), row.repeat(size / 20))),
        ("a long table", &|size| format!("{header}{}", "| dispute | £5 |\n".repeat(size))),
        ("many signatures", &|size| "Signed: ____________ Date: ______\n\n".repeat(size)),
        ("many blanks", &|size| "[TBC] dispute ".repeat(size)),
        ("nested lists", &|size| nested.repeat(size / 100)),
    ];
    for (name, document) in documents {
        // What else the machine does may fall upon one reading, and hardly upon three.
        let best = |size| (0..3).map(|_| time(&engine, name, &document(size))).min().unwrap_or_default();
        let (small, large) = (best(1_500), best(12_000));
        // Eight times as much may cost that and as much again for what else the machine does, not 64 times.
        let ratio = large.as_secs_f64() / small.as_secs_f64().max(0.01);
        assert!(ratio < 24.0, "{name} of eight times the size took {ratio:.1} times as long: {small:?}, {large:?}");
    }
}
