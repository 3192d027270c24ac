use super::finding::{Finding, Problem, Spot, line};
use crate::assess::{Assessed, Caret, Tally};
use crate::report::json::kind_name;
use crate::report::{Heading, words};

/// What the columns of [`table`] hold.
pub(in crate::report) const HEAD: [&str; 21] = [
    "document",
    "kind",
    "bundle",
    "id",
    "rule",
    "questions",
    "rating",
    "reason",
    "basis",
    "risk",
    "advice",
    "message",
    "let be",
    "clause",
    "line",
    "column",
    "quotes",
    "nearly",
    "help",
    "sha256",
    "subject",
];

/// All ratings of a document, a row each, and a row for why it could not be read and for each doubt about it, with a code in
/// place of the rule.
pub(in crate::report) fn table(heading: Heading, assessed: &Assessed) -> Vec<Vec<String>> {
    let program = heading.program;
    let kind = kind_name(program, assessed).unwrap_or_default();
    let bundle = assessed.bundle.and_then(|bundle| heading.bundles.get(bundle)).map_or("", String::as_str);
    let digest = assessed.digest.map(|digest| digest.to_string()).unwrap_or_default();
    let front = [&*assessed.path, kind, bundle].map(line);
    let row = |rest: [String; 16]| -> Vec<String> {
        front.iter().cloned().chain(rest).chain([digest.clone(), String::new()]).collect()
    };
    let none = String::new;
    let mut all = Vec::new();
    for problem in Problem::all(assessed) {
        let at = |number: fn(&Caret) -> u32| problem.at.as_ref().map(number).map_or(none(), |at| at.to_string());
        all.push(row([
            none(),
            problem.code.into(),
            none(),
            problem.severity.word().into(),
            none(),
            none(),
            none(),
            none(),
            problem.message.clone(),
            none(),
            none(),
            at(|at| at.line),
            at(|at| at.column),
            none(),
            none(),
            problem.help.clone(),
        ]));
    }
    all.extend(Finding::all(program, assessed).iter().map(|finding| row(rating(finding))));
    all
}

/// All ratings of the documents of bundles together, a row each, at the document of the chief place.
pub(in crate::report) fn table_together(heading: Heading, tally: &Tally) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for bundle in &tally.bundles {
        for finding in Finding::together(heading.program, bundle) {
            let front = [line(&finding.spot().document), String::new(), line(&bundle.name)];
            let back = [String::new(), finding.subject.map(line).unwrap_or_default()];
            all.push(front.into_iter().chain(rating(&finding)).chain(back).collect());
        }
    }
    all
}

/// What [`HEAD`] says of a rating, behind the bundle and in front of the digest.
fn rating(finding: &Finding) -> [String; 16] {
    let (rule, spot) = (finding.rule.0, finding.spot());
    let none = String::new;
    let start = spot.lines.filter(|_| finding.colour.is_answer()).map(|[start, _]| start);
    [
        finding.id.clone(),
        rule.id.clone(),
        finding.asked(),
        finding.colour.word().into(),
        if finding.colour.is_answer() { finding.reason.word().into() } else { none() },
        words::basis(rule.basis).into(),
        rule.risk.clone(),
        if finding.advisory { "yes".into() } else { none() },
        finding.message.clone(),
        finding.excused.clone().unwrap_or_default(),
        if finding.colour.is_answer() { spot.place.clone() } else { none() },
        start.map_or(none(), |start| start.line.to_string()),
        start.map_or(none(), |start| start.column.to_string()),
        quoted(finding, false),
        quoted(finding, true),
        if finding.colour.is_gap() { line(&rule.help) } else { none() },
    ]
}

/// The words that a rating rests on, or those that came near; of other documents with their place.
fn quoted(finding: &Finding, near: bool) -> String {
    let one = |spot: &Spot| {
        let quote = spot.quote.clone()?;
        Some(if spot.document == finding.spot().document { quote } else { format!("{}: {quote}", spot.named()) })
    };
    let quotes: Vec<String> = finding.spots.iter().filter(|spot| spot.near == near).filter_map(one).collect();
    quotes.join(" | ")
}
