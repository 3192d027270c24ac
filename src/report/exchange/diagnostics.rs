use std::io;

use serde::Serialize;

use super::finding::{Finding, Point, Problem, path};
use crate::assess::{Assessed, Tally};
use crate::diagnostic::Severity;
use crate::engine::Colour;
use crate::report::{Heading, Report};

/// The gaps in the Reviewdog Diagnostic Format (rdjson), which reviewdog brings to the reviews of several code hosts
/// (<https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>).
///
/// Columns count bytes of UTF-8, and the end is not included. What is waived, known to the baseline or settled by people is left out.
pub struct Diagnostics<'a> {
    /// The run.
    pub heading: Heading<'a>,
    /// Whether gaps that are advice alone are told too.
    pub advice: bool,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

impl From<Point> for Position {
    fn from(point: Point) -> Self {
        Self { line: point.line, column: point.byte }
    }
}

impl Report for Diagnostics<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(b"{\"source\":{\"name\":\"govlint\"},\"diagnostics\":[\n".to_vec())
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let location = |at: Option<[Point; 2]>| {
            let range = at.map(|[start, end]| Range { start: start.into(), end: end.into() });
            Location { path: path(assessed), range }
        };
        let problem = |problem: &Problem| Diagnostic {
            message: problem.message.clone(),
            location: location(problem.point.map(|point| [point, point])),
            severity: if problem.severity == Severity::Error { "ERROR" } else { "WARNING" },
            code: Code { value: problem.code },
        };
        let problems = Problem::all(assessed);
        let gaps = Finding::gaps(self.heading.program, assessed, self.advice);
        let mut all: Vec<Diagnostic> = problems.iter().map(problem).collect();
        for gap in gaps.iter().filter(|gap| gap.excused.is_none()) {
            let rule = gap.rule.0;
            let help = Some(&rule.help).filter(|help| !help.is_empty()).map(|help| format!("\n{help}"));
            all.push(Diagnostic {
                message: format!("{}: {}{}", gap.colour.word(), gap.told(), help.unwrap_or_default()),
                location: location(gap.spot().lines),
                severity: if gap.advisory { "INFO" } else { severity(gap.colour) },
                code: Code { value: &rule.id },
            });
        }
        let all: Vec<String> = all.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        Ok(all.join(",\n").into_bytes())
    }

    fn between(&self) -> &'static [u8] {
        b",\n"
    }

    fn close(&self, _: &Tally) -> io::Result<Vec<u8>> {
        Ok(b"\n]}\n".to_vec())
    }
}

fn severity(colour: Colour) -> &'static str {
    match colour {
        Colour::Red => "ERROR",
        Colour::Amber => "WARNING",
        _ => "INFO",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::super::testing;
    use super::*;

    #[test]
    fn a_diagnostic_a_gap() {
        let program = testing::program();
        let diagnostics = Diagnostics { heading: testing::heading(&program, &[]), advice: false };
        let whole = testing::whole(&diagnostics);
        let told: serde_json::Value = serde_json::from_str(&whole).unwrap();
        assert_eq!(told["diagnostics"].as_array().unwrap().len(), 7);
        insta::assert_snapshot!("diagnostics", whole);
    }
}
