use std::io;

use serde::Serialize;

use super::finding::{Finding, Problem, path};
use crate::assess::{Assessed, Tally, rating_id};
use crate::diagnostic::Severity;
use crate::engine::Colour;
use crate::report::{Heading, Report};

/// The gaps as a Code Quality report of GitLab, which merge requests show
/// (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).
///
/// What is waived, known to the baseline or settled by people is left out. A gap of a file that has no lines stands at line 1, as a line has to be given; its
/// place is in the description.
pub struct CodeQuality<'a> {
    /// The run.
    pub heading: Heading<'a>,
    /// Whether gaps that are advice alone are told too.
    pub advice: bool,
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

impl Report for CodeQuality<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(b"[\n".to_vec())
    }

    fn document(&self, _: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        let problem = |problem: &Problem| Issue {
            description: problem.told(),
            check_name: problem.code,
            fingerprint: rating_id(&assessed.path, problem.code, None),
            severity: if problem.severity == Severity::Error { "critical" } else { "minor" },
            location: Location::of(path(&assessed.path), problem.at.map(|at| at.line)),
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
        Ok(b"\n]\n".to_vec())
    }
}

impl<'a> Location<'a> {
    fn of(path: &'a str, begin: Option<u32>) -> Self {
        Self { path, lines: Lines { begin: begin.unwrap_or(1) } }
    }
}

/// The gaps that nobody lets be.
fn open<'a>(gaps: &'a [Finding]) -> impl Iterator<Item = Issue<'a>> {
    gaps.iter().filter(|gap| gap.excused.is_none()).map(|gap| Issue {
        description: format!("{}: {}", gap.colour.word(), gap.told()),
        check_name: &gap.rule.0.id,
        fingerprint: gap.id.clone(),
        severity: if gap.advisory { "info" } else { severity(gap.colour) },
        location: Location::of(gap.spot().path(), gap.spot().lines.map(|[start, _]| start.line)),
    })
}

fn lines<'a>(issues: impl Iterator<Item = Issue<'a>>) -> io::Result<Vec<u8>> {
    let issues: Vec<String> = issues.map(|issue| serde_json::to_string(&issue)).collect::<Result<_, _>>()?;
    Ok(issues.join(",\n").into_bytes())
}

fn severity(colour: Colour) -> &'static str {
    match colour {
        Colour::Red => "major",
        Colour::Amber => "minor",
        _ => "info",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::super::testing;
    use super::*;

    #[test]
    fn an_issue_a_gap() {
        let program = testing::program();
        let quality = CodeQuality { heading: testing::heading(&program, &[]), advice: false };
        insta::assert_snapshot!("quality", testing::whole(&quality));
        let issues: Vec<serde_json::Value> = serde_json::from_str(&testing::whole(&quality)).unwrap();
        let mut fingerprints: Vec<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        fingerprints.sort_unstable();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), issues.len());
    }
}
