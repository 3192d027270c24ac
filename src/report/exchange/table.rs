use super::finding::{Finding, Point, Problem, line};
use crate::assess::Assessed;
use crate::report::json::kind_name;
use crate::report::{Heading, words};

/// What the columns of [`table`] hold.
pub(in crate::report) const HEAD: [&str; 20] = [
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
];

/// All ratings of a document, a row each, and a row for why it could not be read and for each doubt about it, with a code in
/// place of the rule.
pub(in crate::report) fn table(heading: Heading, assessed: &Assessed) -> Vec<Vec<String>> {
    let program = heading.program;
    let kind = kind_name(program, assessed).unwrap_or_default();
    let bundle = assessed.bundle.and_then(|bundle| heading.bundles.get(bundle)).map_or("", String::as_str);
    let digest = assessed.digest.map(|digest| digest.to_string()).unwrap_or_default();
    let front = [&*assessed.path, kind, bundle].map(line);
    let row =
        |rest: [String; 16]| -> Vec<String> { front.iter().cloned().chain(rest).chain([digest.clone()]).collect() };
    let none = String::new;
    let mut all = Vec::new();
    for problem in Problem::all(assessed) {
        let at = |number: fn(&Point) -> u32| problem.point.as_ref().map(number).map_or(none(), |at| at.to_string());
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
            at(|point| point.line),
            at(|point| point.column),
            none(),
            none(),
            none(),
        ]));
    }
    for finding in Finding::all(program, assessed) {
        let (rule, spot) = (finding.rule.0, finding.spot());
        let start = spot.lines.filter(|_| finding.colour.is_answer()).map(|[start, _]| start);
        let quoted = |near: bool| {
            let quotes = finding.spots.iter().filter(|spot| spot.near == near).filter_map(|spot| spot.quote.clone());
            quotes.collect::<Vec<_>>().join(" | ")
        };
        all.push(row([
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
            quoted(false),
            quoted(true),
            if finding.colour.is_gap() { line(&rule.help) } else { none() },
        ]));
    }
    all
}
