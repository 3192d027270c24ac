use std::io;

use serde::Serialize;

use super::finding::{Finding, Problem, Spot, path};
use crate::assess::{Assessed, Caret, Tally};
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

/// A place in another document.
#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location<'a>,
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

impl From<Caret> for Position {
    fn from(caret: Caret) -> Self {
        Self { line: caret.line, column: caret.byte }
    }
}

impl<'a> Location<'a> {
    fn of(path: &'a str, at: Option<[Caret; 2]>) -> Self {
        Self { path, range: at.map(|[start, end]| Range { start: start.into(), end: end.into() }) }
    }
}

impl Report for Diagnostics<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(b"{\"source\":{\"name\":\"govlint\"},\"diagnostics\":[\n".to_vec())
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let problem = |problem: &Problem| Diagnostic {
            message: problem.told(),
            location: Location::of(path(&assessed.path), problem.at.map(|at| [at, at])),
            severity: if problem.severity == Severity::Error { "ERROR" } else { "WARNING" },
            code: Code { value: problem.code },
            related_locations: Vec::new(),
        };
        let problems = Problem::all(assessed);
        let gaps = Finding::gaps(self.heading.program, assessed, self.advice);
        lines(problems.iter().map(problem).chain(open(&gaps)))
    }

    fn together(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        lines(open(&Finding::gaps_together(self.heading.program, tally, self.advice)))
    }

    fn between(&self) -> &'static [u8] {
        b",\n"
    }

    fn close(&self, _: &Tally) -> io::Result<Vec<u8>> {
        Ok(b"\n]}\n".to_vec())
    }
}

/// The gaps that nobody lets be.
fn open<'a>(gaps: &'a [Finding]) -> impl Iterator<Item = Diagnostic<'a>> {
    gaps.iter().filter(|gap| gap.excused.is_none()).map(|gap| {
        let (rule, chief) = (gap.rule.0, gap.spot());
        let help = Some(&rule.help).filter(|help| !help.is_empty()).map(|help| format!("\n{help}"));
        let others = gap.spots.iter().filter(|spot| spot.document != chief.document);
        let related = |spot: &'a Spot| Related {
            message: spot.quote.as_deref().unwrap_or(&spot.message),
            location: Location::of(spot.path(), spot.lines),
        };
        Diagnostic {
            message: format!("{}: {}{}", gap.colour.word(), gap.told(), help.unwrap_or_default()),
            location: Location::of(chief.path(), chief.lines),
            severity: if gap.advisory { "INFO" } else { severity(gap.colour) },
            code: Code { value: &rule.id },
            related_locations: others.map(related).collect(),
        }
    })
}

fn lines<'a>(all: impl Iterator<Item = Diagnostic<'a>>) -> io::Result<Vec<u8>> {
    let all: Vec<String> = all.map(|one| serde_json::to_string(&one)).collect::<Result<_, _>>()?;
    Ok(all.join(",\n").into_bytes())
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
